"""The part of the door that is about coding: tags, their codebook, voices and tags on them."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tuinews.core.deferred import deferred
from tuinews.core.errors import BadInput, NotFound
from tuinews.core.sanitize import clean_line
from tuinews.core.tags import clean_tag
from tuinews.library.views import Done

if TYPE_CHECKING:
    from tuinews.core import codebook as codebooks
    from tuinews.core.codebook import Codebook
    from tuinews.library.agreement import Agreement
    from tuinews.library.settings import Settings
    from tuinews.storage import lists, tags, voices, written
    from tuinews.storage.store import Store
    from tuinews.storage.voices import Voice
else:  # the first paint needs none of these
    (codebooks,) = deferred("tuinews.core", "codebook")
    lists, tags, voices, written = deferred("tuinews.storage", "lists", "tags", "voices", "written")


class Coding:
    """What a Library can do about tags and voices."""

    store: Store
    settings: Settings

    @property
    def codebook(self) -> Codebook:
        """The codebook that the settings name, or the `codebook.toml` beside the library; an empty one without."""
        return self._codebook()[0]

    @property
    def codebook_problems(self) -> list[str]:
        """What is wrong with the codebook's file, one sentence each."""
        return self._codebook()[1]

    def _codebook(self) -> tuple[Codebook, list[str]]:
        path = self.codebook_file
        try:
            return _read(path, path.stat().st_mtime_ns)
        except FileNotFoundError:
            missing = [f"{path}: is not there; no codebook is used"] if self.settings.codebook else []
            return codebooks.Codebook(), missing
        except (OSError, UnicodeDecodeError) as error:
            return codebooks.Codebook(), [f"{path}: cannot be read ({error}); no codebook is used"]

    @property
    def codebook_file(self) -> Path:
        """Where the codebook is, or would be. A relative path in the settings counts from the library's folder."""
        return self.store.path.parent / Path(self.settings.codebook or "codebook.toml").expanduser()

    def tags(self) -> list[tuple[str, int]]:
        """Tags in use, with the number of articles, the most used first."""
        return lists.tags_in_use(self.store.connection)

    def tag_values(self) -> list[tuple[str, str, int]]:
        """(tag, value, number of places that bear it), by tag and value."""
        return lists.values_in_use(self.store.connection)

    def known_tags(self) -> list[tuple[str, str]]:
        """(tag, what it means) of all that may be offered while a tag is typed: those of the codebook, then those in
        use."""
        offers = dict(self.codebook.offers())
        used = [tag for tag, _ in self.tags()] + [f"{tag}={value}" for tag, value, _ in self.tag_values()]
        used += [tag for _, tag, _ in self.voice_tags()]
        return [*offers.items(), *((tag, "") for tag in dict.fromkeys(used) if tag not in offers)]

    def rename_tag(self, old: str, new: str) -> Done:
        """Rename a tag everywhere, with those below it; it becomes one with a tag that has the name already. Raises
        BadInput, NotFound."""
        old, new = (clean_tag(tag).partition("=")[0] for tag in (old, new))
        with written.step(self.store, self.settings.name, f"Renamed #{old} to #{new}") as step:
            if not tags.rename_tag(step, old, new):
                raise NotFound(f"#{old}", "is on nothing", "`tuinews tags` lists the tags in use")
        return Done(step.label, step.uid)

    def delete_tag(self, tag: str) -> Done:
        """Take a tag off everything, with those below it. Raises BadInput, NotFound."""
        tag = clean_tag(tag).partition("=")[0]
        with written.step(self.store, self.settings.name, f"Took #{tag} off everything") as step:
            if not tags.delete_tag(step, tag):
                raise NotFound(f"#{tag}", "is on nothing", "`tuinews tags` lists the tags in use")
        return Done(step.label, step.uid)

    def voices(self) -> list[Voice]:
        """Every speaker of the library, the most quoted first. Takes long in a large library: ask in a thread."""
        return voices.voices(self.store.connection, self.settings.confidence)

    def join_voices(self, voice: str, names: Sequence[str]) -> Done:
        """Say that these names are one voice's."""
        label = f"Joined {', '.join(names)} to {voice}"
        with written.step(self.store, self.settings.name, label) as step:
            voices.join(step, clean_line(voice), list(names))
        return Done(label, step.uid)

    def part_voice(self, name: str) -> Done:
        """Say that a name that was joined to a voice is one of its own."""
        with written.step(self.store, self.settings.name, f"Parted {name}") as step:
            voices.part(step, name)
        return Done(step.label, step.uid)

    def tag_voice(self, name: str, add: Sequence[str] = (), remove: Sequence[str] = ()) -> Done:
        """Put tags on a voice, and take tags off it; `tag:` then finds what the voice says. Raises BadInput."""
        name = clean_line(name).strip()
        if not name:
            raise BadInput("voice", "has no name")
        added, removed = [clean_tag(tag) for tag in add], [clean_tag(tag) for tag in remove]
        for tag in added:
            self.codebook.check(tag)
        words = [f"#{tag}" for tag in added] + [f"-#{tag}" for tag in removed]
        with written.step(self.store, self.settings.name, f"Tagged {name} {' '.join(words)}") as step:
            for tag in added:
                voices.add_tag(step, name, tag)
            for tag in removed:
                voices.remove_tag(step, name, tag)
        unheard = added and not voices.speaks(self.store.connection, name)
        return Done(f"{step.label}; nobody of that name speaks here yet" if unheard else step.label, step.uid)

    def voice_tags(self, name: str | None = None) -> list[tuple[str, str, str]]:
        """(voice, tag or tag=value, author) of the tags on voices, or on one voice, by voice and tag."""
        return voices.tags(self.store.connection, name)

    def agreement(self, tags: Sequence[str] = (), *, by: Sequence[str] = (), given: bool = False) -> list[Agreement]:
        """How far authors agree on tags (none: on all that two of them use). Raises BadInput while coding is blind."""
        from tuinews.library.agreement import agreement

        return agreement(self.store, [clean_tag(tag).partition("=")[0] for tag in tags], by=by, given=given)


@functools.lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> tuple[Codebook, list[str]]:
    book, problems = codebooks.read_codebook(path.read_text(encoding="utf-8"))
    return book, [f"{path}: {problem}" for problem in problems]

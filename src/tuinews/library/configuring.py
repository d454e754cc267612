"""Settings are changed in the reader's own file: what else stands there, comments and layout, stays as it is.

tomlkit keeps them; it is imported when something is written, never to read.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tuinews.core.errors import BadInput
from tuinews.library.settings import all_settings, checked, config_file
from tuinews.library.toml_lines import told_error

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_YES_AND_NO = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def value_of(name: str, words: str) -> Any:
    """The value that is meant by words for a setting, or for an entry of a table (`keys.mark.note`). Raises
    BadInput."""
    if _is_entry(name):
        return _entry_of(name, words)
    default = next((one.default for one in all_settings() if one.name == name), None)
    value: Any = words
    if isinstance(default, bool):
        value = _YES_AND_NO.get(words.strip().lower(), words)
    elif isinstance(default, (int, float)):
        for kind in (int, float):
            try:
                value = kind(words)
                break
            except ValueError:
                continue
    elif isinstance(default, dict):
        raise BadInput(name, "is a table", f"Name an entry, as in `tuinews config set {name}.mark.note ctrl+n`")
    if name == "citation":
        _check_form(words)
    return checked(name, value)


def _check_form(form: str) -> None:
    """Raise BadInput for a form of citations that names what none has."""
    from tuinews.export.citation import FIELDS, unknown_fields

    unknown = unknown_fields(form)
    if unknown:
        known = ", ".join(f"{{{one}}}" for one in FIELDS)
        raise BadInput("citation", f"has no {', '.join(f'{{{one}}}' for one in unknown)}", f"It has {known}")


def _is_entry(name: str) -> bool:
    """Whether a name is that of an entry in one of the settings that are tables."""
    table, _, entry = name.partition(".")
    return bool(entry) and any(one.name == table and isinstance(one.default, dict) for one in all_settings())


def _entry_of(name: str, words: str) -> Any:
    """An entry as text; or, where it begins like one, as a list or a table."""
    if not words.startswith(("[", "{")) or len(words) == 1:
        return words
    try:
        return tomllib.loads(f"value = {words}")["value"]
    except tomllib.TOMLDecodeError as error:
        raise BadInput(name, f"cannot be read ({error})") from error


def shown_value(value: Any) -> str:
    """A value as it is written in the file."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(name)} = {shown_value(one)}" for name, one in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)


def is_written(name: str, path: Path | None = None) -> bool:
    """Whether a setting is named in the file (default: `config_file()`), or might be, where it cannot be read."""
    try:
        return name in tomllib.loads((path or config_file()).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return True


def write_setting(name: str, value: Any, path: Path | None = None) -> Path:
    """Write a setting, or an entry of a table (`keys.mark.note`), into the file (default: `config_file()`), which it
    returns; None takes it out, and the default holds again. Raises BadInput when the value, the file as it is, or the
    folder is wrong, and when there is nothing to take out.
    """
    path = (path or config_file()).resolve()  # a link to a file that is kept elsewhere stays one
    if value is not None and not _is_entry(name):
        value = checked(name, value)
    document = _document(path)
    table, _, command = name.partition(".")
    if command:
        _put_into_table(document, table, command, value)
    elif value is None:
        _take_out(document, name)
    else:
        document[name] = value
    _save(path, document.as_string())
    return path


def _document(path: Path) -> TOMLDocument:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        text = ""
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(str(path), f"cannot be read ({error})") from error
    try:
        tomllib.loads(text)
        return tomlkit.parse(text)
    except tomllib.TOMLDecodeError as error:
        reason, line = told_error(error, text)
        raise BadInput(f"{path}, line {line}", reason, "Put this right first") from error
    except TOMLKitError as error:
        raise BadInput(str(path), str(error), "Put this right first") from error


def _put_into_table(document: TOMLDocument, name: str, command: str, value: Any) -> None:
    """Put an entry into a table. It may stand there as one name ("mark.note") or as a table of its own (mark.note)."""
    table: Any = document.setdefault(name, {}) if value is not None else document.get(name, {})
    if not isinstance(table, MutableMapping):
        raise BadInput(name, "should be a table", "Put this right first")
    first, _, rest = command.partition(".")
    inner = table.get(first)
    if command not in table and isinstance(inner, MutableMapping) and rest:
        table, command = inner, rest
    if value is None:
        _take_out(table, command)
    else:
        table[command] = value


def _take_out(table: MutableMapping[str, Any], name: str) -> None:
    if name not in table:
        raise BadInput(name, "is not in the file")
    del table[name]


def _save(path: Path, text: str) -> None:
    """Write the file whole, or leave it as it was."""
    written = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        written.write_text(text, encoding="utf-8")
        if path.exists():
            written.chmod(path.stat().st_mode)
        written.replace(path)
    except OSError as error:
        written.unlink(missing_ok=True)
        raise BadInput(str(path), f"cannot be written ({error.strerror})") from error

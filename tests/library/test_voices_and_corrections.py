from collections.abc import Callable

import pytest

from tuinews.core.statement import Span
from tuinews.library import Library
from tuinews.library.analysing import analyse_waiting, score_engine
from tuinews.library.views import Target
from tuinews.storage.articles import Stored

Put = Callable[..., Stored]
TEXT = (
    "The union met on Monday.\n“Nobody told the crew,” said Ilan Reyes, a lawyer. “We asked twice.”\n"
    "“The sea was calm,” said Mira Sol.\nThe captain was silent about all of it."
)


@pytest.fixture
def article(library: Library, put: Put) -> int:
    stored = put("Ferry", TEXT)
    library.analyse_article(stored.article_id)
    return stored.article_id


def at(library: Library, article: int, words: str) -> Target:
    start = TEXT.index(words)
    return library.target_at(library.article(article), start, start + len(words))


def said(library: Library, article: int) -> list[tuple[str, str]]:
    return [(shown.speaker, shown.text) for shown in library.article(article).statements]


def test_a_corrected_speaker_survives_a_new_analysis_and_a_changed_article(
    library: Library, put: Put, article: int
) -> None:
    library.correct(at(library, article, "sea was calm"), "speaker", speaker="Ana Diaz")
    assert ("Ana Diaz", "The sea was calm,") in said(library, article)
    with library.store.writing() as connection:
        connection.execute("UPDATE analysis SET engine = 'older'")
    assert list(analyse_waiting(library.store, 0.5)) == [""]
    assert ("Ana Diaz", "The sea was calm,") in said(library, article)
    put("Ferry", "A new lead.\n" + TEXT.replace("Monday", "Tuesday"), at=1_770_000_900.0)
    library.analyse_article(article)
    assert ("Ana Diaz", "The sea was calm,") in said(library, article)
    assert list(library.search("by:diaz said:calm").ids) == [article]


def test_what_is_no_statement_goes_and_comes_back_when_taken_back(library: Library, article: int) -> None:
    before = said(library, article)
    library.correct(at(library, article, "sea was calm"), "none")
    assert len(said(library, article)) == len(before) - 1
    library.undo()
    library.analyse_article(article)
    assert said(library, article) == before


def test_a_missed_statement_is_marked(library: Library, article: int) -> None:
    start = TEXT.index("The captain was silent")
    target = Target(article, Span(start, start + len("The captain was silent")))
    library.correct(target, "missed", speaker="the captain", kind_of="indirect")
    assert ("the captain", "The captain was silent") in said(library, article)
    assert library.article(article).statements[-1].statement.why == "marked by mira"


def test_a_corrected_span_is_kept(library: Library, article: int) -> None:
    start = TEXT.index("sea was calm")
    library.correct(Target(article, Span(start, start + 12)), "span")
    assert ("Mira Sol", "sea was calm") in said(library, article)


def test_the_engine_is_scored_against_the_corrections(library: Library, article: int) -> None:
    library.correct(at(library, article, "sea was calm"), "speaker", speaker="Ana Diaz")
    library.correct(at(library, article, "Nobody told"), "speaker", speaker="Ilan Reyes")
    score = score_engine(library.store)
    assert (score.right, score.wrong, score.untouched) == (1, 1, 0)
    library.undo()
    assert score_engine(library.store).untouched == 1


def test_voices_are_counted_across_articles_and_outlets(library: Library, put: Put, article: int) -> None:
    other = put("Second", "“We will appeal,” Ilan Reyes said.", outlet="Rail Daily").article_id
    library.analyse_article(other)
    voice = next(voice for voice in library.voices() if voice.name == "Ilan Reyes")
    assert (voice.statements, voice.articles, voice.outlets) == (2, 2, ("Rail Daily",))


def test_joined_names_are_one_voice_until_they_are_parted(library: Library, put: Put, article: int) -> None:
    other = put("Second", "“We will appeal,” Iván Reyes said.").article_id
    library.analyse_article(other)
    library.join_voices("Ilan Reyes", ["Iván Reyes"])
    voice = next(voice for voice in library.voices() if voice.name == "Ilan Reyes")
    assert (voice.articles, voice.aliases) == (2, ("Iván Reyes",))
    assert len(library.search('by:"=Ilan Reyes"').ids) == 2
    assert len(library.search("by:ilan").ids) == 2
    library.part_voice("Iván Reyes")
    assert len(library.search('by:"=Ilan Reyes"').ids) == 1
    library.undo()
    assert len(library.search('by:"=Ilan Reyes"').ids) == 2

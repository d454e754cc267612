"""Words that are somebody's by their place: posts, block quotes, transcripts, dialogues."""

from __future__ import annotations

from tuinews.core.document import Range
from tuinews.statements import find_statements
from tuinews.statements.lexicon import lexicon
from tuinews.statements.shapes import dialogue_in

POST = "The guard confirmed that the ferry sank. pic.example\n— SeaWatcher (@seawatch) March 3, 2025"


def test_a_post_is_a_statement_of_its_account() -> None:
    text = "Ships stopped.\nThe sea is rough tonight\n— SeaWatcher (@seawatch) March 3, 2025"
    (statement,) = find_statements(text, "en")
    assert (statement.source and statement.source.name, statement.quote(text)) == (
        "SeaWatcher",
        "The sea is rough tonight",
    )


def test_what_a_post_reports_came_through_it() -> None:
    text = "Ana Ruiz said that the ferry sank.\n— SeaWatcher (@seawatch) March 3, 2025"
    reported = [item for item in find_statements(text, "en") if item.source and item.source.name == "Ana Ruiz"]
    assert [[relay.name for relay in item.via] for item in reported] == [["SeaWatcher"]]


def test_links_at_the_end_of_a_post_are_left_out() -> None:
    text = "The sea is rough… pic.twitter.com/abc123\n— SeaWatcher (@seawatch) March 3, 2025"
    (statement,) = find_statements(text, "en")
    assert statement.quote(text) == "The sea is rough…", "what shows that the page cut the post short stays"


def test_an_embed_of_the_layout_names_its_author() -> None:
    text = "Ships stopped.\nThe sea is rough tonight"
    box = Range(15, len(text), "embed", (("name", "Sea Watcher"), ("handle", "@seawatch")))
    (statement,) = find_statements(text, "en", (box, Range(15, len(text), "paragraph")))
    assert statement.source and statement.source.name == "Sea Watcher"


def test_a_block_quote_belongs_to_whom_the_text_announces() -> None:
    text = "Mira Sol wrote:\nThe sea is rough.\nStay home."
    layout = (Range(0, 15, "paragraph"), Range(16, len(text), "quote"))
    (statement,) = find_statements(text, "en", layout)
    assert statement.source and statement.source.name == "Mira Sol"
    assert len(statement.fragments) == 2


def test_a_block_quote_may_be_signed() -> None:
    text = "The sea is rough.\n— Mira Sol, skipper"
    (statement,) = find_statements(text, "en", (Range(0, len(text), "quote"),))
    assert statement.source and statement.source.name and statement.source.name.startswith("Mira Sol")
    assert statement.quote(text) == "The sea is rough."


def test_turns_of_a_transcript_are_statements(said) -> None:
    text = "HALE: Is the sea rough?\nSOL: It is.\nHALE: Thank you."
    assert said(text) == [("Is the sea rough?", "HALE"), ("It is.", "SOL"), ("Thank you.", "HALE")]


def test_a_list_with_colons_is_no_transcript(said) -> None:
    assert said("Schools: The council wants more.\nRoads: The council wants fewer.\nPorts: None.") == []


def test_a_dash_opens_speech_where_the_language_does_so() -> None:
    text = "— It is rough — said Ana —. Stay home."
    spoken = dialogue_in(text, 0, len(text), _with_dialogue())
    assert [text[quote.inner_start : quote.inner_end] for quote in spoken] == ["It is rough", "Stay home."]


def test_a_dash_in_english_opens_nothing() -> None:
    assert dialogue_in("— It is rough — said Ana.", 0, 25, lexicon("en")) == []


def _with_dialogue():
    from dataclasses import replace

    return replace(lexicon("en"), dialogue=True)


def test_code_is_not_read(said) -> None:
    text = "Ana Ruiz said that it works."
    assert find_statements(text, "en", (Range(0, len(text), "code"),)) == ()


def test_a_post_that_begins_with_its_account_is_its_authors() -> None:
    text = "A pilot answered:\nKirsi Anttila (@kirsi@tern.example)\nI have been told 44 times to turn to port."
    box = Range(text.index("Kirsi"), len(text), "embed", (("handle", "@kirsi"),))
    (post,) = find_statements(text, "en", (box,))
    assert post.source is not None and post.source.name == "Kirsi Anttila"
    assert text[post.start : post.end] == "I have been told 44 times to turn to port."


def test_labels_of_a_review_are_no_speakers(said) -> None:
    text = "Two prices\nPros: Good rates for long trips.\nCons: It adds fees.\nBest for: groups of friends.\n"
    text += "Pros: The best of filters.\nCons: It is not fast.\nBest for: lunch with colleagues."
    assert said(text) == []


def test_speakers_whose_first_names_nobody_knows_are_known_from_the_text(said) -> None:
    text = "We met Adaeze Okonkwo at the quay, and Okonkwo had time.\nInterviewer: Was it cold?\nOkonkwo: It was.\n"
    text += "Interviewer: And wet?\nOkonkwo: I did not look."
    assert [words for words, _ in said(text)] == ["Was it cold?", "It was.", "And wet?", "I did not look."]
    assert {name for _, name in said(text)[1::2]} == {"Adaeze Okonkwo"}


def test_what_the_author_thinks_or_anybody_may_is_no_statement(said) -> None:
    assert said("I think that the ferry is late. You may find that it is not. We hope that it comes.") == []
    assert len(said("I told the mayor that the ferry is late.")) == 1


def test_what_is_added_to_something_is_not_said(said) -> None:
    assert said("Mira Sol added it to the list of drills for the next year.") == []

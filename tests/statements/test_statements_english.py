"""English statements through the public door: who said what, in all the orders that news uses."""

from __future__ import annotations

import pytest

from tuinews.statements import find_statements

DIRECT = [
    ("“The bridge is safe,” Mira Sol said.", "The bridge is safe,", "Mira Sol"),
    ("“The bridge is safe,” said Mira Sol, the harbour's engineer.", "The bridge is safe,", "Mira Sol"),
    ("Mira Sol said: “The bridge is safe.”", "The bridge is safe.", "Mira Sol"),
    ("Mira Sol, who built it, said, “The bridge is safe.”", "The bridge is safe.", "Mira Sol"),
    ('"The bridge is safe," Sen. Mira Sol (R-Ore.) told reporters on Friday.', "The bridge is safe,", "Mira Sol"),
    ("“Is the bridge safe?” asked Mira Sol.", "Is the bridge safe?", "Mira Sol"),
    ("“Is the bridge safe?” Mira Sol asked reporters.", "Is the bridge safe?", "Mira Sol"),
    ("“The bridge is safe.” — Mira Sol", "The bridge is safe.", "Mira Sol"),
    ("According to Mira Sol, “the bridge is safe.”", "the bridge is safe.", "Mira Sol"),
    ("“The bridge is safe,” said retired engineer Mira Sol.", "The bridge is safe,", "Mira Sol"),
    ("The council's chief engineer, Mira Sol, said, “The bridge is safe.”", "The bridge is safe.", "Mira Sol"),
]


@pytest.mark.parametrize(("text", "words", "name"), DIRECT)
def test_direct_speech_finds_words_and_speaker_in_every_order(text: str, words: str, name: str) -> None:
    (statement,) = find_statements(text, "en")
    assert statement.kind == "direct"
    assert statement.quote(text) == words
    assert statement.source and statement.source.name == name


INDIRECT = [
    ("Mira Sol said that the bridge is safe.", "that the bridge is safe", "Mira Sol"),
    ("Mira Sol said on Monday the bridge is safe.", "the bridge is safe", "Mira Sol"),
    ("Mira Sol told the Harbour Times that the bridge is safe.", "that the bridge is safe", "Mira Sol"),
    ("The bridge is safe, Mira Sol said.", "The bridge is safe", "Mira Sol"),
    ("The bridge is safe, said Mira Sol, the engineer.", "The bridge is safe", "Mira Sol"),
    ("The bridge is safe, according to Mira Sol.", "The bridge is safe", "Mira Sol"),
    ("According to Mira Sol, the bridge is safe.", "the bridge is safe", "Mira Sol"),
    ("Mira Sol has repeatedly argued that the bridge is safe.", "that the bridge is safe", "Mira Sol"),
    ("The bridge is safe, as Mira Sol put it.", "The bridge is safe", "Mira Sol"),
    ("Mira Sol asked whether the bridge is safe.", "whether the bridge is safe", "Mira Sol"),
    ("Mira Sol vowed to close the bridge.", "to close the bridge", "Mira Sol"),
    ("Nobody believed Mira Sol's claim that the bridge is safe.", "that the bridge is safe", "Mira Sol"),
]


@pytest.mark.parametrize(("text", "words", "name"), INDIRECT)
def test_indirect_speech_finds_the_clause_and_its_speaker(text: str, words: str, name: str) -> None:
    found = [item for item in find_statements(text, "en") if item.source and item.source.name == name]
    assert [(item.kind, item.quote(text)) for item in found] == [("indirect", words)]


def test_a_partial_quotation_grows_to_its_clause() -> None:
    text = "Mira Sol said the bridge was “entirely safe” for lorries."
    (statement,) = find_statements(text, "en")
    assert (statement.kind, statement.quote(text)) == ("mixed", "the bridge was “entirely safe” for lorries")


def test_a_split_quotation_is_one_statement() -> None:
    text = "“The bridge is safe,” Mira Sol said. “We checked it twice.”"
    (statement,) = find_statements(text, "en")
    assert [text[piece.start : piece.end] for piece in statement.fragments] == [
        "The bridge is safe,",
        "We checked it twice.",
    ]


def test_an_attribution_inside_what_was_said_leaves_two_fragments() -> None:
    text = "The old bridge, Mira Sol said, is safe for lorries."
    (statement,) = find_statements(text, "en")
    assert statement.quote(text) == "The old bridge … is safe for lorries"


def test_a_participle_goes_on_with_another_statement(said) -> None:
    text = "“The bridge is safe,” Mira Sol said, adding that lorries may use it."
    assert said(text) == [("The bridge is safe,", "Mira Sol"), ("that lorries may use it", "Mira Sol")]


def test_a_quotation_over_paragraphs_keeps_its_speaker(said) -> None:
    text = "“The bridge is safe,” Mira Sol said. “We checked it.\n“Then we checked it again.”"
    assert {name for _, name in said(text)} == {"Mira Sol"}


def test_an_announced_speaker_owns_the_next_paragraph(said) -> None:
    text = "Mira Sol wrote on Friday:\n“The bridge is safe.”"
    assert said(text) == [("The bridge is safe.", "Mira Sol")]


def test_the_subject_of_the_sentence_before_speaks(said) -> None:
    text = "Mira Sol shook her head at the question. “The bridge is safe.”"
    assert said(text) == [("The bridge is safe.", "Mira Sol")]


@pytest.mark.parametrize(
    "text",
    [
        "The film “The Last Ferry Home” opened on Friday.",
        "The so-called “harbour tax” was dropped.",
        "Her novel, titled “Salt and Iron”, sold well.",
        'A 40" mast and a 12" rail were delivered.',
        "The “free” ferry costs nine crowns.",
        "Rain fell on the harbour all day, and the ferries stayed in port.",
        "He is known as “the Baker of Sol”.",
    ],
)
def test_titles_terms_and_plain_narration_are_no_statements(text: str) -> None:
    assert find_statements(text, "en") == ()


def test_a_stance_comes_from_the_cue() -> None:
    text = (
        "Mira Sol denied that the bridge is closed. Jon Hale confirmed that it was. Ana Ruiz believes that it sank. "
        "Leo Brandt claimed that it never existed. Eva Lind asked whether it matters."
    )
    assert [item.stance for item in find_statements(text, "en")] == ["denies", "confirms", "believes", "claims", "asks"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The report found that the bridge is safe.", "document"),
        ("The company said that the bridge is safe.", "organisation"),
        ("Berlin said that the bridge is safe.", "place"),
        ("Officials said that the bridge is safe.", "anonymous"),
        ("Two people familiar with the matter said that the bridge is safe.", "anonymous"),
        ("Mira Sol said that the bridge is safe.", "person"),
    ],
)
def test_a_source_has_a_type(text: str, kind: str) -> None:
    (statement,) = find_statements(text, "en")
    assert statement.source and statement.source.type == kind


def test_every_statement_says_why() -> None:
    (statement,) = find_statements("“The bridge is safe,” Mira Sol said.", "en")
    assert (
        statement.why == "said by Mira Sol: the cue “said” stands beside the quotation and has the subject “Mira Sol”"
    )


def test_a_cue_is_kept_with_its_place() -> None:
    text = "Mira Sol said that the bridge is safe."
    (statement,) = find_statements(text, "en")
    assert statement.cue and text[statement.cue.start : statement.cue.end] == "said"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Some say the bridge is safe.", "the bridge is safe", "Some"),
        ("One in five said the bridge was safe.", "the bridge was safe", "One in five"),
        ("By big margins, those surveyed say the bridge is safe.", "the bridge is safe", "those surveyed"),
        ("47% say the bridge should close.", "the bridge should close", "47%"),
        ("As many as 40 percent of the voters said they could not.", "they could not", "40 percent of the voters"),
        ("Mira Sol said there certainly was a crack in it.", "there certainly was a crack in it", "Mira Sol"),
        ("Mira Sol said comments from Brun were unfair.", "comments from Brun were unfair", "Mira Sol"),
        ("Mira Sol, though, said he's in the port.", "he's in the port", "Mira Sol"),
        ("Mira Sol, the mayor of Brun, said heat and old age could hurt.", "heat and old age could hurt", "Mira Sol"),
        ("The bridge, Mira Sol said, is unsafe.", "The bridge … is unsafe", "Mira Sol"),
        ("The report, Mira Sol said, showed a crack.", "The report … showed a crack", "Mira Sol"),
        ("Brun, Mira Sol said, “is sure of it.”", "Brun … is sure of it.", "Mira Sol"),
        ("The bridge was closed, Mira Sol said on Monday, and it stays so.", "The bridge was closed", "Mira Sol"),
    ],
)  # fmt: skip
def test_reports_of_many_shapes(said, text: str, words: str, name: str) -> None:
    assert said(text) == [(words, name)]


@pytest.mark.parametrize(
    "text",
    ["One of the many reasons that Brun gave was bad.", "Those said to be ill left.", "The say of the people counts."],
)
def test_nouns_that_look_like_cues_announce_nothing(said, text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("According to early results, voters want the bridge.", "voters want the bridge", "early results"),
        ("The bridge was sold, according to state records.", "The bridge was sold", "state records"),
        ("Before the bridge fell, Brun told reporters that it was safe.", "that it was safe", "Brun"),
        (
            "He told voters that if it rained, he would advise waiting.",
            "that if it rained, he would advise waiting",
            "He",
        ),
        ("The union accuses Brun of ignoring the warnings.", "of ignoring the warnings", "union"),
        ("The bridge, Mira Sol told them, was simple.", "The bridge … was simple", "Mira Sol"),
    ],
)
def test_who_was_told_and_what_it_rests_on(said, text: str, words: str, name: str) -> None:
    assert said(text) == [(words, name)]


def test_a_sentence_says_who_said_the_one_before(said) -> None:
    assert said("The bridge was closed. That is according to the ministry.") == [("The bridge was closed", "ministry")]
    assert said("The bridge was closed. That said, the port is open.") == []


def test_a_participle_after_an_inverted_subject_is_its(said) -> None:
    text = "“The bridge is safe,” said Mira Sol, adding that it was checked. Experts warned the dam could fail."
    assert said(text) == [
        ("The bridge is safe,", "Mira Sol"),
        ("that it was checked", "Mira Sol"),
        ("the dam could fail", "Experts"),
    ]
    assert said("The report concluded there was no fraud.") == [("there was no fraud", "report")]

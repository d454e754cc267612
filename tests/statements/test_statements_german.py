"""German statements: verb-second order, split verbs, Konjunktiv, laut / nach / zufolge."""

from __future__ import annotations

import pytest

from tuinews.statements import find_statements


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("„Die Brücke ist sicher“, sagte Vera Holm.", "Die Brücke ist sicher", "Vera Holm"),
        ("Vera Holm sagte: „Die Brücke ist sicher.“", "Die Brücke ist sicher.", "Vera Holm"),
        ("Vera Holm sagte, dass die Brücke sicher sei.", "dass die Brücke sicher sei", "Vera Holm"),
        ("Vera Holm sagte, die Brücke sei sicher.", "die Brücke sei sicher", "Vera Holm"),
        ("Am Montag erklärte die Ministerin Vera Holm, die Brücke sei sicher.", "die Brücke sei sicher", "Vera Holm"),
        ("Vera Holm teilte am Montag mit, dass die Brücke sicher sei.", "dass die Brücke sicher sei", "Vera Holm"),
        ("Vera Holm hat angekündigt, die Brücke zu sperren.", "die Brücke zu sperren", "Vera Holm"),
        ("Die Brücke sei sicher, sagte Vera Holm.", "Die Brücke sei sicher", "Vera Holm"),
        ("Die Brücke ist sicher, wie Vera Holm mitteilte.", "Die Brücke ist sicher", "Vera Holm"),
        ("Wie Vera Holm mitteilte, ist die Brücke sicher.", "ist die Brücke sicher", "Vera Holm"),
        ("Laut Vera Holm ist die Brücke sicher.", "ist die Brücke sicher", "Vera Holm"),
        ("„Die Brücke ist sicher“, so Vera Holm.", "Die Brücke ist sicher", "Vera Holm"),
        ("„Die Brücke ist sicher“, hatte Vera Holm in einem Interview erklärt.", "Die Brücke ist sicher", "Vera Holm"),
    ],
)
def test_words_and_speaker_in_the_orders_of_german(text: str, words: str, name: str) -> None:
    (statement,) = find_statements(text, "de")
    assert statement.quote(text) == words
    assert statement.source and statement.source.name == name


def test_nach_is_a_preface_only_before_a_fitting_noun() -> None:
    (statement,) = find_statements("Nach Angaben der Polizei wurde niemand verletzt.", "de")
    assert statement.source and statement.source.mention
    assert find_statements("Nach dem Essen wurde niemand verletzt.", "de") == ()


def test_zufolge_follows_its_source() -> None:
    text = "Dem Bericht zufolge wurde niemand verletzt."
    (statement,) = find_statements(text, "de")
    assert statement.quote(text) == "wurde niemand verletzt"


def test_the_konjunktiv_goes_on_with_the_speaker() -> None:
    text = "Vera Holm sagte, die Brücke sei sicher. Sie werde regelmäßig geprüft. Lastwagen dürfe man zulassen."
    _, second = find_statements(text, "de")
    assert second.source and second.source.name == "Vera Holm"
    assert second.quote(text) == "Sie werde regelmäßig geprüft. Lastwagen dürfe man zulassen"


@pytest.mark.parametrize(
    "text",
    [
        "Der Film „Das Boot“ lief am Montag.",
        "Die Brücke wurde am Montag gesperrt.",
        "Der sogenannte „Hafenzoll“ fällt weg.",
    ],
)
def test_titles_terms_and_narration_are_no_statements(text: str) -> None:
    assert find_statements(text, "de") == ()


def test_an_office_a_doctorate_and_a_month_do_not_cut_a_name(said) -> None:
    text = "Es werde spät, sagte Referatsleiterin Dr. Thi Mai Linnet."
    assert said(text, "de") == [("Es werde spät", "Thi Mai Linnet")]


def test_a_surname_without_a_title_is_who_had_one_before(said) -> None:
    text = "„Es ist spät“, sagte Direktor Beat Zumstein. „Wir fahren“, sagte Zumstein."
    assert said(text, "de") == [("Es ist spät", "Beat Zumstein"), ("Wir fahren", "Beat Zumstein")]


CLAUSES = [
    ("Hanna Voss vertrat die Ansicht, dass der Hafen sicher sei.", "dass der Hafen sicher sei", "Hanna Voss"),
    ("Hanna Voss ließ am Montag mitteilen, der Hafen sei sicher.", "der Hafen sei sicher", "Hanna Voss"),
    ("„Der Hafen ist sicher“, sagte am Mittwoch der Ökonom Roman Kastner.", "Der Hafen ist sicher", "Roman Kastner"),
    ("Nach Angaben der Feuerwehr wurden zwei Menschen verletzt.", "wurden zwei Menschen verletzt", "Feuerwehr"),
    ("Hanna Voss sagte, dass sie gehe, aber will nichts weiter sagen.", "dass sie gehe", "Hanna Voss"),
]


@pytest.mark.parametrize(("text", "words", "name"), CLAUSES)
def test_shapes_that_only_german_has(text: str, words: str, name: str) -> None:
    found = [(item.quote(text), item.source and item.source.name) for item in find_statements(text, "de")]
    assert (words, name) in found


def test_an_office_is_named_with_its_place() -> None:
    text = "Die Staatsanwaltschaft Krefeld teilte mit, dass ermittelt werde."
    (statement,) = find_statements(text, "de")
    assert statement.source and statement.source.name == "Staatsanwaltschaft Krefeld"
    assert statement.source.type == "organisation"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Nach Angaben der Feuerwehr brannte am 17. Mai ein Haus.", "brannte am 17. Mai ein Haus", "Feuerwehr"),
        ("Hanna Voss sagte, der 3. Senat tage.", "der 3. Senat tage", "Hanna Voss"),
        ("Wie die Feuerwehr heute bekannt gab, brannte ein Haus.", "brannte ein Haus", "Feuerwehr"),
        ("Der Beschluss sieht vor, dass der Hafen schließt.", "dass der Hafen schließt", "Beschluss"),
        ("Hanna Voss hatte den Standpunkt vertreten, der Hafen sei sicher.", "der Hafen sei sicher", "Hanna Voss"),
        ("„Der Hafen ist sicher“, so beschrieb es Hanna Voss.", "Der Hafen ist sicher", "Hanna Voss"),
        ("„Der Hafen ist sicher“, hieß es am Montag aus dem Ministerium.", "Der Hafen ist sicher", "Ministerium"),
        ("Der Pilot war nach Angaben der Feuerwehr betrunken.", "Der Pilot war … betrunken", "Feuerwehr"),
        ("Ein Boot, das nach Angaben der Feuerwehr 40 Leute trug, sank.", "das … 40 Leute trug", "Feuerwehr"),
    ],
)
def test_shapes_of_newspapers(said, text: str, words: str, name: str) -> None:
    assert said(text, "de") == [(words, name)]


@pytest.mark.parametrize(
    ("office", "name"),
    [
        ("Der Sprecher der Polizei", "Hans Maier"),
        ("Die Vorsitzende der SPD", "Hanna Voss"),
        ("Der Direktor des Instituts für Hafenkunde", "Tom Kranz"),
        ("Der Präsident Russlands", "Sergei Brun"),
    ],
)
def test_a_name_stands_behind_an_office_and_its_body(office: str, name: str) -> None:
    (statement,) = find_statements(f"{office} {name} sagte, der Hafen sei sicher.", "de")
    assert statement.source and (statement.source.name, statement.source.type) == (name, "person")


def test_the_konjunktiv_goes_on_with_whom_the_sentence_before_is_about(said) -> None:
    text = "Tom Kranz sagte, der Hafen sei sicher. Hanna Voss verteidigte ihr Vorgehen. So habe niemand gewartet."
    assert said(text, "de")[1] == ("So habe niemand gewartet", "Hanna Voss")


def test_who_is_quoted_by_a_paper_said_it() -> None:
    text = "Der Hafenbote zitiert Hanna Voss mit den Worten: „Der Hafen ist sicher.“"
    (statement,) = find_statements(text, "de")
    assert statement.source and statement.source.name == "Hanna Voss"
    assert [relay.name for relay in statement.via] == ["Hafenbote"]


def test_what_is_told_about_a_noun_is_not_what_was_demanded() -> None:
    assert (
        find_statements("Hanna Voss verlangte die Freilassung einer Frau, die am Montag verhaftet wurde.", "de") == ()
    )


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Zwei Boote sanken. Das teilte die Polizei am Montag mit.", "Zwei Boote sanken", "Polizei"),
        ("Der Korrespondent in Brun, Will Grant, berichtete, dass es bebe.", "dass es bebe", "Will Grant"),
        ("Hanna Voss gestand ein, dass der Hafen leer sei.", "dass der Hafen leer sei", "Hanna Voss"),
        ("Hanna Voss ist der Meinung, dass der Hafen leer sei.", "dass der Hafen leer sei", "Hanna Voss"),
        ("Hanna Voss schließt daraus, dass der Hafen leer ist.", "dass der Hafen leer ist", "Hanna Voss"),
        ("Nach einer Studie der UNO fahren weniger Boote.", "fahren weniger Boote", "UNO"),
        ("Angaben zufolge sank ein Boot.", "sank ein Boot", "Angaben"),
        ("In einem Brief heißt es, die Prüfung habe ergeben, dass er leer sei.",
         "die Prüfung habe ergeben, dass er leer sei", "Brief"),
        ("Gefragt, was er wolle, entgegnete Hanna Voss: „Nichts, was fehlt.“", "Nichts, was fehlt.", "Hanna Voss"),
        ("Der 38-Jährige sagte, er sei müde.", "er sei müde", "Der 38-Jährige"),
    ],
)  # fmt: skip
def test_more_shapes_of_newspapers(said, text: str, words: str, name: str) -> None:
    assert said(text, "de") == [(words, name)]


def test_a_sentence_that_points_back_at_a_statement_adds_nothing(said) -> None:
    text = "Hanna Voss sagte, der Hafen sei leer. Das sagte sie am Montag. Das Boot sank. Das ahnte niemand."
    assert said(text, "de") == [("der Hafen sei leer", "Hanna Voss")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Stern nannte das Urteil „ein Signal“.", "Stern"),
        ("Kritik äußerte die Partei: „Das ist kein Weg, der weiterführt.“", "Partei"),
        ("Offiziell sagt die Regierung, es sei alles gesagt.", "Regierung"),
        ("Für die Bürgermeisterin ist das Urteil „eine Schande“.", "die Bürgermeisterin"),
        ("Kanzlerin Ada Stern sprach von einem „historischen Tag“.", "Ada Stern"),
    ],
)
def test_who_of_two_nouns_speaks(said, text: str, name: str) -> None:
    ((_, speaker),) = said(text, "de")
    assert speaker == name

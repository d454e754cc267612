import threading
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tuinews.library import Library, SearchStopped
from tuinews.library.views import Target
from tuinews.storage.articles import Stored

Put = Callable[..., Stored]


@pytest.fixture
def news(library: Library, put: Put) -> dict[str, int]:
    """Three articles; the ferry one is noted and tagged."""
    ids = {
        "ferry": put("Ferry inquiry opens", at=1_770_000_000.0, outlet="Harbour Times").article_id,
        "rail": put(
            "Rail strike suspended", "“We never asked for drills,” Mira Sol said. Officials denied it.",
            at=1_770_000_100.0, outlet="Rail Daily",
        ).article_id,
        "köln": put(
            "Übergrößen in Köln", "„Das reicht nicht“, sagte Jan Weber.", at=1_770_000_200.0, language="de",
            outlet="Elbkurier",
        ).article_id,
    }  # fmt: skip
    for article_id in ids.values():
        library.analyse_article(article_id)
    library.tag([Target(ids["ferry"])], add=["war/kursk"])
    library.add_note(Target(ids["ferry"]), "marmalade for breakfast")
    library.star([ids["rail"]])
    library.mark_read([ids["köln"]])
    return ids


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["köln", "rail", "ferry"]),
        ("ferry", ["ferry"]),
        ("election", ["ferry"]),
        ("elect*", ["ferry"]),
        ('"harbour office"', ["ferry"]),
        ('"office harbour"', []),
        ("marmalade", ["ferry"]),
        ("marmalade crew", ["ferry"]),
        ("-ferry", ["köln", "rail"]),
        ("ferry OR strike", ["rail", "ferry"]),
        ("KOLN", ["köln"]),
        ("ubergrossen", ["köln"]),
        ("title:strike", ["rail"]),
        ("tag:war", ["ferry"]),
        ("tag:kursk", []),
        ("tag:war/kursk", ["ferry"]),
        ("note:breakfast", ["ferry"]),
        ("outlet:harbour", ["ferry"]),
        ("lang:de", ["köln"]),
        ("url:harbour.example/rail", ["rail"]),
        ("is:starred", ["rail"]),
        ("is:unread", ["rail", "ferry"]),
        ("is:noted", ["ferry"]),
        ("is:tagged", ["ferry"]),
        ("by:reyes", ["ferry"]),
        ("by:reyes said:asked", ["ferry"]),
        ("by:sol said:crew", []),
        ("by:(reyes OR sol)", ["rail", "ferry"]),
        ("kind:direct by:weber", ["köln"]),
        ("title:/^Rail/", ["rail"]),
        ("on:2026-02-02", ["köln", "rail", "ferry"]),
        ("before:2026-02-01", []),
    ],
)
def test_each_part_of_the_language_finds_what_it_says(
    library: Library, news: dict[str, int], query: str, found: list[str]
) -> None:
    assert [name for wanted in library.search(query).ids for name, id_ in news.items() if id_ == wanted] == found


def test_fields_of_a_statement_hold_for_the_same_statement(library: Library, put: Put) -> None:
    text = "“The ferry was late,” said Ana Diaz.\n“The train was early,” said Bo Lind."
    article = put("Two voices", text).article_id
    library.analyse_article(article)
    assert list(library.search("by:diaz said:ferry").ids) == [article]
    assert list(library.search("by:diaz said:train").ids) == []
    assert len(library.search_statements("by:lind").ids) == 1
    assert library.statement_rows(library.search_statements("by:lind").ids)[0].speaker == "Bo Lind"


def test_a_beginning_finds_only_what_begins_so(library: Library, put: Put) -> None:
    opera = put("The opera", "An opera opens.").article_id
    assert list(library.search("operating*").ids) == []
    assert list(library.search("oper*").ids) == list(library.search('"the oper*').ids) == [opera]
    assert list(library.search('"an oper*').ids) == [opera]


def test_best_matches_come_first_when_ranked(library: Library, put: Put) -> None:
    aside = put("Weather", "It rained. A ferry passed by. " + "Clouds moved slowly over the wide grey sea. " * 40)
    about = put("Ferry ferry", "The ferry, the ferry and again the ferry.", at=1_769_000_000.0)
    assert list(library.search("ferry", order="ranked").ids) == [about.article_id, aside.article_id]


def test_a_limit_says_that_there_is_more(library: Library, news: dict[str, int]) -> None:
    assert len(library.search("", limit=2).ids) == 2
    assert library.search("", limit=2).complete is False
    assert library.search("", limit=3).complete is True


def test_a_search_within_a_place(library: Library, news: dict[str, int]) -> None:
    assert list(library.search("said", within="is:starred").ids) == [news["rail"]]


def test_hits_are_marked_with_the_function_that_made_the_index(library: Library) -> None:
    text = "Elections were held. The election, ÉLECTIONS!"
    assert [text[hit.start : hit.end] for hit in library.hits(text, "election", "en")] == [
        "Elections", "election", "ÉLECTIONS",
    ]  # fmt: skip
    assert [text[hit.start : hit.end] for hit in library.hits(text, '"were held" -the')] == ["were held"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(
                ["foo\"", "C++", "AND", "NOT", "NEAR(", "*", "a-b", "it's", "by:x", "-", "(", ")", "said:\"a b\"",
                 "title:/[/",
                 "tag:a%_", "is:unread", "^", "{", "feed:'", ";--", "字", "后*", "OR", "age:<5d", "-by:y", "\x00"]
            ),
            max_size=12,
        ).map(" ".join),
    )
)  # fmt: skip
def test_no_search_is_an_error(library: Library, text: str) -> None:
    library.search(text)
    library.search(text, order="ranked")
    library.search_statements(text)


def test_a_search_can_be_stopped_from_another_thread(library: Library, put: Put) -> None:
    for number in range(300):
        put(f"Article {number}", "word " * 200)
    slow = " ".join(f"title:/(a|b|c|d)*x{n}$/ OR" for n in range(30)) + " none"
    outcome: list[str] = []

    def run() -> None:
        try:
            while True:
                library.search(slow)
        except SearchStopped:
            outcome.append("stopped")

    thread = threading.Thread(target=run)
    thread.start()
    while thread.is_alive():
        library.stop_search()
        thread.join(0.01)
    assert outcome == ["stopped"]


@pytest.fixture
def many(library: Library, put: Put) -> Library:
    """Thirty articles that came in order, published in another; some quote Mira Sol, a few Jan Weber."""
    for number in range(30):
        text = "Tides and ferries. " * (1 + number % 4)
        text += "\n“We asked twice,” said Mira Sol." if number % 3 else "\n“No,” said Jan Weber." if number < 9 else ""
        put(f"Tide {number}", text, at=1_770_000_000.0 + number * 600 + (number % 5) * 900)
    for article_id in library.search().ids:
        library.analyse_article(article_id)
    return library


@pytest.mark.parametrize("limit", [1, 4, 11, 29])
@pytest.mark.parametrize(
    "text",
    [
        "tides",
        "tide*",
        "by:sol",
        "by:weber",
        "by:nobody",
        "tides by:sol",
        "tides by:weber",
        "-by:sol",
        "said:asked OR 7",
    ],
)
def test_a_few_results_are_the_first_of_all(
    many: Library, monkeypatch: pytest.MonkeyPatch, text: str, limit: int
) -> None:
    monkeypatch.setattr("tuinews.storage.search._NEAR", 7)
    monkeypatch.setattr("tuinews.storage.search._RANKED", 9)
    for order in ("newest", "ranked"):
        everything = many.search(text, order=order).ids  # type: ignore[arg-type]  # a Literal of the loop
        few = many.search(text, order=order, limit=limit)  # type: ignore[arg-type]
        assert few.ids == everything[:limit]
        assert few.complete == (len(everything) <= limit)
    assert set(many.search(text, order="ranked").ids) == set(many.search(text).ids)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("ja", "日本の首都で記者会見が開かれた", ("首都", "記者", "会見", "日本", "都")),
        ("zh", "北京市长发表讲话", ("北京", "市长", "讲话")),
        ("ko", "서울 시장이 발표했다", ("서울", "시장이")),
        ("de", "Die Häuser wurden geräumt", ("haus", "HAUSER", "geräumten", "geraumt")),
        ("fr", "Les élections régionales", ("election", "élection", "REGIONALE")),
        ("es", "Los niños españoles", ("nino", "niño", "español", "espanola")),
        ("ru", "Выборы в городах", ("город", "города", "выборов")),
        ("tr", "İstanbul'da toplantı", ("istanbul", "ISTANBUL", "toplantı")),
        ("pl", "Łódź i Kraków", ("lodz", "łódź", "KRAKÓW")),
        ("en", "The Ministers resigned", ("minister", "resign", "résigned")),
        ("fr", "L'égalité des élevées", ("egalite", "ÉGALITÉ", "elevees", "elevee", "égalit*", "egali*", "eleve*")),
        ("de", "Der Präsident der Behörde", ("Prasident", "präsid*", "prasiden*", "behord*")),
        ("pt", "As eleições na região", ("eleicoes", "regiao", "eleiç*", "eleicoe*")),
        ("en", "They planned elections and happiness", ("plann*", "planni*", "electi*", "electio*", "happin*")),
    ],
)
def test_words_are_found_without_their_endings_and_marks(
    library: Library, put: Put, language: str, text: str, found: tuple[str, ...]
) -> None:
    article_id = put("Title", f"{text}.", language=language).article_id
    missed = [word for word in found if list(library.search(word).ids) != [article_id]]
    assert not missed
    assert all(library.hits(text, word, language) for word in found)

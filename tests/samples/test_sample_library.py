"""The bundled samples, read by the code that reads the web."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime, timedelta
from importlib.resources import files

import pytest

from tuinews import samples
from tuinews.core.fetched import Entry, Fetched, Page
from tuinews.core.links import is_web
from tuinews.ingest.feeds import parse_feed
from tuinews.ingest.pages import extract_page

NOW = datetime(2026, 3, 12, 8, 41, tzinfo=UTC)
RECORDS = samples.records(NOW)
FICTIONAL = ("Fictional article", "Erfundener Artikel", "Article fictif", "架空の記事", "مقال متخيَّل")


def _feeds(number: int) -> list[Fetched]:
    return [record.fetched for record in RECORDS if record.kind == "feed" and record.round == number]


def _pages(number: int) -> dict[str, Page]:
    pages = [record.fetched for record in RECORDS if record.kind == "page" and record.round == number]
    return {fetched.url: extract_page(fetched) for fetched in pages}


def _entries(number: int = 1) -> list[Entry]:
    return [entry for fetched in _feeds(number) for entry in parse_feed(fetched).entries]


def test_no_placeholder_remains_in_any_record() -> None:
    assert not [record.fetched.url for record in RECORDS if re.search(rb"\{\{\w+ -", record.fetched.body)]


def test_every_subscription_has_a_feed_in_the_first_round() -> None:
    assert {feed.url for feed in samples.subscriptions()} == {fetched.url for fetched in _feeds(1)}


def test_every_file_of_the_samples_belongs_to_a_record() -> None:
    shipped = files("tuinews.samples")
    held = {f"{folder}/{item.name}" for folder in ("feeds", "pages") for item in (shipped / folder).iterdir()}
    manifest = tomllib.loads((shipped / "manifest.toml").read_text(encoding="utf-8"))
    assert held == {record["file"] for record in manifest["record"]}


def test_feeds_hold_at_least_twenty_sound_articles_in_six_languages() -> None:
    feeds = [parse_feed(fetched) for fetched in _feeds(1)]
    entries = [entry for feed in feeds for entry in feed.entries]
    assert len(entries) >= 20
    assert {feed.language[:2] for feed in feeds} >= {"en", "de", "fr", "ja", "ar"}
    assert not [feed.problem for feed in feeds if feed.problem]
    assert not [problem for entry in entries for problem in entry.document.problems()]


def test_news_was_published_before_it_was_fetched_and_lately() -> None:
    for record in RECORDS:
        if record.kind == "feed":
            dates = [entry.published for entry in parse_feed(record.fetched).entries if entry.published]
            assert all(NOW - timedelta(days=7) < date <= record.fetched.when for date in dates)


def test_a_truncated_entry_has_a_page_with_the_whole_text() -> None:
    pages = _pages(1)
    cut = [entry for entry in _entries() if entry.truncated and entry.url in pages]
    assert len(cut) >= 3
    assert all(len(pages[entry.url].document.text) > 5 * len(entry.document.text) for entry in cut)


def test_pages_give_up_their_text_without_what_stands_around_it() -> None:
    for page in _pages(1).values():
        assert page.title
        assert any(note in page.document.text for note in FICTIONAL)
        assert not re.search("cookie|newsletter|Advertise with us|Impressum", page.document.text, re.IGNORECASE)


def test_every_whole_article_says_that_it_is_invented() -> None:
    whole = [entry.document.text for entry in _entries()]
    assert not [text[:60] for text in whole if len(text) > 320 and not any(note in text for note in FICTIONAL)]


def test_an_article_changes_silently_and_owns_up_to_it() -> None:
    url = "https://harbour.example/news/ferry-inquiry"
    before, after = _pages(1)[url].document.text, _pages(2)[url].document.text
    assert "We asked twice." in before
    assert "We asked three times, in writing." in after
    assert "An earlier version of this article" in after
    assert "An earlier version of this article" not in before


def test_one_statement_stands_in_two_outlets_in_full_and_in_a_third_shortened() -> None:
    texts = [page.document.text for page in _pages(1).values()] + [entry.document.text for entry in _entries()]
    ferry = [text for text in texts if "Ilan Reyes" in text]
    assert sum("“We asked twice.”" in text for text in ferry) == 2
    assert sum("“Nobody told the crew,”" in text for text in ferry) == 3


def test_a_quotation_runs_over_three_paragraphs() -> None:
    text = _pages(1)["https://slowquarter.example/read/river"].document.text
    paragraphs = text[text.index("“I told them what I am telling you.") :].split("\n")[:3]
    assert [paragraph[0] for paragraph in paragraphs] == ["“", "“", "“"]
    assert [("”" in paragraph) for paragraph in paragraphs] == [False, False, True]


def test_the_samples_show_every_kind_of_block() -> None:
    documents = [entry.document for entry in _entries()] + [page.document for page in _pages(1).values()]
    kinds = {item.kind for document in documents for item in document.layout}
    assert kinds >= {"paragraph", "heading", "code", "row", "caption", "list", "item", "table", "embed"}


def test_there_is_a_podcast_an_undated_letter_and_a_title_that_looks_like_markup() -> None:
    entries = _entries()
    assert [entry.title for entry in entries if entry.enclosures] == ["Listen: The echo under the customs house"]
    undated = [entry.title for entry in entries if entry.published is None]
    assert undated == ["A letter from the editor: on not knowing when"]
    assert any("[@click=app.quit]" in entry.title for entry in entries)


def test_dates_follow_the_clock_and_keep_their_offset() -> None:
    text = "{{iso -1d2h +02:00}} {{date_en -2d}} {{weekday_de -1d}} {{date_ja -0d}} {{time -41m}}"
    assert samples.fill_in(text, NOW) == "2026-03-11T08:41:00+02:00 10 March 2026 Mittwoch 2026年3月12日 08:00"


def test_an_unknown_shape_of_date_is_an_error_and_not_a_text() -> None:
    with pytest.raises(KeyError):
        samples.fill_in("{{fortnight -1d}}", NOW)


def test_starter_feeds_are_web_addresses_named_once_per_language() -> None:
    starters = samples.starter_feeds()
    assert set(starters) == set("en de fr es it nl pt pl uk ru ja zh".split())
    for feeds in starters.values():
        assert 5 <= len(feeds) <= 8
        assert len({feed.url for feed in feeds}) == len({feed.name for feed in feeds}) == len(feeds)
        assert all(is_web(feed.url) and feed.url.startswith("https://") for feed in feeds)

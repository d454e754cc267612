import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from tuinews.core.errors import NotFound
from tuinews.core.statement import Span
from tuinews.library import Library
from tuinews.library.exporting import export_warc
from tuinews.library.jobs import follow_job
from tuinews.library.views import Actions, Target
from tuinews.storage import chain
from tuinews.storage.articles import Stored

Put = Callable[..., Stored]


def kept(library: Library, article: int) -> bool:
    return library.revisions(article)[0].captured


def test_raw_pages_go_after_a_month_unless_the_article_is_marked_or_kept(
    library: Library, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted, asked, neither = (put(title, body=b"raw").article_id for title in ("Noted", "Asked", "Neither"))
    library.add_note(Target(noted), "mine")
    assert library.keep_captures(asked) == 1
    monkeypatch.setenv("TUINEWS_NOW", "2026-02-20T00:00:00Z")
    follow_job(library.store, library.settings, lambda event: None)
    assert kept(library, neither)
    monkeypatch.setenv("TUINEWS_NOW", "2026-06-01T00:00:00Z")
    follow_job(library.store, library.settings, lambda event: None)
    assert [kept(library, article) for article in (noted, asked, neither)] == [True, True, False]


def test_what_was_changed_behind_the_librarys_back_is_found(library: Library, put: Put) -> None:
    put("Ferry", body=b"raw")
    connection = library.store.connection
    connection.execute("UPDATE revision SET chain = '', digest = ?", (hashlib.sha256(b"raw").hexdigest(),))
    chain.link_all(connection)
    assert library.verify() == []
    connection.execute("UPDATE revision SET text = replace(text, 'Nobody', 'Everybody')")
    connection.execute("UPDATE capture SET body = x'00'")
    assert ["text" in finding.problem for finding in library.verify()] == [True, False]


def test_a_tag_is_renamed_everywhere_and_merged_into_another(library: Library, put: Put) -> None:
    one, other = put("One").article_id, put("Other").article_id
    library.tag([Target(one), Target(other, Span(4, 18))], ["war/kursk"])
    library.tag([Target(one)], ["conflict/kursk"])
    library.judge("war/kursk", status="false")
    library.rename_tag("War", "conflict")
    assert library.tags() == [("conflict/kursk", 2)]
    assert library.rows([one])[0].tags == ("conflict/kursk",)
    library.undo()
    assert dict(library.tags()) == {"war/kursk": 2, "conflict/kursk": 1}
    with pytest.raises(NotFound, match="on nothing"):
        library.rename_tag("peace", "war")


def test_renaming_a_tag_keeps_values_claims_below_it_and_what_asks_for_it(library: Library, put: Put) -> None:
    one, other = put("One").article_id, put("Other").article_id
    library.tag([Target(one)], ["Ölpreis=high", "price=low"])
    library.tag([Target(other)], ["Ölpreis=high", "price", "ölpreis/gas"])
    library.judge("Ölpreis/gas", status="false")
    library.save_search("Oil", 'tag:"Ölpreis" -tag:Ölpreise ferry')
    library.add_rule("oil", "tag:ölpreis/gas OR oil", Actions(tags=("Ölpreis/new=yes", "sea")))
    library.rename_tag("ölpreis", "price")
    assert set(library.article(one).tags) == {"price=high", "price=low"}
    assert set(library.article(other).tags) == {"price=high", "price/gas"}
    assert [claim.tag for claim in library.claims()] == ["price/gas"]
    assert library.saved_searches()[0][2] == 'tag:"price" -tag:Ölpreise ferry'
    [rule] = library.rules()
    assert (rule.query, rule.actions.tags) == ("tag:price/gas OR oil", ("price/new=yes", "sea"))
    library.undo()
    assert set(library.article(other).tags) == {"Ölpreis=high", "price", "ölpreis/gas"}
    assert library.saved_searches()[0][2].startswith('tag:"Ölpreis"')


def test_a_tag_is_renamed_to_one_below_itself(library: Library, put: Put) -> None:
    one = put("One").article_id
    library.tag([Target(one)], ["war", "war/front"])
    library.rename_tag("war", "war/front")
    assert set(library.article(one).tags) == {"war/front", "war/front/front"}


def test_a_tag_is_found_however_it_is_written(library: Library, put: Put) -> None:
    put("One")
    library.tag([Target(1)], ["harbour news", "Café=Été", "war/Kursk", "港/船"])
    for query in (
        'tag:"harbour news"', "tag:#harbour-news", "tag:HARB*", "tag:cafe", "tag:CAFÉ=été", "tag:war", "tag:war/",
        "tag:War/kursk", "tag:港",
    ):  # fmt: skip
        assert len(library.search(query).ids) == 1, query
    for query in ("tag:harbour", "tag:caf", "tag:cafe=no", "tag:kursk", "tag:wa%"):
        assert len(library.search(query).ids) == 0, query


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE revision SET fetched = fetched - 1 WHERE number = 1",
        'UPDATE revision SET headers = \'{"date": "yesterday"}\' WHERE number = 2',
        "UPDATE revision SET url = 'https://elsewhere.example' WHERE number = 1",
        "DELETE FROM revision WHERE number = 1",
    ],
)
def test_a_record_that_was_changed_or_taken_out_breaks_the_chain(library: Library, put: Put, change: str) -> None:
    put("Ferry", "First.")
    put("Ferry", "Second.", at=1_770_000_100.0)
    put("Ferry", "Third.", at=1_770_000_200.0)
    assert library.verify() == []
    library.store.connection.execute(change)
    assert library.verify() != []


def test_a_library_without_a_chain_gets_one_when_it_is_opened(library: Library, put: Put) -> None:
    put("Ferry", "First.")
    put("Ferry", "Second.", at=1_770_000_100.0)
    links = library.store.connection.execute("SELECT chain FROM revision ORDER BY id").fetchall()
    library.store.connection.execute("UPDATE revision SET chain = ''")
    chain.link_all(library.store.connection)
    assert library.store.connection.execute("SELECT chain FROM revision ORDER BY id").fetchall() == links


@pytest.mark.parametrize("name", ["ferry.warc", "ferry.warc.gz"])
def test_captures_leave_as_a_warc_file_that_others_can_read(
    library: Library, put: Put, tmp_path: Path, name: str
) -> None:
    page = "<p>Nobody told the crew… \x1b</p>".encode()
    put("Ferry", body=page, headers={"content-type": "text/html; charset=utf-8", "date": "Mon, 02 Feb 2026"})
    put("Ferry", "Another.", at=1_770_000_100.5, body=b"later")
    assert export_warc(library, [1], tmp_path / name) == 2
    with (tmp_path / name).open("rb") as file:
        records = [
            (record.rec_type, record.rec_headers, record.raw_stream.read(), record.content_type)
            for record in ArchiveIterator(file, check_digests=True)
        ]
    assert [kind for kind, *_ in records] == ["warcinfo", "resource", "metadata", "resource", "metadata"]
    assert {headers.protocol for _, headers, *_ in records} == {"WARC/1.1"}
    _, headers, body, kind = records[1]
    assert (body, kind) == (page, "text/html; charset=utf-8")
    assert headers.get_header("WARC-Target-URI") == "https://harbour.example/ferry"
    assert headers.get_header("WARC-Date") == "2026-02-02T02:40:00.000000Z"
    assert headers.get_header("WARC-Payload-Digest") == f"sha256:{hashlib.sha256(page).hexdigest()}"
    assert b"header-date: Mon, 02 Feb 2026\r\n" in records[2][2] and b"revision: 2\r\n" in records[4][2]

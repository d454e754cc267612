import json
from collections.abc import Callable
from pathlib import Path


def test_a_status_is_set_and_listed(imported: Callable) -> None:
    assert imported("status", "1", "disputed", "--on", "Nobody told the crew", "--checked").status == 0
    listed = json.loads(imported("status", "1", "--json").out)
    assert (listed[0]["attribution"], listed[0]["status"]) == ("checked", "disputed")
    assert imported("status", "claim/crew", "false", "--proof", "https://harbour.example/r").status == 0
    assert json.loads(imported("status", "--json").out)[0]["claim"] == "claim/crew"
    assert imported("status", "1", "false").status == 2
    assert imported("status", "1", "rotten", "--on", "Nobody").status == 2
    refused = imported("status", "1", "false", "--on", "opened an inquiry")
    assert refused.status == 2 and "in no statement" in refused.err


def test_changes_of_an_article_are_told_in_words_and_as_json(tuinews: Callable, tmp_path: Path) -> None:
    page = tmp_path / "ferry.html"
    for said in ("Nobody told the crew", "Somebody told the crew"):
        page.write_text(
            "<html><head><link rel=canonical href='https://harbour.example/ferry'><title>Ferry</title></head><body>"
            f"<article><h1>Ferry</h1><p>{'The harbour office opened an inquiry. ' * 9}</p>"
            f"<p>“{said},” said Ilan Reyes.</p></article></body></html>"
        )
        assert tuinews("import", str(page)).status == 0
    told = tuinews("changes", "1")
    assert "[-Nobody-]{+Somebody+}" in told.out
    assert "altered, Ilan Reyes" in told.out
    assert json.loads(tuinews("changes", "1", "--json").out)["statements"][0]["change"] == "altered"
    assert json.loads(tuinews("changes", "--json").out) == []
    assert tuinews("changes", "1", "--old", "9").status == 1


def test_a_copy_is_made_and_the_library_examined(imported: Callable, tmp_path: Path) -> None:
    assert imported("backup", str(tmp_path / "copy.db")).status == 0
    assert (tmp_path / "copy.db").exists()
    assert imported("backup", str(tmp_path / "copy.db")).status == 1
    assert "is sound" in imported("doctor").out
    assert json.loads(imported("doctor", "--dry-run", "--json").out) == []


def test_searches_are_saved_and_rules_are_made_tried_and_run(imported: Callable) -> None:
    assert imported("saved", "Ferries", "ferry", "-strike").status == 0
    assert json.loads(imported("saved", "--json").out)[0]["query"] == "ferry -strike"
    assert imported("saved", "Ferries", "--rename", "Boats").status == 0
    assert imported("saved", "Boats", "--delete").status == 0
    assert imported("saved", "Boats").status == 2
    assert imported("rules", "add", "ferries", "ferry", "--tag", "sea", "--star").status == 0
    assert json.loads(imported("rules", "--json").out)[0]["does"] == "#sea star"
    assert "Ferry inquiry opens" in imported("rules", "run", "--dry-run").out
    assert json.loads(imported("rules", "run", "--json").out)[0]["articles"] == [1]
    assert "#sea" in imported("tags").out
    assert "is no rule" in imported("rules", "run", "ferrys").err
    assert imported("rules", "delete", "ferries").status == 0


def test_a_library_leaves_as_an_archive_and_is_rebuilt(imported: Callable, tmp_path: Path) -> None:
    imported("note", "1", "kept", "--on", "Nobody told the crew")
    printed = imported("export", "--to", "archive").out
    assert imported("export", "--to", "archive", "-o", str(tmp_path / "all.jsonl")).status == 0
    assert (tmp_path / "all.jsonl").read_text() == printed
    other = ("--library", str(tmp_path / "other.db"))
    assert imported(*other, "import", str(tmp_path / "all.jsonl")).status == 0
    assert imported(*other, "export", "--to", "archive").out == printed
    assert imported("import", str(tmp_path / "all.jsonl")).status == 1
    assert "kept" in imported(*other, "notes").out


def test_the_statements_that_a_search_finds_are_tagged(imported: Callable) -> None:
    imported("show", "1")
    assert imported("tag", "--matching", "by:reyes said:crew", "--statements", "claim/crew").status == 0
    [found] = json.loads(imported("search", "--statements", "tag:claim/crew", "--json").out)
    assert found["speaker"] == "Ilan Reyes"


def test_whatever_a_search_finds_is_tagged_and_tags_are_renamed(imported: Callable) -> None:
    assert imported("tag", "--matching", "ferry", "sea", "boats").status == 0
    assert imported("tags", "--rename", "boats", "sea").status == 0
    assert json.loads(imported("tags", "--json").out) == [{"tag": "sea", "articles": 1, "values": {}}]
    assert imported("tag", "1").status == 2
    assert imported("agreement", "sea").out.startswith("#sea was put by ")
    assert "tuinews merge" in imported("agreement", "sea").out
    assert imported("agreement", "sea", "--by", "mira").status == 2
    assert imported("agreement", "tea").out == "#tea is on nothing\n"
    assert imported("tags", "--delete", "sea").status == 0
    assert json.loads(imported("tags", "--json").out) == []
    assert imported("tags", "--delete", "sea").status == 1


def test_raw_pages_are_kept_and_verified(imported: Callable) -> None:
    assert imported("capture", "1").out == "article 1: 1 raw page kept\n"
    assert "as it came" in imported("verify").out


def test_saved_searches_are_listed_with_how_they_tell(imported: Callable) -> None:
    imported("saved", "Ferries", "ferry", "--notify", "bell")
    imported("saved", "Rails", "rail")
    listed = [line.split() for line in imported("saved").out.splitlines()]
    assert listed == [["Ferries", "ferry", "bell"], ["Rails", "rail"]]
    assert [one["notify"] for one in json.loads(imported("saved", "--json").out)] == ["bell", None]

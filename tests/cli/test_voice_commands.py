import csv
import io
import json
from collections.abc import Callable
from typing import Any

Run = Callable[..., Any]


def test_a_voice_is_listed_renamed_and_parted(imported: Run) -> None:
    assert "Ilan Reyes" in imported("voices").out
    imported("voices", "Ilan Reyes", "--rename", "I. Reyes")
    assert [voice["name"] for voice in json.loads(imported("voices", "--json").out)] == ["I. Reyes"]
    assert "Nobody told" in imported("timeline", 'by:"=I. Reyes"').out
    imported("undo")
    assert [voice["name"] for voice in json.loads(imported("voices", "--json").out)] == ["Ilan Reyes"]


def test_a_timeline_as_csv_has_both_times_in_utc(imported: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(imported("timeline", "by:reyes", "--csv").out)))
    assert rows[0]["speaker"] == "Ilan Reyes"
    assert rows[0]["published"].endswith("+00:00")
    assert rows[0]["first_seen"].endswith("+00:00")
    assert "seen 2" in imported("timeline", "by:reyes", "--utc").out


def test_a_statement_is_corrected_and_the_engine_scored(imported: Run) -> None:
    imported("correct", "1", "speaker", "We asked twice", "--speaker", "Mira Sol")
    assert "Mira Sol" in imported("search", "--statements", "by:sol").out
    assert "1 corrections" in imported("evaluate").out
    assert imported("correct", "1", "speaker", "not there").status == 2


def test_nothing_waits_for_review_in_a_new_library(imported: Run) -> None:
    assert json.loads(imported("review", "--json").out) == []
    assert imported("review", "--accept", "7").status == 1


def test_words_without_quotation_marks_are_marked_as_reported_speech(imported: Callable) -> None:
    assert imported("correct", "1", "missed", "opened an inquiry", "--speaker", "Mira Sol").status == 0
    [found] = [line for line in imported("statements", "1").out.splitlines() if "Mira Sol" in line]
    assert found.startswith("indirect")

"""The protocol for programs: rows per fragment, and a stream of lines that survives bad ones."""

from __future__ import annotations

import json
import subprocess
import sys

from tuinews.statements import find_statements
from tuinews.statements.rows import answer_lines, rows

TEXT = "“The bridge is safe,” Mira Sol told AFP. “We checked it.”"
KEYS = {
    "kind", "start", "end", "text", "attribution", "speaker", "speaker_start", "speaker_end", "cue", "cue_start",
    "cue_end", "via", "type", "stance", "confidence",
}  # fmt: skip


def test_each_fragment_is_a_row_and_shares_its_attribution() -> None:
    first, second = rows(TEXT, find_statements(TEXT, "en"))
    assert set(first) == KEYS
    assert first["attribution"] == second["attribution"] == 0
    assert TEXT[second["start"] : second["end"]] == second["text"] == "We checked it."
    assert first["via"] == [{"name": "AFP", "start": TEXT.index("AFP"), "end": TEXT.index("AFP") + 3}]


def test_a_bad_line_is_answered_and_the_next_goes_on() -> None:
    good = json.dumps({"id": 7, "text": TEXT})
    answers = [json.loads(line) for line in answer_lines(["nonsense", "", '{"id": 1}', "[1]", good])]
    assert ["error" in answer for answer in answers] == [True, True, True, False]
    assert answers[1]["id"] == 1
    assert answers[-1]["id"] == 7 and len(answers[-1]["statements"]) == 2


def test_a_line_may_name_its_language() -> None:
    line = json.dumps({"id": "a", "text": "Vera Holm sagte, es sei spät.", "language": "de"})
    (answer,) = answer_lines([line])
    assert json.loads(answer)["statements"][0]["text"] == "es sei spät"


def test_the_module_is_a_filter() -> None:
    line = json.dumps({"id": "a", "text": TEXT}) + "\n"
    done = subprocess.run(
        [sys.executable, "-m", "tuinews.statements"], input=line, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout)["id"] == "a"


def test_the_engine_imports_nothing_heavy() -> None:
    code = (
        'import sys, tuinews.statements.rows as r; list(r.answer_lines([\'{"text": "Ana said it is so."}\'])); '
        "print([m for m in ('textual', 'lxml', 'click', 'sqlite3', 'aiohttp', 'trafilatura') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

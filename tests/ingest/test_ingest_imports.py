"""What ingest imports, and when: proven in processes of their own."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

PROBE = "import json, sys; {}; print(json.dumps(sorted({{name.partition('.')[0] for name in sys.modules}})))"


def loaded(statement: str) -> set[str]:
    run = subprocess.run([sys.executable, "-c", PROBE.format(statement)], capture_output=True, text=True, check=True)
    return set(json.loads(run.stdout))


def test_importing_the_package_loads_no_parser() -> None:
    assert loaded("import tuinews.ingest").isdisjoint({"lxml", "feedparser", "aiohttp", "trafilatura", "readability"})


@pytest.mark.parametrize("module", ["http", "feeds.judge", "html", "opml", "discovery", "newsboat"])
def test_refreshing_feeds_loads_no_extractor(module: str) -> None:
    assert loaded(f"import tuinews.ingest.{module}").isdisjoint({"trafilatura", "readability", "htmldate", "textual"})

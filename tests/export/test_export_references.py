from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from tuinews.core.document import Document
from tuinews.core.sanitize import is_clean
from tuinews.export.records import ExportArticle, ExportRevision
from tuinews.export.references import LATEX, reference_key, to_bibtex, to_csl_json

Make = Callable[..., ExportArticle]
REVISION = ExportRevision(1, datetime(2026, 3, 12, tzinfo=UTC), "")


def test_an_article_as_a_csl_item(article: Make) -> None:
    assert json.loads(to_csl_json([article()])) == [
        {
            "id": "harbourtimes2026a1",
            "type": "article-newspaper",
            "title": "Ferry inquiry blames owner",
            "container-title": "Harbour Times",
            "author": [{"literal": "Mira Sol"}, {"literal": "Jon Berg"}],
            "issued": {"date-parts": [[2026, 3, 12]]},
            "accessed": {"date-parts": [[2026, 3, 12]]},
            "URL": "https://harbour.example/news/ferry",
            "language": "en",
            "keyword": "shipping",
            "note": f"Revision 2, sha256:{'cd' * 32}",
        }
    ]


def test_an_article_in_bibtex(article: Make) -> None:
    assert "".join(to_bibtex([article(title="5% of {crew} & owner_1")])).startswith(
        "@article{harbourtimes2026a1,\n"
        "  title = {{5\\% of \\textbraceleft{}crew\\textbraceright{} \\& owner\\_1}},\n"
        "  author = {{Mira Sol} and {Jon Berg}},\n"
        "  journal = {Harbour Times},\n  year = {2026},\n  month = mar,\n  day = {12},\n"
        "  url = {https://harbour.example/news/ferry},\n"
    )


def test_what_has_neither_outlet_nor_date_is_no_newspaper_article() -> None:
    bare = ExportArticle("7f", "Letter", Document(""), REVISION, url="letter.txt")
    assert "".join(to_bibtex([bare])).startswith("@misc{7f,\n  title = {{Letter}},\n  urldate")
    assert json.loads(to_csl_json([bare]))[0]["type"] == "webpage"


def test_articles_of_one_outlet_and_year_have_keys_of_their_own(article: Make) -> None:
    assert reference_key(article(uid="x1")) != reference_key(article(uid="x2"))
    assert reference_key(article(outlet="Süd·Kurier „Nord“", uid="x1")) == "sudkuriernord2026x1"


@given(st.text(max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_no_field_of_bibtex_can_be_left(title: str, outlet: str, author: str) -> None:
    made = ExportArticle("7f", title, Document(""), REVISION, outlet=outlet, author=author)
    (entry,) = to_bibtex([made])
    depth, lowest = 0, []
    for character in entry.strip()[:-1]:
        depth += {"{": 1, "}": -1}.get(character, 0)
        lowest.append(depth)
    assert depth == 1 and min(lowest[entry.index("{") :]) == 1
    bare = re.sub("|".join(re.escape(name) for name in (*LATEX.values(), "{}")), "", entry)
    assert not set(bare) & set("\\~^#$%&")
    assert is_clean(entry)


@given(st.text(max_size=40), st.text(max_size=20))
def test_csl_is_json_that_gives_back_the_very_words(title: str, outlet: str) -> None:
    text = to_csl_json([ExportArticle("7f", title, Document(""), REVISION, outlet=outlet)])
    item = json.loads(text)[0]
    assert (item.get("title", ""), item.get("container-title", "")) == (title, outlet)
    assert is_clean(text)

"""What extractors add at the beginning of an article, and what they leave out in its middle."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from test_page_extraction import BODY, FOOTER, HEAD, NAVIGATION, PARAGRAPHS, page

from tuinews.core.fetched import Page
from tuinews.ingest.boilerplate import keep
from tuinews.ingest.gaps import filled
from tuinews.ingest.html import to_document

AUTHOR = HEAD.replace("</head>", "<meta name='author' content='Mira Sol'></head>")


def leaves(found: Page) -> list[tuple[str, str]]:
    return [(leaf.kind, found.document.text[leaf.start : leaf.end]) for leaf in found.document.leaves()]


def test_title_author_and_date_are_not_repeated_in_the_text() -> None:
    lines = "<h2>Ferry inquiry blames owner</h2><p>By Mira Sol</p><p>Published 3 March 2026, 09:40</p>"
    found = page(f"<article>{lines}{BODY}</article>", AUTHOR)
    assert leaves(found) == [("paragraph", text) for text in PARAGRAPHS]
    assert (found.title, found.author) == ("Ferry inquiry blames owner", "Mira Sol")


def test_sentences_that_begin_like_a_byline_or_name_a_date_stay() -> None:
    said = ["By the end of the year nobody knew.", "On 3 March 2026 the ferry left the harbour as always."]
    found = page(f"<article>{''.join(f'<p>{text}</p>' for text in said)}{BODY}</article>", AUTHOR)
    assert [text for _, text in leaves(found)] == [*said, *PARAGRAPHS]


def test_asides_and_navigation_inside_an_article_are_left_out() -> None:
    aside = "<aside><p>Ferries carry eleven million people a year, more than the railway does, as we wrote.</p></aside>"
    chapters = "<div role='navigation'><p>Chapter one, chapter two, chapter three, and all that follows them.</p></div>"
    middle = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:3]) + aside + chapters
    found = page(f"<article>{middle}{''.join(f'<p>{text}</p>' for text in PARAGRAPHS[3:])}{BODY}</article>")
    assert "eleven million" not in found.document.text and "Chapter one" not in found.document.text
    assert all(text in found.document.text for text in PARAGRAPHS)


def test_an_article_inside_an_aside_is_found_all_the_same() -> None:
    found = page(f"<aside role='complementary'><h1>Ferry inquiry blames owner</h1>{BODY}</aside>")
    assert all(text in found.document.text for text in PARAGRAPHS)
    assert found.extractor.startswith("readability")


def test_words_under_a_picture_are_no_paragraph_of_the_article() -> None:
    words = "The ferry in the harbour on Monday. Photo: A. Lens/Harbour Times"
    picture = f"<div><img src='/a.jpg'><p class='image-caption'>{words}</p></div>"
    body = BODY.replace("<p>“Nobody", f"{picture}<p>“Nobody", 1)
    found = page(f"<article>{body}</article>{FOOTER}")
    assert [text for _, text in leaves(found)] == PARAGRAPHS


def test_headings_between_paragraphs_are_brought_back() -> None:
    headings = ["What the inquiry found", "What the company says", "What happens next"]
    parts = [
        f"<h3 class='sidebar-share promo'><span>{heading}</span></h3>{BODY.replace('The ', f'The {word} ')}"
        for heading, word in zip(headings, ("first", "second", "third"), strict=True)
    ]
    found = page(f"<article><h1>Ferry inquiry blames owner</h1>{BODY}{''.join(parts)}</article>{NAVIGATION}")
    assert [text for kind, text in leaves(found) if kind == "heading"] == headings
    assert found.document.problems() == []


MARKUP = (
    "<h2>One heading of the article</h2><p>The first paragraph of the article is <b>long enough</b>.</p>"
    "<ul><li>The first item of the list, as it stands.</li><li>The second item of the list, as it stands.</li></ul>"
    "<blockquote><p>We asked twice and <a href='https://a.example/'>nobody</a> answered us.</p></blockquote>"
    "<table><tr><th>Year<th>Ferries counted there</tr><tr><td>2025<td>Eleven ferries, of which two sank</tr></table>"
    "<h2>Another heading of the article</h2><p>The last paragraph of the article is long enough too.</p>"
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.booleans(), min_size=9, max_size=9), st.booleans())
def test_filling_gaps_gives_a_sound_document_with_nothing_twice(chosen: list[bool], backed: bool) -> None:
    whole = to_document(MARKUP)
    all_leaves = list(whole.leaves())
    kept = [leaf for leaf, taken in zip(all_leaves, chosen, strict=True) if taken]
    part = keep(whole, kept)
    found = filled(part, whole, whole if backed else part)
    assert found.problems() == []
    lines = [found.text[leaf.start : leaf.end] for leaf in found.leaves()]
    expected = [whole.text[leaf.start : leaf.end] for leaf in all_leaves]
    assert lines == [line for line in expected if line in lines]
    assert set(lines) >= {whole.text[leaf.start : leaf.end] for leaf in kept}
    marked = [found.text[item.start : item.end] for item in found.inline if item.kind in ("strong", "link")]
    assert set(marked) <= {"long enough", "nobody"}

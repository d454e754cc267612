"""From a site to its feeds: what the page says, what is known of a service, what is worth a try."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from lxml import etree

from tuinews.core.errors import BadInput
from tuinews.core.fetched import Fetched, Subscription
from tuinews.core.links import host_of
from tuinews.core.sanitize import clean_line
from tuinews.ingest.decode import decode
from tuinews.ingest.feeds import parse_feed
from tuinews.ingest.kinds import binary_name
from tuinews.ingest.links import web_link
from tuinews.ingest.markup import parse

FEED_TYPES = (
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/rss",
    "application/atom", "text/rss+xml", "text/atom+xml", "application/json+feed", "application/xml", "text/xml",
)  # fmt: skip
"""Types of `link rel=alternate` that are feeds; `application/json` is one only when its address says so."""

COMMON_PATHS = (
    "/feed", "/rss", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml", "/feed.json", "/feeds/posts/default",
)  # fmt: skip
"""Where sites keep feeds that their pages do not name."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """A service whose feeds have addresses that can be made from those of its pages."""

    page: re.Pattern[str]
    feeds: tuple[str, ...]


RULES: tuple[_Rule, ...] = tuple(
    _Rule(re.compile(page), feeds)
    for page, feeds in (
        (r"https?://(?:www\.|m\.)?youtube\.com/channel/(UC[\w-]{22})",
         (r"https://www.youtube.com/feeds/videos.xml?channel_id=\1",)),
        (r"https?://(?:www\.|m\.)?youtube\.com/(?:playlist|watch)\?(?:[^#]{0,200}&)?list=([\w-]{10,60})",
         (r"https://www.youtube.com/feeds/videos.xml?playlist_id=\1",)),
        (r"https?://(?:www\.|m\.)?youtube\.com/user/([\w-]{1,60})",
         (r"https://www.youtube.com/feeds/videos.xml?user=\1",)),
        (r"https?://(?:www\.|old\.|new\.|np\.)?reddit\.com/((?:r|u|user)/[\w-]{1,40})(?:/(?:top|hot|new|rising))?/?(?:[?#]|$)",
         (r"https://www.reddit.com/\1/.rss",)),
        (r"https?://(?:www\.|old\.)?reddit\.com/(r/[\w-]{1,40}/comments/\w{1,12})", (r"https://www.reddit.com/\1/.rss",)),
        (r"https?://github\.com/([\w.-]{1,60}/[\w.-]{1,100}?)(?:\.git)?(?:/(?:releases|tags|commits?)?)?/?(?:[?#]|$)",
         (r"https://github.com/\1/releases.atom", r"https://github.com/\1/commits.atom", r"https://github.com/\1/tags.atom")),
        (r"https?://github\.com/([\w-]{1,60})/?$", (r"https://github.com/\1.atom",)),
        (r"https?://(?:www\.)?(?:t|telegram)\.me/(?:s/)?(?!s/|joinchat|\+)(\w{3,40})(?:/\d{1,10})?/?(?:[?#]|$)",
         (r"https://t.me/s/\1",)),
        (r"https?://([\w-]{1,60})\.substack\.com(?:/|$)", (r"https://\1.substack.com/feed",)),
        (r"https?://([\w.-]{3,80})/(@[\w.]{1,60})/?(?:[?#]|$)", (r"https://\1/\2.rss", r"https://\1/feed/\2")),
        (r"https?://bsky\.app/profile/([\w.:-]{3,100})/?(?:[?#]|$)", (r"https://bsky.app/profile/\1/rss",)),
        (r"https?://([\w-]{1,60})\.tumblr\.com(?:/|$)", (r"https://\1.tumblr.com/rss",)),
        (r"https?://gitlab\.com/([\w./-]{3,100}?)/?(?:[?#]|$)", (r"https://gitlab.com/\1/-/tags?format=atom",)),
        (r"https?://([\w-]{1,60})\.(wordpress|blogspot)\.com(?:/|$)",
         (r"https://\1.\2.com/feed/", r"https://\1.\2.com/feeds/posts/default")),
    )
)  # fmt: skip
"""Checked in order; the feeds of every rule that fits are worth a try."""

_SUSPECTS = re.compile(r"(?:^|[/._?=&-])(?:feed|feeds|rss|atom)(?:$|[/._?=&-])|\.rdf$", re.IGNORECASE)
_COMMENTS = re.compile(r"comment|kommentar|reply|replies", re.IGNORECASE)
_MOST = 40
_CHANNEL = re.compile(r'"(?:channelId|externalId|browseId)":"(UC[\w-]{22})"')
"""Which channel a page of YouTube is of, when it names no feed: those by handle (`/@name`), and of single videos."""
_CHANNEL_HOSTS = ("youtube.com", "m.youtube.com")


def feeds_in(fetched: Fetched) -> tuple[Subscription, ...]:
    """The feeds that an answer is or names: itself, when it is a feed; else those of its `link` elements, the main one
    first; else links on the page that look like one. Empty when there are none."""
    if binary_name(fetched.body):
        return ()
    try:
        parsed = parse_feed(fetched)
    except BadInput:
        return _named_in_page(fetched)
    return (Subscription(fetched.url, parsed.title, parsed.site_url),)


def service_feeds(url: str) -> tuple[str, ...]:
    """The addresses of feeds that services are known to have for such a page."""
    made = [match.expand(feed) for rule in RULES if (match := rule.page.match(url)) for feed in rule.feeds]
    return tuple(dict.fromkeys(link for address in made if (link := web_link(address)) and link != url))


def common_paths(url: str) -> tuple[str, ...]:
    """Addresses worth a try for a page that names no feed and is of no known service, the likeliest first."""
    try:
        parts = urlsplit(url)
        origin = urlunsplit((parts.scheme, parts.netloc, "", "", ""))
    except ValueError:
        return ()
    folder = parts.path.rstrip("/")
    below = [f"{origin}{folder}{path}" for path in COMMON_PATHS[:3]] if folder and "." not in folder else []
    tried = (*below, *(f"{origin}{path}" for path in COMMON_PATHS))
    return tuple(dict.fromkeys(link for address in tried if (link := web_link(address)) and link != url))


def _named_in_page(fetched: Fetched) -> tuple[Subscription, ...]:
    text = decode(fetched.body, fetched.headers.get("content-type", ""))
    root = parse(text)
    if root is None:
        return ()
    base = next((web_link(item.get("href") or "", fetched.url) for item in root.iter("base")), "") or fetched.url
    found = {feed.url: feed for feed in _links(root, base)} or {feed.url: feed for feed in _anchors(root, base)}
    if not found and (channel := _CHANNEL.search(text)) and host_of(fetched.url) in _CHANNEL_HOSTS:
        url = f"https://www.youtube.com/feeds/videos.xml?channel_id={channel.group(1)}"
        found[url] = Subscription(url, "", base)
    # A feed of comments is rarely what a reader wants: it goes last.
    ordered = sorted(found.values(), key=lambda feed: bool(_COMMENTS.search(f"{feed.name} {urlsplit(feed.url).path}")))
    return tuple(ordered[:_MOST])


def _links(root: etree._Element, base: str) -> list[Subscription]:
    found = []
    for link in root.iter("link"):
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        if "alternate" not in (link.get("rel") or "").lower().split():
            continue
        url = web_link(link.get("href") or "", base)
        if url and (kind in FEED_TYPES or (kind == "application/json" and _SUSPECTS.search(url))):
            found.append(Subscription(url, clean_line(link.get("title") or "")[:300], base))
    return found


def _anchors(root: etree._Element, base: str) -> list[Subscription]:
    found = []
    for anchor in root.iter("a"):
        url = web_link(anchor.get("href") or "", base)
        if url and _SUSPECTS.search(urlsplit(url).path + "?" + urlsplit(url).query):
            words = clean_line(" ".join(str(piece) for piece in anchor.itertext())[:300])
            found.append(Subscription(url, words, base))
    return found[: _MOST // 2]

"""Posts of other services inside an article: which markup is one, who wrote it, when and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from tuinews.core.document import Attributes
from tuinews.core.sanitize import clean_line
from tuinews.ingest.links import web_link

POST_CLASSES: dict[str, str] = {
    "twitter-tweet": "X",
    "twitter-video": "X",
    "tweet": "X",
    "mastodon-embed": "Mastodon",
    "mastodon-post": "Mastodon",
    "bluesky-embed": "Bluesky",
    "instagram-media": "Instagram",
    "tiktok-embed": "TikTok",
    "text-post-media": "Threads",
    "reddit-embed-bq": "Reddit",
    "reddit-card": "Reddit",
    "fb-post": "Facebook",
    "fb-xfbml-parse-ignore": "Facebook",
    "telegram-post": "Telegram",
}
"""Classes that the services' own embed codes give to their block quotes."""


@dataclass(frozen=True, slots=True)
class _Player:
    """A frame whose address tells what it shows."""

    pattern: re.Pattern[str]
    page: str
    """The address to open, filled from the pattern's groups."""


PLAYERS: tuple[_Player, ...] = tuple(
    _Player(re.compile(pattern), page)
    for pattern, page in (
        (r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{6,20})", r"https://www.youtube.com/watch?v=\1"),
        (r"https?://player\.vimeo\.com/video/(\d{1,12})", r"https://vimeo.com/\1"),
        (r"https?://(?:www\.)?dailymotion\.com/embed/video/(\w{4,12})", r"https://www.dailymotion.com/video/\1"),
        (r"https?://t\.me/(\w{3,40}/\d{1,10})\?embed=1", r"https://t.me/\1"),
        (r"https?://([\w.-]{3,80})/(@[\w@.-]{1,80})/(\d{1,25})/embed", r"https://\1/\2/\3"),
        (r"https?://(?:www\.)?instagram\.com/p/([\w-]{5,20})/embed", r"https://www.instagram.com/p/\1/"),
        (r"https?://platform\.twitter\.com/embed/[^#]{0,400}[?&]id=(\d{5,25})", r"https://x.com/i/status/\1"),
        (r"https?://(?:embed|w)\.(?:acast|soundcloud)\.com/[^\s#]{1,300}", r"\g<0>"),
        (r"https?://open\.spotify\.com/embed/([\w/]{5,60})", r"https://open.spotify.com/\1"),
    )
)
"""Frames that are worth a line in an article; all others are advertisements and widgets."""

_SIGNED = re.compile(r"[—–-]\s{0,3}([^—(]{1,80}?)\s{0,3}\(\s{0,3}@([\w.@-]{1,80})\s{0,3}\)")
_HEADED = re.compile(r"\s{0,3}([^—–(@\n]{1,80}?)\s{0,3}\(\s{0,3}@([\w.@-]{1,80})\s{0,3}\)")
_HANDLE = re.compile(r"\(?@([\w.-]{1,60}(?:@[\w.-]{1,60})?)\)?")
_HANDLE_IN_URL = re.compile(
    r"https?://(?:(?:mobile\.|www\.)?(?:twitter|x)\.com/(\w{1,20})/status|t\.me/(?:s/)?(\w{3,40})/\d"
    r"|bsky\.app/profile/([\w.-]{3,80})/post|[\w.-]{3,80}/@([\w.@-]{1,80})/\d)"
)
_POST_URL = re.compile(r"/(?:status|statuses|p|reel|post|posts|video|comments)/[\w-]{3,}|t\.me/\w+/\d|/@[\w.@-]+/\d")
_DATE_FORMATS = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%d. %B %Y", "%Y-%m-%d")
_LONGEST = 20_000
"""Characters of a post that are looked at."""


def service_of(element: etree._Element) -> str:
    """The service whose embed code an element is, or ""."""
    for name in (element.get("class") or "").lower().split()[:20]:
        if name in POST_CLASSES:
            return POST_CLASSES[name]
    return ""


def post_attributes(element: etree._Element, service: str, base_url: str) -> Attributes:
    """name, handle, date (ISO 8601), url and service of an embedded post, those that can be told."""
    text = clean_line(_words(element, " ")[:_LONGEST])
    url, dated = _address(element, base_url)
    signed = _SIGNED.search(text) or _HEADED.match(text)
    name, handle = (signed.group(1), signed.group(2)) if signed else ("", "")
    if not handle and (by_url := _HANDLE_IN_URL.match(url)):
        handle = next(group for group in by_url.groups() if group)
    if not handle and (mentioned := _HANDLE.search(text[-200:])):
        handle = mentioned.group(1)
    date = _date(element, dated)
    found = (("name", name.strip()), ("handle", handle and f"@{handle}"), ("date", date), ("url", url))
    return (*((key, value) for key, value in found if value), ("service", service))


def player_of(element: etree._Element, base_url: str) -> str:
    """The page that a frame or a widget's script shows, or "" when it is not worth a line."""
    telegram = element.get("data-telegram-post") or ""
    if re.fullmatch(r"\w{3,40}/\d{1,10}", telegram):
        return f"https://t.me/{telegram}"
    source = web_link(element.get("src") or element.get("data-src") or "", base_url)
    for player in PLAYERS:
        if match := player.pattern.match(source):
            return match.expand(player.page)
    return ""


def _address(element: etree._Element, base_url: str) -> tuple[str, str]:
    """The post's own address, and the text of the link that holds it (services put the date there)."""
    for name in ("cite", "data-instgrm-permalink", "data-text-post-permalink", "data-embed-url", "data-href"):
        if url := web_link(element.get(name) or "", base_url):
            return url, _last_link(element, base_url)[1]
    return _last_link(element, base_url)


def _last_link(element: etree._Element, base_url: str) -> tuple[str, str]:
    found = ("", "")
    for anchor in element.iter("a"):
        url = web_link(anchor.get("href") or "", base_url)
        if url and (_POST_URL.search(url) or not found[0]):
            found = url, clean_line(_words(anchor)[:200])
    return found


def _words(element: etree._Element, separator: str = "") -> str:
    return separator.join(str(piece) for piece in element.itertext())


def _date(element: etree._Element, dated: str) -> str:
    for stamp in element.iter("time"):
        try:
            return datetime.fromisoformat((stamp.get("datetime") or "")[:40]).isoformat()
        except ValueError:
            continue
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(dated, form).date().isoformat()
        except ValueError:
            continue
    return ""

"""Addresses: which ones may be opened, and when two of them mean the same article."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

_TRACKING = ("utm_", "mc_", "pk_", "mtm_", "at_", "ns_")
_TRACKING_NAMES = frozenset(
    ("fbclid", "gclid", "dclid", "msclkid", "igshid", "yclid", "ref", "ref_src", "cmpid", "ocid", "smid", "partner",
     "cmp", "xtor", "wt_mc", "spm", "mkt_tok", "s_cid", "ncid", "taid", "guccounter")
)  # fmt: skip


def is_web(url: str) -> bool:
    """Whether an address is http or https with a host: the only kind that tuinews fetches or opens."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(char.isspace() for char in url)
    except ValueError:
        return False


def without_userinfo(url: str) -> str:
    """An address that may be shown or logged: user name and password are left out."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url.split("@")[-1]
    if "@" not in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def same_article_key(url: str) -> str:
    """One string for all addresses of one article: scheme, `www.`, fragment, tracking and a last slash left out.

    Text that is no address is its own key.
    """
    if not is_web(url):
        return url.strip()
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    try:
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        port = ""
    path = quote(parts.path.rstrip("/"), safe="/%:@!$&'()*+,;=~-._")
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.lower().startswith(_TRACKING) and name.lower() not in _TRACKING_NAMES
    ]
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"{host}{port}{path}{query}"


def host_of(url: str) -> str:
    """The host an address names, without `www.`; empty when it names none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""

"""The picture of an article, fetched when the reader asks for it, and never before."""

from __future__ import annotations

from tuinews.core.errors import BadInput

MOST_BYTES = 8_000_000
"""A picture that is larger is left to the browser."""
_TOTAL, _SILENCE = 20.0, 8.0  # seconds


def fetch_picture(url: str) -> bytes:
    """The bytes of a picture. Takes as long as the network does: ask in a thread. Raises FetchFailed, BadInput (it is
    no picture)."""
    from tuinews.ingest.http import Limits, fetch_once

    fetched = fetch_once(url, Limits(total=_TOTAL, silence=_SILENCE, size=MOST_BYTES))
    kind = fetched.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind and not kind.startswith("image/") and kind != "application/octet-stream":
        raise BadInput(url, f"is no picture but {kind}")
    return fetched.body

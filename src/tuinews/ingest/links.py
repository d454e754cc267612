"""Addresses from outside: only http and https, resolved, bounded."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from tuinews.core.links import host_of

MAX_LENGTH = 4096
"""Characters of an address; longer ones are dropped."""

_ABSOLUTE = re.compile(r"https?://[^\s/?#\\]", re.IGNORECASE)
_PLAIN = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{1,5})?(?:[/?#][!#-;=?-Z_a-z~\[\]]*)?")
"""An address that stays as it is, as nearly all do: nothing in it is escaped, removed or resolved."""
_STRIPPED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u206f]+")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_UNSAFE = {character: f"%{ord(character):02X}" for character in ' "<>\\^`{|}'}
_QUOTE_UNSAFE = str.maketrans(_UNSAFE)


def web_link(reference: str, base: str = "") -> str:
    """The reference as an absolute http or https address (RFC 3986 §5), or "" when it is none.

    Outer white space, controls and direction marks are removed (as browsers do), characters that no address may
    hold are percent-encoded, so that the result is one word.
    """
    if _PLAIN.fullmatch(reference) and len(reference) <= MAX_LENGTH:
        return reference
    reference = _STRIPPED.sub("", reference).strip()
    if not reference or len(reference) > MAX_LENGTH:
        return ""
    if not _ABSOLUTE.match(reference):
        if not base or (_SCHEME.match(reference) and not reference.lower().startswith(("http:", "https:"))):
            return ""
        try:
            reference = urljoin(base, reference)
        except ValueError:
            return ""
    if not _ABSOLUTE.match(reference) or not host_of(reference):
        return ""
    return reference.translate(_QUOTE_UNSAFE)

"""JSON that a terminal can show: what it might obey is written with JSON's own escapes, so that reading gives back
the very text."""

from __future__ import annotations

import json
import re
from typing import Any

_UNSAFE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]")
"""What core.sanitize forbids, but for the controls that JSON escapes by itself."""


def json_text(value: Any) -> str:
    """A value as indented JSON, ending in a newline."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n"

"""The statement engine: text in, statements out. Pure; reads nothing but its own word lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tuinews.core.document import Range
from tuinews.core.statement import Statement
from tuinews.statements.languages import guess_language

ENGINE_VERSION = "5"
"""Changes whenever the same text may give other statements."""


def find_statements(text: str, language: str | None = None, layout: Sequence[Range] = ()) -> tuple[Statement, ...]:
    """The statements of a text, in order of their first fragment.

    `language` is a BCP 47 tag or its first subtag (None: guessed from the text); `layout` the text's layout
    ranges, if it has any (block quotes and embeds are statements too). Time grows linearly with the text.
    """
    from tuinews.statements.engine import analyse

    known = re.split("[-_]", language.lower(), maxsplit=1)[0] if language else None
    return analyse(text, known or guess_language(text) or "en", layout)

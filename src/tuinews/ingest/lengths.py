"""Lengths that answers announce oddly (RFC 9110 §8.6, RFC 9112 §6.3), before the parser sees them.

It parses head and body in one go, and when what follows the body is no answer to anything, it gives up all of it.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Any, cast

import aiohttp
from aiohttp.client_proto import ResponseHandler
from aiohttp.http_exceptions import BadHttpMessage

CLASH = "clashing lengths"
"""The message of the error for an answer that announces lengths which differ."""
_END_OF_HEAD = b"\r\n\r\n"
_LENGTH = re.compile(
    rb"\r\ncontent-length[ \t]{0,9}:[ \t]{0,9}([0-9]{1,19}(?:[ \t]{0,9},[ \t]{0,9}[0-9]{1,19}){0,99})[ \t]{0,9}"
    rb"(?=\r\n)",
    re.IGNORECASE,
)


class LenientConnector(aiohttp.TCPConnector):
    """Connections on which an answer that is longer than announced is its announced part, and a length that is
    announced several times is that length. Nobody can tell where an answer with lengths that differ ends: it is
    refused, as BadHttpMessage."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._factory = cast("partial[ResponseHandler]", partial(_HeadFirst, loop=self._loop))


class _HeadFirst(ResponseHandler):
    """Gives the head of an answer to the parser by itself. Where its end comes in two pieces nothing is changed."""

    _waits_for_head = True

    def set_response_params(self, **params: Any) -> None:
        self._waits_for_head = True
        super().set_response_params(**params)

    def data_received(self, data: bytes) -> None:
        end = data.find(_END_OF_HEAD) if self._waits_for_head else -1
        if end >= 0:
            self._waits_for_head = False
            head, data = data[: end + len(_END_OF_HEAD)], data[end + len(_END_OF_HEAD) :]
            lengths = {length.strip() for said in _LENGTH.findall(head) for length in said.split(b",")}
            if len(lengths) > 1:
                self.set_exception(BadHttpMessage(CLASH))
                self.close()
                return
            super().data_received(_with_one(head, *lengths))
        if data:
            super().data_received(data)


def _with_one(head: bytes, length: bytes = b"") -> bytes:
    """The head with its length announced once; unchanged when it is not announced."""
    if not length:
        return head
    bare = _LENGTH.sub(b"", head)
    return bare[:-2] + b"Content-Length: " + length + _END_OF_HEAD

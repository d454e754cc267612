"""Content codings (RFC 9110 §8.4), unpacked in small steps so that no bomb grows past its bound."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Protocol

ACCEPTED = "gzip, deflate, br"
"""What goes into Accept-Encoding. No zstd: its decoders do not bound what one step gives."""

_STEP = 262_144
"""Bytes that one step may give."""


class TooLarge(Exception):
    """The body passes its bound."""


class UnsupportedEncoding(Exception):
    """The body is packed in a way that is not known, more than once, or wrongly."""


class _Decoder(Protocol):
    @property
    def complete(self) -> bool: ...

    def feed(self, data: bytes) -> Iterable[bytes]: ...

    def close(self) -> Iterable[bytes]: ...


class Unpacker:
    """Collects a body, unpacked, and stops at `size` bytes with TooLarge."""

    def __init__(self, encodings: Iterable[str], size: int) -> None:
        """`encodings` are the values of Content-Encoding; more than one coding is refused."""
        codings = [word.strip().lower() for value in encodings for word in value.split(",") if word.strip()]
        codings = [coding for coding in codings if coding != "identity"]
        if len(codings) > 1:
            raise UnsupportedEncoding("several times over")
        self._decoder = _decoder(codings[0] if codings else "identity")
        self._size = size
        self._pieces: list[bytes] = []
        self.length = 0
        """Bytes so far, unpacked."""

    def feed(self, data: bytes) -> None:
        """Takes a piece as it came."""
        self._keep(self._decoder.feed(data))

    @property
    def complete(self) -> bool:
        """Whether what is packed came to its end."""
        return self._decoder.complete

    def close(self) -> bytes:
        """The whole body."""
        self._keep(self._decoder.close())
        return b"".join(self._pieces)

    def _keep(self, pieces: Iterable[bytes]) -> None:
        for piece in pieces:
            self.length += len(piece)
            if self.length > self._size:
                raise TooLarge
            self._pieces.append(piece)


def _decoder(coding: str) -> _Decoder:
    if coding == "identity":
        return _Identity()
    if coding in ("gzip", "x-gzip"):
        return _Zlib(16 + zlib.MAX_WBITS)
    if coding == "deflate":
        return _Zlib(zlib.MAX_WBITS, otherwise=-zlib.MAX_WBITS)
    if coding == "br":
        return _Brotli()
    raise UnsupportedEncoding("an unknown coding")


class _Identity:
    complete = True

    def feed(self, data: bytes) -> Iterable[bytes]:
        return (data,)

    def close(self) -> Iterable[bytes]:
        return ()


class _Zlib:
    """gzip and deflate; servers send deflate with and without its zlib header, and gzip in several members."""

    def __init__(self, window: int, otherwise: int | None = None) -> None:
        self._window = window
        self._otherwise = otherwise
        self._inflate = zlib.decompressobj(window)
        self._begun = False

    @property
    def complete(self) -> bool:
        return not self._begun or self._inflate.eof

    def feed(self, data: bytes) -> Iterable[bytes]:
        while data:
            try:
                piece = self._inflate.decompress(data, _STEP)
            except zlib.error as error:
                if self._begun and self._inflate.eof:
                    return
                data = self._second_chance(data, error)
                continue
            self._begun = True
            yield piece
            data = self._inflate.unconsumed_tail
            if self._inflate.eof:
                data = self._inflate.unused_data
                if not data.startswith(b"\x1f\x8b"):
                    return  # padding after the last member
                self._inflate = zlib.decompressobj(self._window)

    def _second_chance(self, data: bytes, error: zlib.error) -> bytes:
        if self._begun or self._otherwise is None:
            raise UnsupportedEncoding("damaged") from error
        self._inflate, self._otherwise = zlib.decompressobj(self._otherwise), None
        return data

    def close(self) -> Iterable[bytes]:
        if not self._begun or self._inflate.eof:
            return ()
        return (self._inflate.flush(),)


class _Brotli:
    """Brotli (RFC 7932). Whatever follows its end is left out."""

    def __init__(self) -> None:
        import brotli  # seldom needed

        self._inflate = brotli.Decompressor()
        self._error = brotli.error

    @property
    def complete(self) -> bool:
        return bool(self._inflate.is_finished())

    def feed(self, data: bytes) -> Iterable[bytes]:
        while not self._inflate.is_finished():
            try:
                piece = self._inflate.process(data, output_buffer_limit=_STEP)
            except self._error as error:
                raise UnsupportedEncoding("damaged") from error
            yield piece
            if self._inflate.can_accept_more_data():
                return
            data = b""

    def close(self) -> Iterable[bytes]:
        return ()

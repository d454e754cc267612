"""A `cookies.txt` (Netscape's format, as browsers' extensions export it) for feeds behind a login."""

from __future__ import annotations

import warnings
from http.cookiejar import LoadError, MozillaCookieJar
from pathlib import Path
from urllib.request import Request

from tuinews.core.errors import BadInput


class Jar:
    """The cookies of one file, read once. Nothing that servers send is ever written to it."""

    def __init__(self, path: Path) -> None:
        """Raises BadInput when the file cannot be read or is none of cookies."""
        self._jar = MozillaCookieJar()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # it warns of damaged lines before it raises
                self._jar.load(str(path), ignore_discard=True, ignore_expires=True)
        except (OSError, UnicodeDecodeError) as error:
            if isinstance(error, LoadError):
                raise BadInput(path.name, "is not a cookies.txt", "Export it again in Netscape's format") from error
            raise BadInput(path.name, "cannot be read", "Check its name and permissions") from error

        for cookie in self._jar:
            cookie.expires = cookie.expires or None  # 0 stands for the end of the session
        self._jar.clear_expired_cookies()

    def header(self, url: str) -> str:
        """The Cookie header (RFC 6265 §5.4) for an address: only cookies of its host and path, secure ones only for
        https; "" for none."""
        request = Request(url)
        self._jar.add_cookie_header(request)
        return request.get_header("Cookie") or ""

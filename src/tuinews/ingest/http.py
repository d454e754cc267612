"""The network's manners and bounds (RFC 9110): one client for feeds, pages and files of the web.

Redirects are followed here, hop by hop, so that each one is checked; bodies are unpacked here, so that their
unpacked size is counted while it grows. Every failure is a FetchFailed with one clear line.
"""

from __future__ import annotations

import asyncio
import errno
import ssl
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import TracebackType
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from yarl import URL

from tuinews import __version__
from tuinews.core import clock
from tuinews.core.errors import BadInput, FetchFailed
from tuinews.core.fetched import Fetched
from tuinews.core.links import host_of, is_web, without_userinfo
from tuinews.core.sanitize import clean_line
from tuinews.ingest.lengths import CLASH, LenientConnector
from tuinews.ingest.retrying import retry_after
from tuinews.ingest.unpacking import ACCEPTED, TooLarge, Unpacker, UnsupportedEncoding

USER_AGENT = f"tuinews/{__version__} (+https://github.com/tuinews/tuinews)"
MOST_HOPS = 10
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_LONGEST_HEADER = 8_190
"""Bytes of one header field; aiohttp refuses longer ones."""
_MOST_HEADERS = 200
_CHUNK = 65_536
_VALIDATORS = frozenset({"etag", "last-modified"})
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.9,*/*;q=0.5"
)

STATUS_SENTENCES: dict[int, tuple[str, str]] = {
    401: ("wants a user name and password", "Give them in the feed's settings"),
    403: ("refuses to give it (403)", "It may want a log-in, or refuse programs"),
    404: ("is not there (404)", "Check the address, or look for the feed on the site"),
    406: ("has no form that we can read (406)", ""),
    410: ("is gone for good (410)", "The feed can be removed; what is stored stays"),
    429: ("asks us to come less often (429)", "We wait as long as it asks"),
    451: ("is withheld for legal reasons (451)", ""),
    500: ("has an error of its own (500)", "Trying again later may help"),
    502: ("has an error of its own (502)", "Trying again later may help"),
    503: ("is not available now (503)", "We wait as long as it asks"),
    504: ("did not answer in time (504)", "Trying again later may help"),
}
"""What a status means for a reader, and what to do."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to fetch. `etag` and `last_modified` exactly as the server gave them; `credentials` are a user name
    and a password, sent to the host of `url` only, as are `headers`."""

    url: str
    etag: str = ""
    last_modified: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    credentials: tuple[str, str] | None = None
    user_agent: str = ""
    proxy: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one client: seconds for everything about one `fetch`, bytes after unpacking, connections."""

    total: float = 30.0
    silence: float = 15.0
    """Seconds without a byte."""
    size: int = 20_000_000
    per_host: int = 2
    connections: int = 40


@dataclass(slots=True)
class Client:
    """Fetches; open it with `async with`. One client keeps its connections, and holds no cookies."""

    limits: Limits = field(default_factory=Limits)
    user_agent: str = USER_AGENT
    headers: tuple[tuple[str, str], ...] = ()
    proxy: str = ""
    cookies: Callable[[str], str] | None = None
    """The Cookie header for an address ("" for none), such as `cookies.Jar.header`."""
    _session: aiohttp.ClientSession | None = None
    _slots: asyncio.Semaphore = field(init=False)
    _hosts: dict[str, asyncio.Semaphore] = field(default_factory=dict)

    async def __aenter__(self) -> Client:
        # Waiting for a turn happens in `fetch`, where it does not count against the deadline.
        connector = LenientConnector(limit=0, limit_per_host=0, ttl_dns_cache=300)
        self._slots = asyncio.Semaphore(self.limits.connections)
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=self.limits.total, sock_read=self.limits.silence),
            max_line_size=_LONGEST_HEADER,
            max_field_size=_LONGEST_HEADER,
            skip_auto_headers=("User-Agent", "Accept-Encoding"),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def fetch(self, ask: Ask) -> Fetched:
        """What the server gives: status 200 with the body unpacked, or 304 with an empty one.

        Raises BadInput for an address that is none, FetchFailed for everything that goes wrong on the way; its
        `status` is 0 when there was no answer.
        """
        name = without_userinfo(clean_line(ask.url)[:500])
        if not is_web(ask.url):
            raise BadInput(name, "is not a web address", "Addresses begin with http:// or https://")
        async with self._turn(ask.url), self._slots:
            return await self._bounded_fetch(ask, name)

    def _turn(self, url: str) -> asyncio.Semaphore:
        """A host's turnstile."""
        return self._hosts.setdefault(host_of(url), asyncio.Semaphore(self.limits.per_host))

    async def _bounded_fetch(self, ask: Ask, name: str) -> Fetched:
        try:
            async with asyncio.timeout(self.limits.total):
                return await self._follow(ask, name)
        except aiohttp.ServerTimeoutError as error:
            raise FetchFailed(name, "fell silent", _LATER) from error
        except TimeoutError as error:
            raise FetchFailed(name, f"did not answer within {self.limits.total:g} seconds", _LATER) from error
        except TooLarge as error:
            raise FetchFailed(name, f"is larger than {self.limits.size / 1e6:g} MB") from error
        except UnsupportedEncoding as error:
            raise FetchFailed(name, f"is packed in a way that is not read here ({error})") from error
        except (aiohttp.ClientError, ssl.SSLError, OSError, ValueError) as error:
            raise FetchFailed(name, *_sentence(error), no_way=_is_no_way(error)) from error

    async def _follow(self, ask: Ask, name: str) -> Fetched:
        url, permanent = ask.url, True
        seen = {url}
        for _ in range(MOST_HOPS + 1):
            answer, target = await self._one(replace(ask, url=url), name, same_host=_host(url) == _host(ask.url))
            if not target:
                return replace(answer, asked=ask.url, moved=permanent and len(seen) > 1)
            permanent = permanent and answer.status in _PERMANENT
            url = _next(url, target, name)
            if url in seen:
                raise FetchFailed(name, "redirects in a circle", "Open it in a browser to see where it should lead")
            seen.add(url)
        raise FetchFailed(name, f"redirects more than {MOST_HOPS} times")

    async def _one(self, ask: Ask, name: str, *, same_host: bool) -> tuple[Fetched, str]:
        """One request: the answer, and where it redirects to ("" for nowhere). `name` is what a problem is told of."""
        assert self._session is not None, "open the client with `async with`"
        address = without_userinfo(ask.url)
        async with self._session.get(
            URL(address, encoded=address.isascii() and address.isprintable()),  # as given: it may be signed
            headers=self._headers(ask, same_host),
            allow_redirects=False,
            proxy=ask.proxy or self.proxy or _proxy_of_environment(address),
        ) as response:
            headers = _bounded(response.headers)
            target = headers.get("location", "") if response.status in _REDIRECTS else ""
            if not target and response.status not in (200, 203, 304):
                raise _refusal(name, response.status, response.reason or "", headers)
            if target or response.status == 304:
                return Fetched(address, response.status, headers, b"", clock.now()), target
            body, whole = await self._body(response)
            if not whole:  # what came is kept, but asked for in full the next time
                headers = {name: value for name, value in headers.items() if name not in _VALIDATORS}
            return Fetched(address, response.status, headers, body, clock.now(), cut=not whole), target

    async def _body(self, response: aiohttp.ClientResponse) -> tuple[bytes, bool]:
        """A body, unpacked, and whether all of it came."""
        if (response.content_length or 0) > self.limits.size:
            raise TooLarge
        unpacker = Unpacker(response.headers.getall("Content-Encoding", ()), self.limits.size)
        try:
            async for chunk in response.content.iter_chunked(_CHUNK):
                unpacker.feed(chunk)
        except aiohttp.ClientPayloadError:
            if not unpacker.length:
                raise
            return unpacker.close(), False
        return unpacker.close(), unpacker.complete

    def _headers(self, ask: Ask, same_host: bool) -> dict[str, str]:
        headers = {
            "User-Agent": ask.user_agent or self.user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": ACCEPTED,
            **dict(self.headers),
        }
        if same_host:
            headers |= dict(ask.headers)
            headers["Authorization"] = _authorization(ask)
        if ask.etag:
            headers["If-None-Match"] = ask.etag
        if ask.last_modified:
            headers["If-Modified-Since"] = ask.last_modified
        if self.cookies and (cookie := self.cookies(ask.url)):
            headers["Cookie"] = cookie
        return {key: value for key, value in headers.items() if value and value.isprintable()}


def fetch_once(url: str, limits: Limits | None = None) -> Fetched:
    """One address, with a client of its own: for commands that need just one."""

    async def run() -> Fetched:
        async with Client(limits or Limits()) as client:
            return await client.fetch(Ask(url))

    return asyncio.run(run())


_LATER = "Trying again later may help"


def _next(url: str, target: str, name: str) -> str:
    """Where a redirect leads; every hop must be http or https."""
    try:
        found = urljoin(url, target.strip())
    except ValueError:
        found = ""
    if not is_web(found) or not found.isprintable():
        raise FetchFailed(name, f"redirects to what is no web address ({without_userinfo(clean_line(target))[:80]})")
    return found.partition("#")[0]


def _refusal(name: str, status: int, reason: str, headers: Mapping[str, str]) -> FetchFailed:
    problem, advice = STATUS_SENTENCES.get(status, (f"answered with {status} {clean_line(reason)[:60]}".rstrip(), ""))
    wait = retry_after(headers.get("retry-after", ""), clock.now()) if status in (429, 503) else None
    return FetchFailed(name, problem, advice, status=status, retry_after=wait)


def _sentence(error: Exception) -> tuple[str, str]:
    """What happened, and what to do. Nothing of the server's own words is repeated."""
    if isinstance(error, aiohttp.ClientResponseError) and error.message == CLASH:
        return "announces two lengths that differ, so that its end cannot be told", _LATER
    for kinds, problem, advice in _NETWORK_SENTENCES:
        if isinstance(error, kinds):
            return problem, advice
    return f"could not be fetched ({type(error).__name__})", _LATER


def _is_no_way(error: Exception) -> bool:
    """Whether the way to the server was not found: no name service, or no network that leads there."""
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return True
    return isinstance(error, OSError) and error.errno in (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN)


_NETWORK_SENTENCES: tuple[tuple[tuple[type[BaseException], ...], str, str], ...] = (
    ((aiohttp.InvalidURL,), "is not a web address", "Check it for typing errors"),
    ((aiohttp.ClientConnectorCertificateError, ssl.SSLCertVerificationError),
     "shows a certificate that is not trusted", "It may have run out; open it in a browser to see"),
    ((aiohttp.ClientSSLError, ssl.SSLError),
     "does not speak secure HTTP as we do", "Check whether it is http or https"),
    ((aiohttp.ClientProxyConnectionError, aiohttp.ClientHttpProxyError), "cannot be reached through the proxy",
     "Check the proxy's address in the settings"),
    ((aiohttp.ClientConnectorDNSError,), "names a host that cannot be found", "Check the address and your connection"),
    ((aiohttp.ClientConnectorError, ConnectionRefusedError), "does not accept connections", _LATER),
    ((aiohttp.ServerDisconnectedError, ConnectionResetError, aiohttp.ClientOSError),
     "broke off the connection", _LATER),
    ((aiohttp.ClientPayloadError,), "sent less than it announced, or what cannot be unpacked", _LATER),
    ((aiohttp.ClientResponseError,), "answered in what is not HTTP, or with headers too long", "Check the address"),
    ((ValueError,), "is not a web address", "Check it for typing errors"),
)  # fmt: skip


def _bounded(headers: Mapping[str, str]) -> dict[str, str]:
    """Header fields in lower case, cleaned and bounded; the first of each name, as none of those used repeats."""
    found: dict[str, str] = {}
    for key, value in list(headers.items())[:_MOST_HEADERS]:
        found.setdefault(clean_line(key).lower()[:100], clean_line(value)[:_LONGEST_HEADER])
    return found


def _authorization(ask: Ask) -> str:
    """HTTP Basic (RFC 7617) from the credentials or the address; "" for none."""
    parts = urlsplit(ask.url)
    user, password = ask.credentials or (unquote(parts.username or ""), unquote(parts.password or ""))
    return f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}" if user else ""


def _proxy_of_environment(url: str) -> str | None:
    """What `http_proxy`, `https_proxy` and `no_proxy` say, or the system's settings."""
    proxies = getproxies()
    if not proxies or proxy_bypass(urlsplit(url).netloc):
        return None
    return proxies.get(urlsplit(url).scheme)


def _host(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    try:
        return parts.scheme, parts.hostname, parts.port
    except ValueError:
        return parts.scheme, parts.hostname, None

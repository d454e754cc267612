"""User names and passwords of feeds: in the system's keyring where there is one, else in a file of mode 600.

The library holds only where they are: "keyring", or the name of a file. They are never shown, logged or exported.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tuinews.core import clock
from tuinews.core.errors import BadInput
from tuinews.core.fetched import Subscription
from tuinews.core.links import without_userinfo
from tuinews.library.settings import data_folder
from tuinews.storage import feeds
from tuinews.storage.journal import Step

IN_KEYRING = "keyring"
_SERVICE = "tuinews"


def keep_login(uid: str, login: str) -> str:
    """Keep `user:password` for the feed with this public id; where it is. Raises BadInput."""
    if ":" not in login or login.startswith(":") or not login.isprintable():
        raise BadInput("login", "is none", "Write it as user:password")
    if _into_keyring(uid, login):
        return IN_KEYRING
    path = data_folder() / "credentials" / uid
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(f"{login}\n")
    return str(path)


def login_of(uid: str, where: str) -> tuple[str, str]:
    """The user name and password of a feed. Raises BadInput when they are not there, or others may read them."""
    if where != IN_KEYRING:
        return read_credentials(Path(where))
    user, colon, password = (_keyring_says(uid) or "").partition(":")
    if not colon:
        raise BadInput("credentials", "are not in the system's keyring", "Give them again with --login")
    return user, password


def read_credentials(path: Path) -> tuple[str, str]:
    """The user name and password in the first line of a file. Raises BadInput when others may read it."""
    try:
        if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise BadInput(path.name, "may be read by others than you", f"Run: chmod 600 {path}")
        line = path.read_text(encoding="utf-8").partition("\n")[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(path.name, "cannot be read", "Check its name and permissions") from error
    user, colon, password = line.partition(":")
    if not colon:
        raise BadInput(path.name, "holds no credentials", "Its first line should be user:password")
    return user, password


def subscribe(step: Step, subscriptions: Sequence[Subscription]) -> list[int]:
    """Subscribe to feeds. A user name and password in an address are kept as credentials, and leave it."""
    ids = feeds.subscribe(
        step, [replace(one, url=without_userinfo(one.url)) for one in subscriptions], clock.timestamp()
    )
    for feed_id, wanted in zip(ids, subscriptions, strict=True):
        if login := login_in(wanted.url):
            set_login(step, feed_id, login)
        if wanted.hidden:
            set_in(step, feed_id, feeds.subscription(step.connection, feed_id) or {}, hidden=True)
    return ids


def set_login(step: Step, feed_id: int, login: str) -> None:
    """Give a feed its `user:password`."""
    row = feeds.subscription(step.connection, feed_id) or {}
    set_in(step, feed_id, row, credentials=keep_login(str(row["uid"]), login))


def login_in(url: str) -> str:
    """The `user:password` of an address; "" for none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{unquote(parts.username)}:{unquote(parts.password or '')}" if parts.username else ""


def set_in(step: Step, feed_id: int, row: dict[str, Any], **settings: Any) -> None:
    """Add to the settings of a feed whose row this is."""
    feeds.edit(step, feed_id, settings=json.dumps({**json.loads(str(row["settings"])), **settings}))


def _into_keyring(uid: str, login: str) -> bool:
    """Whether the keyring took it, and gives it back."""
    try:
        import keyring  # the extra `keyring`
    except ImportError:
        return False
    try:
        keyring.set_password(_SERVICE, uid, login)
        return bool(keyring.get_password(_SERVICE, uid) == login)
    except Exception:  # a locked or absent keyring raises whatever its backend does
        return False


def _keyring_says(uid: str) -> str | None:
    try:
        import keyring

        said: str | None = keyring.get_password(_SERVICE, uid)
    except Exception:  # as above
        return None
    return said

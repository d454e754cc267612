"""Captures as a WARC file (WARC/1.1, ISO 28500:2017).

Of a page its body is kept, unpacked, and the headers that matter, not the whole answer of the server. So it is a
`resource` record (§6.4), with its SHA-256, and not a `response`; a `metadata` record (§6.6) that concurs with it says
the rest: the kept headers, which revision of which article it is, its digest and the link of its chain.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO

from tuinews.core.links import without_userinfo

FORMAT = "http://bibnum.bnf.fr/WARC/WARC_ISO_28500_version1-1_latestdraft.pdf"


@dataclass(frozen=True, slots=True)
class CapturedPage:
    """The raw bytes of one revision as they are taken out."""

    article: str
    title: str
    revision: int
    url: str
    fetched: datetime
    digest: str
    headers: Mapping[str, str]
    extractor: str
    chain: str
    body: bytes


def write_warc(file: BinaryIO, name: str, pages: Iterable[CapturedPage], *, packed: bool) -> int:
    """Write captures, each record by itself packed (gzip) or not; how many pages."""
    from warcio.warcwriter import WARCWriter

    writer = WARCWriter(file, gzip=packed, warc_version="1.1")
    about = {"software": "tuinews", "format": "WARC File Format 1.1", "conformsTo": FORMAT}
    writer.write_record(writer.create_warcinfo_record(name, about))
    count = 0
    for page in pages:
        _write(writer, page)
        count += 1
    return count


def _write(writer: object, page: CapturedPage) -> None:
    from warcio.warcwriter import WARCWriter

    assert isinstance(writer, WARCWriter)
    url = without_userinfo(page.url) if "://" in page.url else f"urn:x-tuinews:article:{page.article}"
    date = page.fetched.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    digest = f"sha256:{sha256(page.body).hexdigest()}"
    resource = writer.create_warc_record(
        url, "resource", payload=io.BytesIO(page.body), length=len(page.body),
        warc_content_type=page.headers.get("content-type") or "application/octet-stream",
        warc_headers_dict={"WARC-Date": date, "WARC-Block-Digest": digest, "WARC-Payload-Digest": digest},
    )  # fmt: skip
    writer.write_record(resource)
    said = {"article": page.article, "title": page.title, "revision": str(page.revision), "digest": page.digest,
            "chain": page.chain, "extractor": page.extractor}  # fmt: skip
    said |= {f"header-{name}": value for name, value in page.headers.items()}
    fields = "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in said.items() if value).encode()
    identity = resource.rec_headers.get_header("WARC-Record-ID")
    about = writer.create_warc_record(
        url, "metadata", payload=io.BytesIO(fields), length=len(fields), warc_content_type="application/warc-fields",
        warc_headers_dict={"WARC-Date": date, "WARC-Concurrent-To": identity},
    )  # fmt: skip
    writer.write_record(about)

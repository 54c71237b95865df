"""What was fetched as a WARC file (ISO 28500:2017): request and response of every hop, byte for byte."""

import io
from collections.abc import Sequence

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from reportedly import __version__
from reportedly.fetch.client import Exchange

_MOVED = {"transfer-encoding": "X-Archive-Orig-Transfer-Encoding"}
"""Headers that no longer hold of the body as it is kept: chunks were put together."""


def warc_of(exchanges: Sequence[Exchange], *, note: str = "") -> bytes:
    """Return the exchanges as one WARC file, each record compressed by itself, digests included."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    about = {"software": f"reportedly/{__version__}", "format": "WARC File Format 1.1", "description": note}
    info = writer.create_warcinfo_record("", {key: value for key, value in about.items() if value})
    writer.write_record(info)
    for exchange in exchanges:
        _write(writer, exchange)
    return out.getvalue()


def _write(writer: WARCWriter, exchange: Exchange) -> None:
    headers = {"WARC-Date": exchange.at.replace("+00:00", "Z")}
    if exchange.number:
        headers["WARC-IP-Address"] = exchange.number
    kept = [(_MOVED.get(key.lower(), key), value) for key, value in exchange.headers]
    response = writer.create_warc_record(
        exchange.url,
        "response",
        payload=io.BytesIO(exchange.body),
        length=len(exchange.body),
        http_headers=StatusAndHeaders(f"{exchange.status} {exchange.reason}".strip(), kept, protocol="HTTP/1.1"),
        warc_headers_dict=dict(headers),
    )
    request = writer.create_warc_record(
        exchange.url,
        "request",
        http_headers=StatusAndHeaders(f"GET {exchange.path} HTTP/1.1", list(exchange.request), is_http_request=True),
        warc_headers_dict=dict(headers),
    )
    writer.write_request_response_pair(request, response)

"""What is written is a WARC that the library reads back: bytes, headers, digests."""

import io
import subprocess
import sys

from warcio.archiveiterator import ArchiveIterator

from reportedly.fetch.client import Exchange
from reportedly.fetch.warc import warc_of

REDIRECT = Exchange(
    "https://outlet.example/old", "2026-11-29T08:00:00+00:00", (("Host", "outlet.example"),), "/old", 301, "Moved",
    (("Location", "/new"),), b"", "93.184.215.14",
)  # fmt: skip
PAGE = Exchange(
    "https://outlet.example/new", "2026-11-29T08:00:01+00:00", (("Host", "outlet.example"),), "/new", 200, "OK",
    (("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")), b"<p>\xd0\x92\xd0\xbe\xd0\xb4\xd0\xb0</p>",
)  # fmt: skip


def test_every_hop_is_a_pair_of_request_and_response() -> None:
    records = []
    for record in ArchiveIterator(
        io.BytesIO(warc_of((REDIRECT, PAGE), note="asked for by a person")), check_digests="raise"
    ):
        records.append(
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
        )
    assert [r[0] for r in records] == ["warcinfo", "response", "request", "response", "request"]
    assert records[1][1:] == ("https://outlet.example/old", b"")
    assert records[3][1:] == ("https://outlet.example/new", PAGE.body)


def test_time_number_and_headers_are_kept() -> None:
    responses = [r for r in ArchiveIterator(io.BytesIO(warc_of((REDIRECT, PAGE)))) if r.rec_type == "response"]
    assert responses[0].rec_headers.get_header("WARC-Date") == "2026-11-29T08:00:00Z"
    assert responses[0].rec_headers.get_header("WARC-IP-Address") == "93.184.215.14"
    assert responses[0].http_headers.get_statuscode() == "301"
    assert responses[1].http_headers.get_header("X-Archive-Orig-Transfer-Encoding") == "chunked"
    assert responses[1].http_headers.get_header("Transfer-Encoding") is None


def test_the_check_of_the_library_passes(tmp_path: object) -> None:
    path = f"{tmp_path}/page.warc.gz"
    with open(path, "wb") as file:
        file.write(warc_of((REDIRECT, PAGE)))
    done = subprocess.run([sys.executable, "-m", "warcio.cli", "check", path], check=False, capture_output=True)
    assert done.returncode == 0, done.stdout + done.stderr

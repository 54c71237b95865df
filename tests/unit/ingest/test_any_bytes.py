"""Whatever stands in a file, reading it gives documents or failures and never an error."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.records import Document, Failure, Note
from tests.unit.ingest.kept import ENGLISH, UKRAINIAN, read

_PIECES = st.sampled_from(
    [
        *(b"<", b">", b"</p>", b"<p>", b"<div class='", b'"', b"'", b"<!--", b"-->", b"<script>", b"</script>", b"&#x110000;"),
        *(b"<table><tr><td>", b"<meta charset=koi8-r>", b"<meta charset=rot13>", b"<![CDATA[", b"<?xml encoding='x'?>"),
        *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n", b"\r\n", b",", b";", b"\t", b'""', b"---\n", b"a: b\n"),
        *(b'{"text": "', b'"}', b"{", b"[", b"[{", b"<rss><item>", b"<?xml version='1.0'?>", b'"published": 1e999, ', b"\\ud800", b"text,date\n", b"title;text\r\n"),
        *(ENGLISH.encode(), UKRAINIAN.encode(), UKRAINIAN.encode("cp1251"), UKRAINIAN.encode("koi8_u")),
    ]
)  # fmt: skip
_CONTENT = st.lists(_PIECES | st.binary(max_size=12), max_size=24).map(b"".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=_CONTENT)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl", "a.csv", "a.json", "a.xml", "a"])
def test_reading_any_bytes_gives_documents_or_failures(tmp_path: Path, name: str, content: bytes) -> None:
    found = read(tmp_path, name, content)
    assert found
    assert not all(isinstance(item, Note) for item in found)
    for item in found:
        assert item.path.startswith(name)
        assert isinstance(item, Document) or (isinstance(item, Failure | Note) and item.message)
    assert found == read(tmp_path, name, content)

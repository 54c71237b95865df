"""Web archives: pages with their capture, digests checked, breaks told; the rest goes on."""

import gzip
import io
import random
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
import zstandard

from reportedly.ingest.files import read_opened
from reportedly.ingest.making import Captured
from reportedly.ingest.opened import Opened
from reportedly.ingest.warc import TRUNCATED, read_warc
from reportedly.records import Document, Failure, Note
from tests.unit.ingest.kept import NOW, MemoryEvidence, read
from tests.unit.ingest.samples import WATER, pdf_bytes, prose
from tests.unit.ingest.warc_made import BAKERY, DATE, TAPS, Made, html, wacz

TAPS_AT = "https://www.sollen.example/taps"
BAKERY_AT = "https://www.sollen.example/bakery"


def two_pages(*, gz: bool = True) -> Made:
    made = Made(gz=gz)
    made.add(TAPS_AT, TAPS)
    made.add(BAKERY_AT, BAKERY, date="2026-03-05T00:00:00Z")
    return made


def split(found: list[Document | Failure | Note]) -> tuple[list[Document], list[Failure], list[Note]]:
    return (
        [f for f in found if isinstance(f, Document)],
        [f for f in found if isinstance(f, Failure)],
        [f for f in found if isinstance(f, Note)],
    )


@pytest.mark.parametrize("gz", [True, False])
def test_each_page_is_a_document_with_its_address_and_the_time_of_its_capture(tmp_path: Path, gz: bool) -> None:
    evidence = MemoryEvidence()
    documents, failures, _ = split(read(tmp_path, "a.warc.gz", two_pages(gz=gz).data, evidence=evidence))
    assert failures == []
    taps, bakery = documents
    assert taps.title == "Taps run dry"
    assert "Tap water in Sollen" in taps.text
    assert taps.url == TAPS_AT
    assert taps.publisher == "sollen.example"
    assert taps.retrieved_at == DATE
    assert bakery.retrieved_at == "2026-03-05T00:00:00Z"
    assert taps.path == f"a.warc.gz!20260304050607/{TAPS_AT}"
    assert taps.container == "a.warc.gz"
    assert evidence.data[taps.sha256] == TAPS
    capture = taps.capture
    assert capture is not None
    assert (capture.method, capture.at, capture.final, capture.status) == ("warc", DATE, TAPS_AT, 200)
    assert (capture.tool, capture.digest) == ("made/1", "verified")
    assert ("content-type", "text/html; charset=utf-8") in capture.headers
    assert capture.record is not None
    assert capture.record.startswith("<urn:uuid:")


def test_an_archive_that_was_packed_as_a_whole_is_read(tmp_path: Path) -> None:
    documents, failures, _ = split(read(tmp_path, "a.warc.gz", gzip.compress(two_pages(gz=False).data)))
    assert (len(documents), failures) == (2, [])


def test_of_a_redirect_both_addresses_are_kept(tmp_path: Path) -> None:
    made = Made()
    made.add("http://sollen.example/t", b"", status="301 Moved", headers={"Location": "/s"})
    made.add("http://sollen.example/s", b"", status="302 Found", headers={"Location": TAPS_AT})
    made.add(TAPS_AT, TAPS)
    [taps], _, [note] = split(read(tmp_path, "a.warc.gz", made.data))
    assert taps.capture is not None
    assert (taps.capture.requested, taps.capture.final) == ("http://sollen.example/t", TAPS_AT)
    assert "https://sollen.example/t" in taps.aliases
    assert "2 × answers that are no success" in note.message


def test_a_wrong_digest_costs_its_record_and_names_it(tmp_path: Path) -> None:
    made = two_pages(gz=False)
    data = made.data.replace(b"off since Monday", b"off since Friday")
    [bakery], [failed], _ = split(read(tmp_path, "a.warc", data))
    assert bakery.title == "Bakery opens"
    assert "does not match its digest" in failed.message
    assert TAPS_AT in failed.message
    assert "urn:uuid" in failed.message


@pytest.mark.parametrize("gz", [True, False])
def test_of_a_file_that_is_cut_anywhere_the_whole_records_are_read_and_the_break_is_told(
    tmp_path: Path, gz: bool
) -> None:
    data = two_pages(gz=gz).data
    ends = set()
    for cut in sorted({*random.Random(7).sample(range(20, len(data)), 60), len(data) - 1, len(data) - 4}):
        documents, failures, _ = split(read(tmp_path, "a.warc.gz", data[:cut]))
        texts = [d.title for d in documents]
        assert texts in ([], ["Taps run dry"], ["Taps run dry", "Bakery opens"])
        ends.add(len(texts))
        if len(texts) < 2 and failures:
            assert "were read" in failures[-1].message or "no record" in failures[-1].message
        if len(texts) == 2:
            assert cut > len(data) - 60
    assert ends >= {0, 1}


def test_a_cut_within_a_record_is_always_told(tmp_path: Path) -> None:
    data = two_pages(gz=False).data
    second = data.index(b"WARC/1.0", data.index(b"Taps run dry"))
    for cut in range(second + 10, len(data) - 4, 97):
        documents, failures, _ = split(read(tmp_path, "a.warc", data[:cut]))
        assert len(documents) == 1
        assert failures, cut


def test_damage_in_the_middle_of_a_packed_file_is_told_and_what_came_before_stays(tmp_path: Path) -> None:
    data = bytearray(two_pages().data)
    data[-200] ^= 0xFF
    documents, failures, _ = split(read(tmp_path, "a.warc.gz", bytes(data)))
    assert [d.title for d in documents] == ["Taps run dry"]
    assert "those before it were read" in failures[-1].message


def test_the_same_content_once_more_is_noted_with_its_capture(tmp_path: Path) -> None:
    made = Made()
    first = made.add(TAPS_AT, TAPS)
    made.revisit(TAPS_AT, first, date="2026-03-09T00:00:00Z")
    [taps], failures, [note] = split(read(tmp_path, "a.warc.gz", made.data))
    assert failures == []
    assert note.sha256 == taps.sha256
    assert note.capture is not None
    assert note.capture.at == "2026-03-09T00:00:00Z"
    other = Made()
    other.add(BAKERY_AT, BAKERY)
    other.revisit(TAPS_AT, first, date="2026-03-09T00:00:00Z")
    _, _, [told] = split(read(tmp_path, "b.warc.gz", other.data))
    assert told.capture is None
    assert "1 × repeated captures of contents that were not read here" in told.message


def test_chunked_and_packed_contents_are_unpacked(tmp_path: Path) -> None:
    packed = gzip.compress(TAPS)
    chunked = b"".join(
        f"{len(packed[i : i + 50]):x}\r\n".encode() + packed[i : i + 50] + b"\r\n" for i in range(0, len(packed), 50)
    )
    made = Made()
    made.add(TAPS_AT, chunked + b"0\r\n\r\n", headers={"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"})
    made.add(BAKERY_AT, BAKERY, headers={"Content-Encoding": "gzip"})
    made.add(BAKERY_AT + "2", BAKERY, headers={"Content-Encoding": "compress"})
    made.add(BAKERY_AT + "3", gzip.compress(BAKERY)[:-40], headers={"Content-Encoding": "gzip"})
    documents, failures, _ = split(read(tmp_path, "a.warc.gz", made.data))
    assert [d.title for d in documents] == ["Taps run dry", "Bakery opens"]
    assert ["packed with 'compress'" in f.message for f in failures] == [True, False]
    assert "ends in the middle of what was packed" in failures[1].message


@pytest.mark.parametrize(("name", "pack"), [("br", brotli.compress), ("zstd", zstandard.compress)])
def test_contents_packed_as_browsers_ask_for_are_unpacked(
    tmp_path: Path, name: str, pack: Callable[[bytes], bytes]
) -> None:
    made = Made()
    made.add(TAPS_AT, pack(TAPS), headers={"Content-Encoding": name})
    made.add(BAKERY_AT, gzip.compress(pack(BAKERY)), headers={"Content-Encoding": f"{name}, gzip"})
    made.add(BAKERY_AT + "2", pack(BAKERY)[:-9], headers={"Content-Encoding": name})
    made.add(BAKERY_AT + "3", b"\x28\xb5\x2f\xfd rubbish", headers={"Content-Encoding": name})
    documents, failures, _ = split(read(tmp_path, "a.warc.gz", made.data))
    assert [d.title for d in documents] == ["Taps run dry", "Bakery opens"]
    assert "ends in the middle of what was packed" in failures[0].message
    assert "cannot be unpacked" in failures[1].message


def test_texts_and_resources_are_read_and_other_kinds_are_counted(tmp_path: Path) -> None:
    made = Made()
    made.add(
        "https://sollen.example/a.txt",
        "Вода є в Соллені, сказала міська рада.".encode("cp1251"),
        kind="text/plain; charset=windows-1251",
    )
    made.add("https://sollen.example/r", BAKERY, kind="text/html", record="resource")
    made.add("https://sollen.example/p.png", b"\x89PNG", kind="image/png")
    made.add("https://sollen.example/x.json", b'{"a": 1}', kind="application/json")
    made.add("https://sollen.example/e", b"", kind="text/html")
    documents, failures, [note] = split(read(tmp_path, "a.warc.gz", made.data))
    assert failures == []
    assert documents[0].text == "Вода є в Соллені, сказала міська рада."
    assert documents[1].title == "Bakery opens"
    assert documents[1].capture is not None
    assert documents[1].capture.status is None
    assert "1 × answers in JSON that hold no report" in note.message
    assert "1 × kinds that hold no report (image/png 1)" in note.message
    assert "1 × empty contents" in note.message


def test_a_page_without_words_is_a_failure_and_the_others_go_on(tmp_path: Path) -> None:
    made = Made()
    made.add("https://sollen.example/none", b"<html><body></body></html>")
    made.add(TAPS_AT, TAPS)
    [taps], [failed], _ = split(read(tmp_path, "a.warc.gz", made.data))
    assert taps.title == "Taps run dry"
    assert failed.path == "a.warc.gz!20260304050607/https://sollen.example/none"


def test_what_the_archiver_cut_off_is_flagged(tmp_path: Path) -> None:
    made = Made(gz=False)
    made.add(TAPS_AT, TAPS)
    data = made.data.replace(b"WARC-Type: response\r\n", b"WARC-Type: response\r\nWARC-Truncated: length\r\n")
    [taps], _, _ = split(read(tmp_path, "a.warc", data))
    assert TRUNCATED in taps.flags


PAGES = [{"url": TAPS_AT, "ts": DATE, "title": "Taps"}, {"url": "https://sollen.example/gone", "ts": DATE}]


def test_of_a_wacz_the_listed_pages_are_read(tmp_path: Path) -> None:
    [taps], failures, notes = split(read(tmp_path, "a.wacz", wacz({"data.warc.gz": two_pages().data}, PAGES)))
    assert failures == []
    assert taps.title == "Taps run dry"
    assert taps.path == f"a.wacz!archive/data.warc.gz!20260304050607/{TAPS_AT}"
    assert taps.capture is not None
    assert taps.capture.method == "wacz"
    assert any(
        "1 of 2 pages in its list are not among its records: https://sollen.example/gone" in n.message for n in notes
    )


def test_a_listed_page_is_found_through_its_redirect(tmp_path: Path) -> None:
    made = Made()
    made.add("http://sollen.example/t", b"", status="301 Moved", headers={"Location": TAPS_AT})
    made.add(TAPS_AT, TAPS)
    made.add(BAKERY_AT, BAKERY)
    [taps], _, notes = split(
        read(tmp_path, "a.wacz", wacz({"data.warc.gz": made.data}, [{"url": "http://sollen.example/t"}]))
    )
    assert taps.url == TAPS_AT
    assert not any("pages in its list" in n.message for n in notes)


def test_without_a_list_of_pages_all_are_read(tmp_path: Path) -> None:
    documents, failures, _ = split(read(tmp_path, "a.wacz", wacz({"data.warc.gz": two_pages().data})))
    assert (len(documents), failures) == (2, [])


def test_a_file_of_a_wacz_that_does_not_match_its_digest_is_named_and_left_out(tmp_path: Path) -> None:
    one, two = Made(), Made()
    one.add(TAPS_AT, TAPS)
    two.add(BAKERY_AT, BAKERY)

    def change(files: dict[str, bytes]) -> None:
        changed = Made()
        changed.add(TAPS_AT, html("Taps run", "Tap water in Sollen is back since Monday, the utility said."))
        files["archive/one.warc.gz"] = changed.data

    data = wacz({"one.warc.gz": one.data, "two.warc.gz": two.data}, change=change)
    [bakery], [failed], _ = split(read(tmp_path, "a.wacz", data))
    assert bakery.title == "Bakery opens"
    assert failed.path == "a.wacz!archive/one.warc.gz"
    assert "does not match its digest" in failed.message


def test_a_changed_list_of_files_is_told(tmp_path: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        files["datapackage.json"] = files["datapackage.json"].replace(b"data-package", b"data-packagE")

    documents, [failed], _ = split(read(tmp_path, "a.wacz", wacz({"d.warc.gz": two_pages().data}, change=change)))
    assert failed.path == "a.wacz!datapackage.json"
    assert len(documents) == 2


def test_a_wacz_that_is_cut_off_is_a_failure(tmp_path: Path) -> None:
    data = wacz({"data.warc.gz": two_pages().data}, PAGES)
    documents, [failed], _ = split(read(tmp_path, "a.wacz", data[: len(data) // 2]))
    assert documents == []
    assert "damaged" in failed.message


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    class Nothing(MemoryEvidence):
        def keep(self, data: bytes) -> str:
            return f"{random.getrandbits(256):064x}"

        def keep_stream(self, stream: object) -> str:
            return "0" * 64

        def open(self, sha256: str) -> io.BufferedReader:  # type: ignore[override]
            return (tmp_path / "a.warc.gz").open("rb")

        def keep_text(self, text_id: str, text: str) -> None:
            pass

    def peak(count: int) -> int:
        made = Made()
        for number in range(count):
            made.add(f"{TAPS_AT}{number}", html(f"Taps {number}", f"Tap water in district {number} of Sollen is off."))
            made.add(f"{TAPS_AT}{number}.png", random.Random(number).randbytes(30_000), kind="image/png")
        (tmp_path / "a.warc.gz").write_bytes(made.data)
        del made
        captured = Captured("a.warc.gz", "0" * 64, NOW, Nothing())
        tracemalloc.start()
        found = sum(isinstance(f, Document) for f in read_warc(Opened(captured, "a.warc.gz", ".gz", 1, read_opened)))
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert found == count
        return top

    peak(5)
    assert peak(200) < peak(40) + 1_000_000


def test_a_damaged_list_of_pages_is_told_and_all_is_read(tmp_path: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        files["datapackage.json"] = b"[]"
        files["datapackage-digest.json"] = b"[]"

    data = wacz({"data.warc.gz": two_pages().data}, PAGES, change=change)
    documents, failures, _ = split(read(tmp_path, "a.wacz", data.replace(b'"title": "Taps"', b'"title": "Tops"')))
    assert len(documents) == 2
    assert ["digests were not checked" in f.message for f in failures] == [True, False]
    assert "its list of pages cannot be read" in failures[1].message


def test_the_record_says_when_a_printed_or_saved_page_was_fetched(tmp_path: Path) -> None:
    made = Made()
    info = "/Producer (Skia/PDF m150) /CreationDate (D:20261026143000Z)"
    made.add(f"{TAPS_AT}.pdf", pdf_bytes(prose(WATER), info=info), kind="application/pdf")
    note = f"<!--\n Page saved with SingleFile \n url: {TAPS_AT} \n saved date: Mon Oct 26 2026 14:30:12 GMT+0200\n-->"
    made.add(TAPS_AT, TAPS.replace(b"<html>", b"<html>" + note.encode()))
    documents, failures, _ = split(read(tmp_path, "a.warc.gz", made.data))
    assert failures == []
    assert [d.retrieved_at for d in documents] == [DATE, DATE]
    assert [d.capture.at for d in documents if d.capture] == [DATE, DATE]

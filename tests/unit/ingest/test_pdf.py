"""PDF."""

from pathlib import Path

import pytest

from reportedly.ingest import pdf
from reportedly.records import Document, Failure
from tests.unit.ingest.kept import NOW, failure, one, read
from tests.unit.ingest.samples import LINES, POWER, WATER, pdf_bytes, prose

JOINED = (
    "The water works in Drelmoor has been closed since Monday, the council said, and nobody knows when it opens again. "
    "Residents take water from three wells, according to the Lantern Wire, which quoted the head of the district office "
    "on Tuesday in its evening edition."
)


def test_lines_are_joined_to_a_paragraph_and_parted_words_made_whole(tmp_path: Path) -> None:
    document = one(tmp_path, "a.pdf", pdf_bytes(prose(*LINES)))
    assert document.text == JOINED
    assert document.extractor.startswith("pypdfium2/")
    assert (document.media_type, document.language, document.flags) == ("application/pdf", "en", ())


def test_a_wider_gap_and_larger_type_begin_a_paragraph(tmp_path: Path) -> None:
    page = [*prose(*LINES), *prose(POWER, top=760 - 14 * 4 - 14)]
    assert one(tmp_path, "a.pdf", pdf_bytes(page)).text == f"{JOINED}\n\n{POWER}"


SHORT = (
    "Tap water is back in Sollen, the district council said.",
    "The pump house was mended on Sunday, the mayor told the Orvale Courier.",
    "Recall that in May 2024 a strike destroyed the pump house at the mill.",
    "Read also: Bridge at Pell is shut",
    "The school opens on Friday, its head said to parents on Monday.",
)


def apart(*paragraphs: tuple[str, ...], line: int, gap: int, top: int = 780) -> list[tuple[int, int, str]]:
    """Return the lines of paragraphs with the distance from line to line, and from paragraph to paragraph."""
    placed, base = [], top
    for paragraph in paragraphs:
        placed += [(72, base - line * number, words) for number, words in enumerate(paragraph)]
        base -= line * (len(paragraph) - 1) + gap
    return placed


@pytest.mark.parametrize("unit", [1.0, 0.75, 0.24])
@pytest.mark.parametrize(("line", "gap"), [(13, 24), (13, 20), (18, 28), (22, 36)])
def test_paragraphs_of_one_line_each_stay_apart(tmp_path: Path, line: int, gap: int, unit: float) -> None:
    page = apart(*((words,) for words in SHORT), line=line, gap=gap)
    assert one(tmp_path, "a.pdf", pdf_bytes(page, unit=unit)).text == "\n\n".join(SHORT)
    mixed = apart(*((words,) for words in SHORT), LINES, line=line, gap=gap)
    assert one(tmp_path, "b.pdf", pdf_bytes(mixed, unit=unit)).text == "\n\n".join((*SHORT, JOINED))


@pytest.mark.parametrize("line", [11, 13, 16, 22, 26])
def test_lines_of_any_distance_are_joined_where_a_sentence_goes_on(tmp_path: Path, line: int) -> None:
    page = apart(LINES, (POWER,), line=line, gap=2 * line)
    assert one(tmp_path, "a.pdf", pdf_bytes(page)).text == f"{JOINED}\n\n{POWER}"


def test_rows_of_a_table_are_lines_of_their_own(tmp_path: Path) -> None:
    rows = [("Settlement", "Water", "since the first Monday of the month"), ("Orvale", "off", "when the pump broke"),
            ("Pell", "on", "since it was mended by workers of the utility")]  # fmt: skip
    cells = [
        (x, 700 - 14 * number, words)
        for number, row in enumerate(rows)
        for x, words in zip((72, 180, 260), row, strict=True)
    ]
    before = apart(
        ("The council keeps a table of the taps in the towns of the district and told of it on",),
        line=14,
        gap=14,
        top=714,
    )
    text = one(tmp_path, "a.pdf", pdf_bytes([*before, *cells])).text
    assert text.split("\n\n")[1:] == [" ".join(row) for row in rows]


def test_a_sentence_goes_on_over_the_page(tmp_path: Path) -> None:
    document = one(tmp_path, "a.pdf", pdf_bytes(prose(*LINES[:3]), prose(LINES[3])))
    assert document.text == JOINED


def test_running_heads_and_page_numbers_are_left_out_where_they_repeat(tmp_path: Path) -> None:
    days = ("Monday", "Tuesday", "Friday", "Sunday")
    pages = [
        [(72, 810, "Drelmoor Weekly - issue 41"), *prose(f"The council met in the town hall on {day}."), (290, 30, str(number))]
        for number, day in enumerate(days, start=1)
    ]  # fmt: skip
    document = one(tmp_path, "a.pdf", pdf_bytes(*pages))
    assert document.text == "\n\n".join(f"The council met in the town hall on {day}." for day in days)
    assert document.flags == ("running_heads_left_out",)


def test_a_line_at_the_head_of_two_pages_stays(tmp_path: Path) -> None:
    page = [(72, 810, "The council was silent."), *prose(WATER)]
    assert one(tmp_path, "a.pdf", pdf_bytes(page, page)).text.count("The council was silent.") == 2


def test_a_page_without_text_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, "a.pdf", pdf_bytes(prose(WATER), [], prose(POWER), picture_on=(2,)))
    document = next(item for item in found if isinstance(item, Document))
    told = next(item for item in found if isinstance(item, Failure))
    assert told.path == "a.pdf#page=2"
    assert "page 2 has no text layer" in told.message
    assert (WATER in document.text, POWER in document.text, document.flags) == (True, True, ("pages_without_text",))


def test_a_blank_page_is_no_scan(tmp_path: Path) -> None:
    assert one(tmp_path, "a.pdf", pdf_bytes(prose(WATER), [])).flags == ()


def test_a_scan_without_any_text_is_refused(tmp_path: Path) -> None:
    found = read(tmp_path, "a.pdf", pdf_bytes([], [], picture_on=(1, 2)))
    assert all(isinstance(item, Failure) for item in found)
    assert "text recognition" in found[-1].message  # type: ignore[union-attr]
    assert "pages 1 to 2 have no text layer" in found[0].message  # type: ignore[union-attr]


def test_properties_give_title_author_and_a_flagged_day(tmp_path: Path) -> None:
    info = (
        "/Title (Dry taps) /Author (Ada Quill; Bo Fenn) /CreationDate (D:20261026143000+02'00') /ModDate (D:20261027)"
    )
    document = one(tmp_path, "a.pdf", pdf_bytes(prose(WATER), info=info))
    assert (document.title, document.author) == ("Dry taps", ("Ada Quill", "Bo Fenn"))
    assert (document.published, document.published_basis) == ("2026-10-26T14:30:00+02:00", "properties")
    assert (document.modified, document.flags) == ("2026-10-27", ("date_from_file_properties",))


def test_the_day_on_which_a_browser_printed_a_page_is_when_it_was_fetched(tmp_path: Path) -> None:
    info = "/Title (news.html) /Producer (Skia/PDF m150) /CreationDate (D:20261026143000Z)"
    document = one(tmp_path, "a.pdf", pdf_bytes(prose(WATER), info=info))
    assert (document.published, document.title, document.retrieved_at) == (None, None, "2026-10-26T14:30:00Z")


def test_an_old_day_of_making_is_that_of_a_template(tmp_path: Path) -> None:
    info = "/CreationDate (D:20200101120000Z) /ModDate (D:20261026120000Z)"
    document = one(tmp_path, "a.pdf", pdf_bytes(prose(WATER), info=info))
    assert (document.published, document.retrieved_at) == (None, NOW)


def test_an_encrypted_pdf_says_so(tmp_path: Path) -> None:
    locked = pdf_bytes(prose(WATER)).replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"11" * 32 + b"> /U <" + b"22" * 32 + b"> >>",
    )  # fmt: skip
    assert "encrypted" in failure(tmp_path, "a.pdf", locked)


@pytest.mark.parametrize("content", [b"%PDF-1.7\nnothing", pdf_bytes(prose(WATER))[:300]])
def test_a_damaged_pdf_says_so(tmp_path: Path, content: bytes) -> None:
    assert "damaged" in failure(tmp_path, "a.pdf", content)


def _instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> str:
    worker = tmp_path / "worker.py"
    worker.write_text(script)
    monkeypatch.setattr(pdf, "_WORKER", worker)
    monkeypatch.setattr(pdf, "PATIENCE", 0.1)
    return failure(tmp_path, "a.pdf", pdf_bytes(prose(WATER)))


def test_a_reader_that_hangs_costs_its_file_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "could not be read within" in _instead(tmp_path, monkeypatch, "import time\ntime.sleep(60)\n")


def test_a_reader_that_crashes_costs_its_file_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 300)
    assert "broke down" in _instead(tmp_path, monkeypatch, "import os\nos.kill(os.getpid(), 11)\n")


@pytest.mark.parametrize(
    ("above", "below", "language", "printed", "joined"),
    [
        ("the evacu\x02", "ation of", "en", "", "the evacuation of"),
        ("the Wasser-", "versorgung ist", "de", "", "the Wasserversorgung ist"),
        ("North\x02", "South road", "en", "", "North-South road"),
        ("the 2025-", "2026 plan", "en", "", "the 2025-2026 plan"),
        ("the well\x02", "known man", "en", "a well-known place", "the well-known man"),
        ("водо\x02", "постачання", "uk", "", "водопостачання"),
        ("one", "two", "en", "", "one two"),
    ],
)
def test_a_word_in_two_lines(above: str, below: str, language: str, printed: str, joined: str) -> None:
    assert "".join(pdf.seam(above, below, language, frozenset(printed.split()))) + below == joined


def test_a_paragraph_without_end_is_joined_in_bounded_time() -> None:
    page = [pdf.Line("A" * 200, 72, 800 - 0.001 * n, 500, 810, 11) for n in range(50_000)]
    assert sum(map(len, pdf.paragraphs([page], "en"))) >= 200 * 50_000

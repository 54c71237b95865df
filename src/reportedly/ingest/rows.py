"""Tables and JSON lines: one document for each row, one failure for each row that gives none."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

import ijson

from reportedly.errors import DocumentFailed
from reportedly.ingest.making import Captured, Metadata, Rendition, make_document
from reportedly.ingest.mapping import GUESSES, Mapping, reachable, resolve, value_at
from reportedly.ingest.opened import Found, Opened
from reportedly.records import Document, Failure

MAX_FIELD_LINES = 5_000
"""Most lines in one row of a table: beyond that a quote was opened and never closed."""

MAX_FIELD_CHARS = 64_000_000
"""Longest field of a table, in code points."""

AFTER_BREAK = "after_broken_row"
"""Flag: an earlier row of the same table could not be read, so that rows may have been cut wrongly since."""

MAX_ALIKE = 3
"""Most failures of one kind that are told one by one in one file; the rest are counted."""

MAX_KINDS = 50
"""Most kinds of failures that are told apart in one file."""

NAME_IT = "name the one that holds the text with --map text={}"

_OWN = re.compile(r" \(id .{0,200}?\)|\d+", re.DOTALL)
"""What is a row's own in the words of its failure."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as read: its place in the file, and its fields or what is wrong with it."""

    place: str
    where: str
    fields: dict[str, Any] | None = None
    problem: str = ""
    flags: tuple[str, ...] = ()


class _Runaway(DocumentFailed):
    """A row went on for more lines than a row can have."""


def read_jsonl(text: str, captured: Captured, *, mapping: Mapping | None = None) -> Iterator[Document | Failure]:
    """Yield a document, or a failure naming the line, for each line of JSON that is not blank."""
    form = ("application/x-ndjson", "jsonl/1")
    return row_documents(_json_rows(text), captured, mapping=mapping, form=form)


def read_json_list(opened: Opened) -> Found:
    """Yield a document, or a failure naming its place, for each object of a list of such, read piece by piece."""
    form = ("application/json", "json-list/1")
    with opened.stream() as stream:
        yield from row_documents(_listed_rows(stream), opened.captured, mapping=opened.mapping, form=form)


def read_csv(text: str, captured: Captured, *, mapping: Mapping | None = None) -> Iterator[Document | Failure]:
    """Yield a document, or a failure naming the line, for each row of a table with a heading row.

    Reading stops at a quote that is opened and not closed within `MAX_FIELD_LINES` lines; the rows before
    it are given. Raises DocumentFailed if there is no heading row or none of its columns holds the text.
    """
    lines = _Lines(text)
    # The limit is one for the whole process in the standard library; this is the only reader of tables.
    csv.field_size_limit(MAX_FIELD_CHARS)
    reader = csv.reader(lines, delimiter=_delimiter(text), strict=True)
    try:
        heading = next(reader, [])
    except (csv.Error, _Runaway) as error:
        raise DocumentFailed(f"the heading row cannot be read ({error}); check its quotes") from error
    names = [name.lstrip("\ufeff").strip() for name in heading]
    check_columns(names, mapping)
    rows = _table_rows(reader, lines, names)
    return row_documents(rows, captured, mapping=resolve(mapping, names), form=("text/csv", "csv/1"))


def row_documents(
    rows: Iterator[Row], captured: Captured, *, mapping: Mapping | None, form: tuple[str, str]
) -> Iterator[Document | Failure]:
    """Yield a document or a failure for each row; `form` is media type and extractor.

    Of many failures of one kind the first are told, then how many there are. Raises DocumentFailed if there is no row.
    """
    failed: Counter[str] = Counter()
    first: dict[str, str] = {}
    read = 0
    for row in rows:
        try:
            yield _document(row, captured, mapping=mapping, form=form)
        except DocumentFailed as error:
            kind = _OWN.sub("#", str(error))
            kind = kind if kind in failed or len(failed) < MAX_KINDS else ""
            failed[kind] += 1
            first.setdefault(kind, row.place)
            if failed[kind] <= MAX_ALIKE:
                yield Failure(f"{captured.path}#{row.place}", str(error), captured.sha256)
        read += 1
    for kind, count in failed.items():
        if count > MAX_ALIKE:
            like = f" for the same reason as {first[kind]}" if kind else ""
            more = f"{count - MAX_ALIKE:,} further row{'s' if count - MAX_ALIKE > 1 else ''}"
            yield Failure(captured.path, f"{more} could not be read{like}", captured.sha256)
    if not read:
        raise DocumentFailed("there is not one row in it")


def _document(row: Row, captured: Captured, *, mapping: Mapping | None, form: tuple[str, str]) -> Document:
    if row.fields is None:
        raise DocumentFailed(row.problem)
    names = resolve(mapping, row.fields)
    value = {field: value_at(row.fields, name) if name else None for field, name in _pairs(names)}
    label = f"{row.where} (id {value['id']})" if isinstance(value["id"], str | int) else row.where
    text = value["text"]
    if names.text is None:
        wanted = mapping.text if mapping and mapping.text else "text, body or content"
        shown = ", ".join(reachable(row.fields)[:12])
        raise DocumentFailed(f"{label} has no field {wanted}; its fields are {shown}: {NAME_IT.format('FIELD')}")
    if not isinstance(text, str) or not text.strip():
        raise DocumentFailed(f"{label} has no text in {names.text!r}")
    # Surrogates can stand in JSON as escapes; they cannot stand in bytes.
    sha256 = captured.evidence.keep(_canonical(row.fields, label).encode("utf-8", "replace"))
    here = replace(
        captured,
        path=f"{captured.path}#{row.place}",
        sha256=sha256,
        container=captured.path,
        locator=f"field={names.text}",
    )
    metadata = Metadata(
        title=value["title"],
        publisher=value["publisher"],
        published=value["published"],
        basis="field",
        url=value["url"],
        language=value["language"],
        author=value["author"],
    )
    return make_document(here, Rendition(text, *form, row.flags), metadata)


def _canonical(fields: dict[str, Any], label: str) -> str:
    try:
        return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    except RecursionError as error:
        raise DocumentFailed(f"{label} nests too deep to be read") from error


def _pairs(names: Mapping) -> Iterator[tuple[str, str | None]]:
    for field in GUESSES:
        yield field, getattr(names, field)


def _json_rows(text: str) -> Iterator[Row]:
    # Not splitlines(): U+2028 and the like may stand unescaped inside a JSON string.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place, where = f"line={number}", f"line {number}"
        try:
            value = json.loads(line)
        except RecursionError:
            yield Row(place, where, problem=f"{where} nests too deep to be read")
        except ValueError as error:
            what = getattr(error, "msg", "it cannot be read")
            column = getattr(error, "colno", None)
            at = f" at column {column}" if column else ""
            yield Row(place, where, problem=f"{where} is not valid JSON: {what}{at}; the other lines were read")
        else:
            if isinstance(value, dict):
                yield Row(place, where, value)
            else:
                problem = f"{where} holds no object; write one {{…}} with its fields on each line"
                yield Row(place, where, problem=problem)


def _listed_rows(stream: BinaryIO) -> Iterator[Row]:
    number = 0
    try:
        for number, value in enumerate(ijson.items(stream, "item", use_float=True), start=1):
            place, where = f"item={number}", f"item {number}"
            if isinstance(value, dict):
                yield Row(place, where, value)
            else:
                yield Row(
                    place, where, problem=f"{where} is no object; write one {{…}} with its fields for each report"
                )
    except (ijson.JSONError, UnicodeDecodeError, RecursionError) as error:
        what = " ".join(str(error).split())[:120]
        problem = f"this is no whole JSON after item {number} ({what}); the items before that were read"
        yield Row(f"item={number + 1}", "", problem=problem)


class _Lines:
    """The lines of a table, counted, with those of the row under way kept to find its opening quote."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0
        self._second = 0
        self.number = 0
        self.first = 1
        self.row: list[str] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self._position >= len(self._text):
            raise StopIteration
        if len(self.row) >= MAX_FIELD_LINES:
            raise _Runaway(f"a quote is opened on line {self.opening_line()} and not closed")
        end = self._text.find("\n", self._position)
        end = len(self._text) if end < 0 else end + 1
        line = self._text[self._position : end]
        self._position = end
        self.number += 1
        if not self.row:
            self._second = end
        self.row.append(line)
        return line

    def rewind(self) -> None:
        """Go back to the second line of the row under way, and begin a row there."""
        self._position, self.number = self._second, self.first
        self.begin_row()

    def begin_row(self) -> None:
        """Forget the lines so far: the next line begins a row."""
        self.first, self.row = self.number + 1, []

    def opening_line(self) -> int:
        """Return the number of the line with the last quote that was opened and not closed."""
        inside, opened = False, self.first
        for offset, line in enumerate(self.row):
            for _ in range(line.count('"')):
                inside = not inside
                if inside:
                    opened = self.first + offset
        return opened


def _table_rows(reader: Any, lines: _Lines, names: list[str]) -> Iterator[Row]:
    number, flags = 0, ()  # type: tuple[int, tuple[str, ...]]
    lines.begin_row()
    while True:
        number += 1
        place, where = f"row={number}", f"row {number} (line {lines.first})"
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _Runaway as error:
            problem = f"{error} within {MAX_FIELD_LINES} lines; nothing after it was read: close the quote"
            yield Row(place, where, problem=problem)
            return
        except csv.Error as error:
            first, opened = lines.first, lines.opening_line()
            cells = _next_whole(reader, lines, names)
            yield _broken(place, str(error), lines=(first, opened, lines.first if cells else lines.number + 1))
            if not cells:
                return
            number, flags = number + 1, (AFTER_BREAK,)
            place, where = f"row={number}", f"row {number} (line {lines.first})"
        lines.begin_row()
        if not any(cell.strip() for cell in cells):
            number -= 1
        elif len(cells) > len(names):
            problem = f"{where} has {len(cells)} cells under {len(names)} headings; put quotes round cells with commas"
            yield Row(place, where, problem=problem)
        else:
            yield Row(place, where, dict(zip(names, cells, strict=False)), flags=flags)


def _next_whole(reader: Any, lines: _Lines, names: list[str]) -> list[str]:
    """Return the first row after a broken one that has a cell for each heading; [] if there is none.

    What lies between may be the rest of a cell: a line of prose must not pass for a row.
    """
    lines.rewind()
    while True:
        try:
            cells: list[str] = next(reader)
        except StopIteration:
            return []
        except (csv.Error, _Runaway):
            lines.rewind()
            continue
        if len(cells) == len(names) and any(cell.strip() for cell in cells):
            return cells
        lines.begin_row()


def _broken(place: str, error: str, *, lines: tuple[int, int, int]) -> Row:
    first, opened, following = lines
    if "end of data" in error:
        what = f"a quote is opened on line {opened} and not closed"
    else:
        what = f"a quote inside a cell is not doubled, or one is not closed ({error})"
    left_out = f"line {first} was" if following - first <= 1 else f"lines {first} to {following - 1} were"
    return Row(place, "", problem=f"the row that begins on line {first} cannot be read: {what}; {left_out} left out")


def _delimiter(text: str) -> str:
    first = text[:10_000].partition("\n")[0]
    return max(",;\t", key=first.count)


def check_columns(names: list[str], mapping: Mapping | None) -> None:
    """Raise DocumentFailed if there is no heading row, a named column is missing, or none holds the text."""
    if not any(names):
        raise DocumentFailed("there is no heading row; the first row must name the columns")
    found = resolve(mapping, names)
    for field, wanted in _pairs(mapping or Mapping()):
        if wanted and getattr(found, field) is None:
            raise DocumentFailed(
                f"there is no column {wanted!r} for {field}; the columns are {', '.join(names)}: name one of them "
                f"with --map {field}=COLUMN"
            )
    if found.text is None:
        raise DocumentFailed(
            f"no column holds the text: the columns are {', '.join(names)}; {NAME_IT.format('COLUMN')}, or call it "
            "text, body or content"
        )

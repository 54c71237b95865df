"""Reading evaluation data: files or folders, plain or gzip, JSON lines or one JSON object per file.

What the product may see of a document (`Question`) and what is known about it (`gold`) part here.
"""

import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportedly.errors import InvalidData, InvalidRecord
from reportedly.evaluate.annotation import AnnotatedClaim, AnnotatedLink, AnnotatedPlace, AnnotatedStatus
from reportedly.records import Span

Row = dict[str, Any]

ENDINGS = (".jsonl", ".json", ".jsonl.gz", ".json.gz")


@dataclass(frozen=True, slots=True)
class Question:
    """All that the product is given of one document: never a label.

    `published` is an ISO day. `spans` are the gold spans of place names, for resolution only, `evidence` the gold
    evidence of claims, for coding only. `beside` are other texts of the same publisher, as a project would hold them.
    """

    id: str
    text: str
    lang: str = "en"
    publisher: str | None = None
    published: str | None = None
    title: str | None = None
    spans: tuple[Span, ...] = ()
    beside: tuple[str, ...] = ()
    evidence: tuple[tuple[Span, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One document of a benchmark: what is asked, what is right, and where it was read."""

    question: Question
    gold: Row
    corpus: str
    place: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """The rows of a file or folder with their places ("file:line"), and the files that were passed over."""

    rows: tuple[tuple[str, str, Row], ...]
    skipped: tuple[str, ...] = ()


def files(path: Path) -> list[Path]:
    """Return the data files at `path`, sorted. Raises InvalidData if there are none."""
    if path.is_file():
        return [path]
    if not path.exists():
        raise InvalidData(f"{path}: there is no such file or folder; give the path of the data to --data")
    found = sorted(p for p in path.iterdir() if p.is_file() and p.name.endswith(ENDINGS))
    if not found:
        raise InvalidData(f"{path}: no file ends in {', '.join(ENDINGS)}; give a folder with data or one file")
    return found


def digest(path: Path) -> str:
    """Return the SHA-256 of the data: of the bytes of all files in order of their names."""
    total = hashlib.sha256()
    for file in files(path):
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def load(path: Path, *, needs: Sequence[str]) -> Corpus:
    """Return the rows at `path` that have all keys in `needs`.

    In a folder, a file whose first row lacks one of them holds other data and is passed over; in a file given by
    name, and after the first row, that is an error. Raises InvalidData with file, line and what to do.
    """
    rows: list[tuple[str, str, Row]] = []
    skipped: list[str] = []
    for file in files(path):
        first = True
        for place, row in _rows(file):
            missing = [key for key in needs if key not in row]
            if missing and first and path.is_dir():
                skipped.append(file.name)
                break
            if missing:
                raise InvalidData(
                    f"{place}: found the keys {', '.join(sorted(row)) or '(none)'} but not {', '.join(missing)}; "
                    "check the format or choose another task"
                )
            rows.append((_corpus_name(file), place, row))
            first = False
    if not rows:
        raise InvalidData(f"{path}: no row has the keys {', '.join(needs)}; check the format or choose another task")
    _refuse_doubles(rows)
    return Corpus(tuple(rows), tuple(skipped))


def identifier(row: Row) -> str:
    """Return the id of a row, under whichever of its names."""
    return str(row.get("id", row.get("doc_id", "")))


def text_of(row: Row, place: str) -> str:
    """Return the text of a row. Raises InvalidData if it is missing or blank."""
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise InvalidData(f"{place}: `text` is {type(text).__name__} or blank; every document needs its text")
    return text


def day(value: object) -> str | None:
    """Return the ISO day at the start of a date, or None."""
    match = re.match(r"\d{4}-\d\d-\d\d", str(value or ""))
    return match.group() if match else None


def spans(value: object, text: str, place: str) -> tuple[Span, ...]:
    """Return the spans of a list of [start, end), sorted, those apart by white space only joined.

    Raises InvalidData if one lies outside of `text` or is empty.
    """
    if not isinstance(value, list):
        raise InvalidData(f"{place}: found {value!r} where a list of [start, end] belongs")
    joined: list[Span] = []
    for span in sorted(span_of(pair, text, place) for pair in value):
        if joined and (span.start <= joined[-1].end or not text[joined[-1].end : span.start].strip()):
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return tuple(joined)


def span_of(pair: object, text: str, place: str) -> Span:
    """Return one span. Raises InvalidData if it is not inside of `text`."""
    if not (isinstance(pair, list | tuple) and len(pair) == 2 and all(isinstance(n, int) for n in pair)):
        raise InvalidData(f"{place}: found {pair!r} where [start, end] in code points belongs")
    try:
        span = Span(pair[0], pair[1])
    except InvalidRecord as e:
        raise InvalidData(f"{place}: {e}; spans are half-open and never empty") from e
    if span.end > len(text):
        raise InvalidData(f"{place}: span {list(pair)} ends after the text ({len(text)} code points)")
    return span


def claim_of(row: Row, text: str, place: str) -> AnnotatedClaim:
    """Return an annotated claim from a row of the chains, claims or seed format."""
    roots, levels, categories = _accepted(row)
    evidence = row.get("evidence", row.get("content"))
    return AnnotatedClaim(
        evidence=spans(evidence, text, place),
        category=row.get("category"),
        secondary=tuple(row.get("secondary", ())),
        sector=tuple(row.get("sector", ())),
        kind=row.get("kind"),
        realis=row.get("realis"),
        polarity=row.get("polarity"),
        links=tuple(_link(link, text, place) for link in row.get("chain", ())),
        roots=tuple(roots),
        levels=tuple(levels),
        places=tuple(_place(item, text, place) for item in row.get("place", ())),
        statuses=_statuses(row),
        review=bool(row.get("review")),
        summary=bool(row.get("summary")),
        event_date=(row.get("time") or {}).get("event"),
        other_categories=tuple(categories),
        status_optional=not all((row.get("status"), *row.get("status_alternatives", ()))),
        actor=row.get("actor"),
    )


def _rows(file: Path) -> Iterator[tuple[str, Row]]:
    try:
        data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        text = data.decode("utf-8")
    except (OSError, UnicodeDecodeError, EOFError, zlib.error) as e:
        raise InvalidData(f"{file}: cannot be read as UTF-8 text ({e}); check the file or its compression") from e
    if file.name.removesuffix(".gz").endswith(".json"):
        whole = _parsed(text, str(file))
        for n, row in enumerate(whole if isinstance(whole, list) else [whole], 1):
            yield _checked(f"{file}:{n}", row)
        return
    # Not splitlines: it also breaks at separators that may stand inside a JSON string.
    for n, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _checked(f"{file}:{n}", _parsed(line, f"{file}:{n}"))


def _parsed(line: str, place: str) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as e:
        raise InvalidData(
            f"{place}: not a JSON object ({e}); write one object per line in .jsonl, one in all in .json"
        ) from e


def _checked(place: str, row: Any) -> tuple[str, Row]:
    if not isinstance(row, dict):
        raise InvalidData(f"{place}: found a {type(row).__name__} where a JSON object belongs")
    return place, row


def _corpus_name(file: Path) -> str:
    return file.name.removesuffix(".gz").removesuffix(".jsonl").removesuffix(".json")


def _refuse_doubles(rows: Sequence[tuple[str, str, Row]]) -> None:
    seen: dict[tuple[str, str], str] = {}
    for corpus, place, row in rows:
        key = (corpus, identifier(row))
        if key[1] and key in seen:
            raise InvalidData(f"{place}: the id {key[1]!r} stands at {seen[key]} already; ids must be unique")
        seen[key] = place


def _accepted(row: Row) -> tuple[list[str], list[str], list[str]]:
    # A note may accept a second reading: "... accepted ...: root unnamed_plural, L2", "primary GUO.X01 ... accepted".
    roots, levels = [str(row.get("root_status") or "author")], [str(row.get("hedge_level") or "L0")]
    categories: list[str] = []
    note = str(row.get("note") or "")
    if "accepted" in note:
        roots += re.findall(r"\broot (named|unnamed_single|unnamed_plural|none|author)\b", note)
        levels += re.findall(r"\bL[0-5]\b", note)
        categories = re.findall(r"\bprimary (\w+\.\w+|X\d\d)\b", note)
    return roots, levels, categories


def _link(row: Row, text: str, place: str) -> AnnotatedLink:
    span = _printed(row, text, place)
    return AnnotatedLink(
        span=span,
        printed=row.get("printed") or span.of(text),
        role=row.get("role"),
        alt=tuple(span_of(pair, text, place) for pair in row.get("alt", ())),
        anaphoric=bool(row.get("anaphoric")),
        resolution=row.get("resolution", "exact"),
        proposed=row.get("proposed"),
        note=row.get("note"),
    )


def _place(row: Row, text: str, place: str) -> AnnotatedPlace:
    span = _printed(row, text, place)
    return AnnotatedPlace(
        span=span,
        function=str(row.get("function", "event")),
        level=row.get("level"),
        name=row.get("name_en"),
        country=row.get("country"),
        printed=row.get("printed") or span.of(text),
    )


def _printed(row: Row, text: str, place: str) -> Span:
    span = span_of([row.get("start"), row.get("end")], text, place)
    printed = row.get("printed")
    if printed is not None and span.of(text) != printed:
        raise InvalidData(
            f"{place}: text[{span.start}:{span.end}] is {span.of(text)!r}, but `printed` is {printed!r}; "
            "offsets are code points into the text as it stands"
        )
    return span


def _statuses(row: Row) -> tuple[AnnotatedStatus, ...]:
    found = [row.get("status"), *row.get("status_alternatives", ())]
    return tuple(AnnotatedStatus(item.get("sector"), str(item["status"])) for item in found if item)

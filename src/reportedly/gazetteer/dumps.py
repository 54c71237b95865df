"""Read GeoNames dump files line by line: text, gzip or zip; look them through before anything is stored.

Columns as in the readme of download.geonames.org/export/dump. Lines are split at tabs with no quoting: a double
quote is a letter like any other. Compressed files are never unpacked to disk.
"""

import gzip
import hashlib
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from reportedly.errors import InvalidGazetteer
from reportedly.gazetteer.features import CLASSES

KINDS = {
    "places": "places (19 columns)",
    "alternate names": "alternate names (8 or 10 columns)",
    "admin1": "first-order units",
    "admin2": "second-order units",
    "hierarchy": "parents and children",
    "countries": "countries (countryInfo)",
}
MAX_LINE = 1 << 20
MAX_BYTES = 24 << 30
"""No dump is larger unpacked (allCountries has 1.7 GB, alternateNamesV2 0.7 GB)."""

MAX_RATIO, _RATIO_FROM = 60, 32 << 20
"""How much larger than its archive a text may grow; place names shrink to about a fourth."""

_NAMED = 12
"""How many broken lines a message names."""

_BESIDE = ("readme", "iso-languagecodes", "featurecodes", "timezones")
_COLUMNS = {"places": (19,), "alternate names": (8, 10), "admin1": (4,), "admin2": (4,), "hierarchy": (2, 3)}


@dataclass(slots=True)
class Checked:
    """A dump file that was looked through: what it holds, how much, and what is wrong with it."""

    path: Path
    kind: str
    digest: str
    size: int
    rows: int = 0
    broken: dict[str, list[int]] = field(default_factory=dict)
    """Reason to line numbers, counted from 1."""

    repairs: Counter[str] = field(default_factory=Counter)

    @property
    def broken_lines(self) -> int:
        """How many lines are broken."""
        return sum(map(len, self.broken.values()))

    @property
    def doubled(self) -> frozenset[int]:
        """The lines whose place stands further above in the file."""
        return frozenset(self.broken.get(DOUBLED, ()))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a dump: its number from 1, the offset (bytes, unpacked) after it, and its fields."""

    number: int
    after: int
    fields: list[str]


DOUBLED = "with the number of a place that stands above already"


class _Seen:
    """Numbers of places that were met: a bit each, for those beyond what GeoNames gives out an entry of a set."""

    def __init__(self) -> None:
        self._bits, self._beyond = bytearray(), set[int]()

    def once(self, fields: list[str] | None) -> None:
        """Note the number of a place. Raises BrokenLine if it was met before."""
        if fields is not None and self._again(int(fields[0])):
            raise BrokenLine(DOUBLED)

    def _again(self, number: int) -> bool:
        if number >= _MOST_BITS:
            known = number in self._beyond
            self._beyond.add(number)
            return known
        at, bit = number >> 3, 1 << (number & 7)
        if at >= len(self._bits):
            self._bits.extend(bytes(at + 1 - len(self._bits)))
        known = bool(self._bits[at] & bit)
        self._bits[at] |= bit
        return known


_MOST_BITS = 1 << 27
_DIGITS = 18
"""Digits that fit into a number of the database."""


class BrokenLine(ValueError):
    """Why a line cannot be used."""


def lines(
    path: Path, kind: str, *, offset: int = 0, number: int = 0, without: frozenset[int] = frozenset()
) -> Iterator[Line]:
    """Yield the good lines of a checked dump after `offset` bytes, the last line before which has this number.

    Lines with a number in `without` are left out too.
    """
    with opened(path) as stream:
        _skip(stream, offset)
        for raw in _raw_lines(stream, path):
            number += 1
            offset += len(raw)
            try:
                fields = parse(raw, kind, first=number == 1)
            except BrokenLine:
                continue
            if fields is not None and number not in without:
                yield Line(number, offset, fields)


def check(path: Path, *, seen: Callable[[int], None] = lambda _bytes: None) -> Checked:
    """Look a dump through and return what it holds; `seen` is told the bytes (of the file on disk) read so far.

    Raises InvalidGazetteer if it is no dump, cut off, not in UTF-8 as a whole, or larger unpacked than any dump.
    """
    digest = _digest(path)
    kind = recognise(path)
    found, seen_numbers = Checked(path, kind, digest, 0), _Seen()
    with opened(path) as stream:
        for number, raw in enumerate(_raw_lines(stream, path), start=1):
            found.size += len(raw)
            _note_repairs(raw, number, found.repairs)
            try:
                fields = parse(raw, kind, first=number == 1)
                if kind == "places":
                    seen_numbers.once(fields)
                found.rows += fields is not None
            except BrokenLine as error:
                found.broken.setdefault(str(error), []).append(number)
            if number % 20_000 == 0:
                seen(found.size)
    if not found.rows:
        raise InvalidGazetteer(f"{path}: holds no usable line; {_told(found)}")
    return found


def refusal(found: Checked) -> str:
    """Return the message that refuses a dump with broken lines."""
    share = found.broken_lines / (found.rows + found.broken_lines)
    advice = "get the file again, or leave these lines out with --skip-broken"
    if share > MOSTLY_BROKEN:
        advice = "so many cannot be left out; get the file again"
    return f"{found.path}: {_told(found)}. Nothing was imported: {advice}"


MOSTLY_BROKEN = 0.05
"""Share of broken lines from which a file is refused whatever was asked."""


def _told(found: Checked) -> str:
    told = "; ".join(f"{len(at):,} {reason} ({_named(at)})" for reason, at in found.broken.items())
    total = found.rows + found.broken_lines
    return f"{found.broken_lines:,} of {total:,} lines are broken: {told}" if told else "it is empty"


def _named(numbers: list[int]) -> str:
    shown = ", ".join(f"{n:,}" for n in numbers[:_NAMED])
    word = "line" if len(numbers) == 1 else "lines"
    return f"{word} {shown}" + (f" and {len(numbers) - _NAMED:,} more" if len(numbers) > _NAMED else "")


def recognise(path: Path) -> str:
    """Return which dump a file is, from its first lines. Raises InvalidGazetteer if it is none."""
    number = 0
    with opened(path) as stream:
        for number, raw in enumerate(_raw_lines(stream, path), start=1):
            if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise InvalidGazetteer(f"{path}: is in UTF-16, not in UTF-8; save it as UTF-8 or get it again")
            fields = _fields(raw.decode("utf-8", "replace"), first=number == 1)
            kind = _kind(fields) if fields else ""
            if kind:
                return kind
            if number > 2000:
                break
    if number == 0:
        raise InvalidGazetteer(f"{path}: the file is empty; get it again")
    listed = ", ".join(KINDS.values())
    raise InvalidGazetteer(f"{path}: no dump of GeoNames; known are {listed}, all tab-separated, and codifiers")


def is_number(field: str) -> bool:
    """Say whether a field is a whole number that the database can hold, in plain digits."""
    return field.isascii() and field.isdigit() and len(field) <= _DIGITS


def _kind(fields: list[str]) -> str:
    count, first = len(fields), fields[0]
    if count == 19:
        return "places" if is_number(first) else "countries"
    if count in (8, 10) and is_number(first) and is_number(fields[1]):
        return "alternate names"
    if count == 4 and is_number(fields[3]) and "." in first:
        return "admin1" if first.count(".") == 1 else "admin2"
    if count in (2, 3) and is_number(first) and is_number(fields[1]):
        return "hierarchy"
    return ""


def parse(raw: bytes, kind: str, *, first: bool = False) -> list[str] | None:
    """Return the fields of a line, None where it is blank, a comment or a header.

    Raises BrokenLine with the reason if it cannot be used.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise BrokenLine("not in UTF-8") from None
    if "\0" in text:
        raise BrokenLine("with a null character")
    fields = _fields(text, first=first)
    if fields is None or fields[0] in ("ISO", "geonameid", "geonameId"):
        return None
    _CHECKS[kind](fields)
    return fields


def _fields(text: str, *, first: bool) -> list[str] | None:
    text = text.rstrip("\r\n")
    if first:
        text = text.removeprefix("\ufeff")
    return None if not text or text.startswith("#") else text.split("\t")


def _wrong_columns(fields: list[str], kind: str) -> None:
    if len(fields) not in _COLUMNS[kind]:
        wanted = " or ".join(map(str, _COLUMNS[kind]))
        raise BrokenLine(f"with the wrong number of columns ({wanted} needed)")


def _check_place(fields: list[str]) -> None:
    _wrong_columns(fields, "places")
    if not is_number(fields[0]) or not fields[1].strip():
        raise BrokenLine("without number or name")
    try:
        lat, lon = float(fields[4]), float(fields[5])
    except ValueError:
        raise BrokenLine("without usable coordinates") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise BrokenLine("without usable coordinates")
    if fields[6] not in CLASSES and fields[6]:
        raise BrokenLine("with an unknown feature class")
    if len(fields[8]) not in (0, 2) or (fields[14] and not is_number(fields[14].removeprefix("-"))):
        raise BrokenLine("with a country or a population that is none")


def _check_numbers(kind: str, *at: int) -> Callable[[list[str]], None]:
    def checked(fields: list[str]) -> None:
        _wrong_columns(fields, kind)
        if not all(is_number(fields[n]) for n in at):
            raise BrokenLine("without the numbers that join it to a place")

    return checked


def _check_country(fields: list[str]) -> None:
    # Blank columns at the end are often lost; the number of the country is the 17th.
    if len(fields) < 17:
        raise BrokenLine("with the wrong number of columns (19 needed)")
    if len(fields[0]) != 2 or not is_number(fields[16]):
        raise BrokenLine("without the code or number of a country")


_CHECKS: dict[str, Callable[[list[str]], None]] = {
    "places": _check_place,
    "alternate names": _check_numbers("alternate names", 0, 1),
    "admin1": _check_numbers("admin1", 3),
    "admin2": _check_numbers("admin2", 3),
    "hierarchy": _check_numbers("hierarchy", 0, 1),
    "countries": _check_country,
}


def _note_repairs(raw: bytes, number: int, repairs: Counter[str]) -> None:
    if number == 1 and raw.startswith(b"\xef\xbb\xbf"):
        repairs["byte-order mark dropped"] += 1
    if raw.endswith(b"\r\n"):
        repairs["carriage return dropped"] += 1
    if number == 1 and raw.startswith(b"ISO\t"):
        repairs["header without # recognised"] += 1


def must_be_file(path: Path) -> None:
    """Raise InvalidGazetteer if there is no such file, or a folder in its place."""
    if path.is_dir():
        raise InvalidGazetteer(f"{path}: is a folder; name the files in it")
    if not path.is_file():
        raise InvalidGazetteer(f"{path}: there is no such file")


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a dump for reading as text, whatever it is packed in; limits guard against archives that are bombs.

    Raises InvalidGazetteer if it is missing, damaged, cut off, encrypted, or an archive without one clear text.
    """
    must_be_file(path)
    try:
        with path.open("rb") as raw:
            magic = raw.read(4)
        if magic[:2] == b"\x1f\x8b":
            with gzip.open(path, "rb") as stream:
                yield stream  # type: ignore[misc]
        elif magic in (b"PK\x03\x04", b"PK\x05\x06"):
            with zipfile.ZipFile(path) as archive, archive.open(_member(archive, path)) as stream:
                yield stream
        else:
            with path.open("rb") as stream:
                yield stream
    except EOFError as error:
        raise InvalidGazetteer(f"{path}: the file is cut off; get it again") from error
    except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, NotImplementedError) as error:
        raise InvalidGazetteer(f"{path}: the archive is damaged ({error}); get it again") from error


def _member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    texts = [
        member
        for member in archive.infolist()
        if not member.is_dir() and not Path(member.filename).name.casefold().startswith(_BESIDE)
    ]
    if len(texts) > 1:
        texts = [m for m in texts if Path(m.filename).stem.casefold() == path.name.split(".")[0].casefold()] or texts
    if len(texts) != 1:
        listed = ", ".join(m.filename for m in texts[:6]) or "nothing"
        raise InvalidGazetteer(f"{path}: one text is needed in the archive, found {listed}; unpack it and name the one")
    if texts[0].filename.casefold().endswith((".zip", ".gz")):
        raise InvalidGazetteer(f"{path}: holds another archive ({texts[0].filename}); unpack it first")
    if texts[0].flag_bits & 1:
        raise InvalidGazetteer(f"{path}: the archive is encrypted; unpack it first")
    return texts[0]


def _raw_lines(stream: IO[bytes], path: Path) -> Iterator[bytes]:
    packed, size = max(1, path.stat().st_size), 0
    while raw := stream.readline(MAX_LINE):
        size += len(raw)
        if len(raw) == MAX_LINE and not raw.endswith(b"\n"):
            raise InvalidGazetteer(f"{path}: has a line of more than {MAX_LINE:,} bytes; that is no dump")
        if size > MAX_BYTES or (size > _RATIO_FROM and size / packed > MAX_RATIO):
            raise InvalidGazetteer(
                f"{path}: {packed:,} bytes unpack to more than {size:,}; no dump does that, the file was not read on"
            )
        yield raw


def _skip(stream: IO[bytes], offset: int) -> None:
    while offset > 0:
        piece = stream.read(min(offset, 1 << 20))
        if not piece:
            return
        offset -= len(piece)


def _digest(path: Path) -> str:
    must_be_file(path)
    with path.open("rb") as raw:
        return hashlib.file_digest(raw, "sha256").hexdigest()

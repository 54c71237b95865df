"""Import a codifier as a layer: official names, codes, and what holds what, on the places that are there already."""

import hashlib
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from reportedly.errors import InvalidGazetteer
from reportedly.gazetteer import layers
from reportedly.gazetteer.batch import stub
from reportedly.gazetteer.codifier import Codifier, Object, read_codifier
from reportedly.gazetteer.codifier_match import Matched, Places, match
from reportedly.gazetteer.entries import Entry, merged
from reportedly.gazetteer.files import GazetteerFile, Layer
from reportedly.gazetteer.finish import finish
from reportedly.gazetteer.importer import DEFAULT, FileReport, ImportReport, Progress, Settings, done_before, silent
from reportedly.gazetteer.rows import names_of, place_row
from reportedly.gazetteer.schema import DDL
from reportedly.gazetteer.shapes import Members
from reportedly.gazetteer.sources import NameForm, Row
from reportedly.gazetteer.spread import Member, centre_and_radius
from reportedly.gazetteer.staging import NAMES_STAGED

SCHEME = "katotth"
_KATOTTH = (
    "Codifier of administrative units and territories of territorial communities (KATOTTH), ministry of Ukraine in"
    " charge of territories"
)
_TYPE_WORDS = {"O": "{} область", "P": "{} район", "H": "{} громада", "B": "{} район"}
"""How the name of a unit, an adjective, is said in full; a name of two words is full already."""

_MIN_OWN = 3
"""Places from which a unit that no other register has gets a row of its own."""


def import_codifier(
    path: Path, *, base: Path, settings: Settings = DEFAULT, progress: Progress | None = None
) -> ImportReport:
    """Import a codifier in the manner of KATOTTH as a layer over `base` and the layers that are there.

    Objects that are no known place for certain are counted and left out: the codifier has no coordinates. Raises
    InvalidGazetteer, with nothing imported, if the file is none or has broken rows.
    """
    told = progress or silent
    name = settings.name or layers.layer_name(path)
    target = layers.layer_path(name, settings.folder)
    others = [found for found in layers.user_layers(settings.folder) if found != target]
    told(f"reading {path.name}", 0, 3)
    codifier = read_codifier(path, skip_broken=settings.skip_broken)
    job = _job(path, others)
    known = done_before(target, job)
    if known is not None:
        return known
    told(f"reading {path.name}", 1, 3)
    places = _places([base, *others], codifier.country)
    found = match(codifier, places)
    if not found.places:
        raise InvalidGazetteer(f"{path}: no place of {codifier.country} in the gazetteer fits; import its dump first")
    told(f"reading {path.name}", 2, 3)
    report = _report(name, target, codifier, found)
    with closing(sqlite3.connect(":memory:")) as staged:
        staged.executescript(DDL + NAMES_STAGED)
        _Filling(staged, codifier, places, found, name).fill()
        report.names = int(staged.execute("SELECT count(*) FROM name_in").fetchone()[0])
        target.parent.mkdir(parents=True, exist_ok=True)
        finish(staged, target, _layer(name, codifier, job, report.places), report=asdict(report))
    told(f"reading {path.name}", 3, 3)
    return report


def _job(path: Path, others: list[Path]) -> str:
    # What is found depends on the layers below: with others the same codifier is worth another import.
    below = [layers.describe(other)[0].source_digest for other in others]
    return hashlib.sha256(path.read_bytes() + "".join(below).encode()).hexdigest()


def _places(paths: list[Path], country: str) -> Places:
    entries: dict[str, Entry] = {}
    keys: dict[str, set[str]] = defaultdict(set)
    for path in paths:
        with closing(GazetteerFile(path)) as file:
            for entry in file.in_country(country):
                known = entries.get(entry.id)
                entries[entry.id] = merged(known, entry) if known else entry
            for place, key in file.keys_in_country(country):
                keys[place].add(key)
    return Places(entries, keys)


def _layer(name: str, codifier: Codifier, job: str, rows: int) -> Layer:
    official = codifier.country == "UA"
    return Layer(
        name=name,
        title=codifier.path.name,
        version=codifier.heading[:300],
        licence="official register" if official else "as its publisher says",
        credit=_KATOTTH if official else codifier.path.name,
        source_digest=job,
        rows=rows,
        imported_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _report(name: str, target: Path, codifier: Codifier, found: Matched) -> ImportReport:
    broken = {reason: len(at) for reason, at in codifier.broken.items()}
    refused = Counter(found.left_out.values())
    file = FileReport(
        path=codifier.path.name,
        kind="codifier",
        digest=hashlib.sha256(codifier.path.read_bytes()).hexdigest(),
        read=len(codifier.objects) + sum(broken.values()),
        stored=len(found.places),
        merged=len(found.places),
        refused=dict(refused.most_common()) | broken,
        broken=dict(codifier.broken),
    )
    by_category = {item.code: item.category for item in codifier.objects}
    counts = Counter(f"category {by_category[code]}" for code in found.places)
    notes = [f"{count:,} found by: {how}" for how, count in found.how.most_common()]
    return ImportReport(
        name, str(target), [file], codes=dict(counts.most_common()), places=len(found.places), notes=notes
    )


class _Filling:
    """Writes what was found into the staged tables."""

    def __init__(
        self, staged: sqlite3.Connection, codifier: Codifier, places: Places, found: Matched, layer: str
    ) -> None:
        self._staged, self._places, self._layer = staged, places, layer
        self._objects = {item.code: item for item in codifier.objects}
        self._lang = "uk" if codifier.country == "UA" else ""
        self._ids = dict(found.places)

    def fill(self) -> None:
        """Store names, codes, containment and hulls."""
        inside = self._inside()
        missing = (self._own(code, members) for code, members in inside.items() if code not in self._ids)
        rows = [row for row in missing if row is not None]
        for row in rows:
            self._ids[row.id.partition(":")[2]] = row.id
        rows += [self._row(self._objects[code], place) for code, place in self._ids.items() if not _is_own(place)]
        for number, row in enumerate(rows, start=1):
            self._staged.execute(f"INSERT INTO place VALUES ({','.join('?' * 19)})", place_row(number, row))  # noqa: S608
            self._staged.executemany("INSERT INTO name_in VALUES (?,?,?,?,?,?,?,?)", names_of(row, number))
        self._staged.executemany(
            "INSERT OR IGNORE INTO code VALUES (?, ?, ?)",
            [(place, SCHEME, code) for code, place in self._ids.items()],
        )
        self._staged.executemany("INSERT OR IGNORE INTO containment VALUES (?, ?, ?, '', '')", self._containment())
        self._hulls(inside)

    def _inside(self) -> dict[str, list[Member]]:
        """Return the settlements that were found in every unit of the codifier."""
        found: dict[str, list[Member]] = defaultdict(list)
        for code, place in self._ids.items():
            entry, item = self._places.entries[place], self._objects[code]
            if item.kind == "settlement":
                for above in item.above:
                    found[above].append(Member(entry.lat, entry.lon, entry.population))
        return found

    def _own(self, code: str, members: list[Member]) -> Row | None:
        """Return a row for a unit that no other register has, in the middle of its places."""
        item = self._objects[code]
        if len(members) < _MIN_OWN:
            return None
        lat, lon, radius = (round(n, 4) for n in centre_and_radius(members))
        above = next((self._places.entries[self._ids[c]] for c in reversed(item.above) if c in self._ids), None)
        row = Row(f"{SCHEME}:{code}", item.name, item.kind, lat, lon, code[:2], radius_km=radius, layer=self._layer)
        if above is not None:
            row = replace(row, admin1=above.admin1, admin2=above.admin2)
        return replace(row, names=self._names(item), admin3=code if item.kind == "adm3" else "")

    def _row(self, item: Object, place: str) -> Row:
        row = stub(self._places.entries[place], self._layer)
        row = replace(row, names=self._names(item))
        third = next((self._ids[c] for c in item.above if self._objects[c].kind == "adm3" and c in self._ids), None)
        if third is None or item.kind != "settlement":
            return row
        entry = self._places.entries.get(third)
        return replace(row, admin3=entry.admin3 if entry else third.partition(":")[2])

    def _names(self, item: Object) -> tuple[NameForm, ...]:
        names = [NameForm(item.name, self._lang, "official" if item.kind in ("settlement", "adm1") else "typed")]
        if item.code.startswith("UA") and item.category in _TYPE_WORDS and " " not in item.name:
            names.append(NameForm(_TYPE_WORDS[item.category].format(item.name), self._lang, "official"))
            names[0] = names[0]._replace(status="typed")
        return tuple(names)

    def _containment(self) -> Iterator[tuple[str, str, str]]:
        for code, place in self._ids.items():
            above = next((self._ids[c] for c in reversed(self._objects[code].above) if c in self._ids), None)
            if above is not None and above != place:
                yield place, above, SCHEME

    def _hulls(self, inside: dict[str, list[Member]]) -> None:
        members = Members()
        for code, found in inside.items():
            for member in found if code in self._ids else ():
                members.add(code, member.lat, member.lon)
        rows = [(self._ids[hull.code], hull.wkb, self._layer, hull.members) for hull in members.hulls()]
        self._staged.executemany("INSERT OR IGNORE INTO shape VALUES (?, 'hull', ?, ?, ?)", rows)


def _is_own(place: str) -> bool:
    return place.startswith(f"{SCHEME}:")

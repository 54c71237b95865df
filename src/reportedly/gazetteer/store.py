"""The built gazetteer as interfaces.Gazetteer: the base, imported layers over it, a theatre's own places on top."""

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import cached_property
from getpass import getuser
from pathlib import Path

from reportedly.gazetteer import wkb
from reportedly.gazetteer.build import Progress, build, default_path
from reportedly.gazetteer.entries import (
    Entry,
    NameEntry,
    Statement,
    candidate,
    hit,
    merged,
    precision_of,
    radius_of,
)
from reportedly.gazetteer.files import GazetteerFile, Layer
from reportedly.gazetteer.lookup import Lookup
from reportedly.gazetteer.prior import Hit
from reportedly.gazetteer.resolve import resolve_document
from reportedly.gazetteer.rows import RANK
from reportedly.gazetteer.scan import scan_text
from reportedly.gazetteer.schema import CREDIT, OWN_LICENCE
from reportedly.gazetteer.spoken import name_in
from reportedly.interfaces import Candidate, HomeArea, Resolved, Shape, Toponym
from reportedly.records import TheatrePlace
from reportedly.text import name_key

_CACHE = 20_000
_AT_ONCE = 500
_FEW = 3
"""Fewer names than this are looked up one by one."""
"""Places asked for in one query: SQLite takes 999 values."""
_LEVELS = ("adm1", "adm2", "adm3")
_NEAREST = ("district", "settlement", "adm4", "adm3", "adm2", "adm1", "country", "continent")


class SqliteGazetteer:
    """Gazetteer files, opened for reading only; safe to use from one thread at a time.

    `layers` are imported files: a place with the id of one that an earlier file has is the same place, and adds
    names and fields to it. `extra` are a theatre's places: found under their names beside the files' entries and
    preferred. Raises InvalidGazetteer if a file is missing, damaged or of another layout.
    """

    def __init__(self, path: Path, *, extra: Sequence[TheatrePlace] = (), layers: Sequence[Path] = ()) -> None:
        self.path = path
        self._base = GazetteerFile(path)
        self._over = [GazetteerFile(layer) for layer in layers]
        self._capitals = frozenset(self._base.meta().get("capitals", "").split())
        self._rows: dict[str, tuple[Hit, ...]] = {}
        self._entries: dict[str, tuple[Entry, bool] | None] = {}
        self._extra: dict[str, list[Hit]] = defaultdict(list)
        self._extra_by_id: dict[str, Candidate] = {}
        for place in extra:
            self._add_extra(place)
        self._lookup = Lookup(self.hits, self.keys_from, self.foresee)

    @property
    def made_of(self) -> str:
        """What it is made of, in words that are others for another base or other layers."""
        layers = (f"{layer.name} {layer.source_digest}" for file in self._over for layer in file.layers())
        return " ".join((self.path.name, *layers))

    def find(self, name: str, *, limit: int = 20) -> list[Candidate]:
        """Return the candidates for one printed name, best prior first; empty where there are none."""
        return list(self._lookup.candidates(name)[:limit])

    def get(self, place_id: str) -> Candidate | None:
        """Return the entry with this id, or None."""
        if place_id in self._extra_by_id:
            return self._extra_by_id[place_id]
        found = self._found(place_id)
        return candidate(found[0], imported=found[1]) if found else None

    def entry(self, place_id: str) -> Entry | None:
        """Return everything that the files say of a place, put together, or None."""
        found = self._found(place_id)
        return found[0] if found else None

    def claimed_unit(self, place_id: str) -> str | None:
        """Return the id of the unit that a proclaimed entity claims, or None."""
        entry = self.entry(place_id)
        if entry is None or not entry.claims:
            return None
        country, _, admin1 = entry.claims.partition(".")
        return self._units("adm1").get((country, admin1))

    def unit_of(self, place_id: str) -> str | None:
        """Return the id of the first-order unit that holds a settlement, facility or lower unit, or None."""
        entry = self.entry(place_id)
        if entry is None or entry.kind in ("adm1", "country") or not entry.admin1:
            return None
        return self._units("adm1").get((entry.country, entry.admin1))

    def chain(self, place_id: str) -> list[str]:
        """Return the ids of what holds a place, nearest first: units by their codes, then what is stored as such."""
        entry = self.entry(place_id)
        if entry is None:
            return []
        found = [place for place in self._by_codes(entry) if place != place_id]
        for known in (place_id, *found):
            for file in self._files:
                found += [parent for parent, _ in file.parents(known) if parent not in (place_id, *found)]
        return sorted(dict.fromkeys(found), key=self._depth)

    def _depth(self, place_id: str) -> int:
        entry = self.entry(place_id)
        return _NEAREST.index(entry.kind) if entry is not None and entry.kind in _NEAREST else len(_NEAREST)

    def _by_codes(self, entry: Entry) -> Iterator[str]:
        codes = (entry.country, entry.admin1, entry.admin2, entry.admin3)
        for level in (3, 2, 1):
            if entry.kind != _LEVELS[level - 1] and codes[level] and not _above(entry.kind, level):
                unit = self._units(_LEVELS[level - 1]).get(codes[: level + 1])
                if unit is not None:
                    yield unit
        if entry.kind not in ("country", "continent") and entry.country in self._countries:
            yield self._countries[entry.country]

    def _units(self, level: str) -> dict[tuple[str, ...], str]:
        """Return the ids of the units of a level by their codes; each level is read when it is first asked for."""
        found = self._by_level.get(level)
        if found is None:
            found, depth = {}, _LEVELS.index(level) + 2
            for file in self._files:
                for *codes, place in file.units(level):
                    found.setdefault(tuple(codes[:depth]), place)
            self._by_level[level] = found
        return found

    @cached_property
    def _by_level(self) -> dict[str, dict[tuple[str, ...], str]]:
        return {}

    @cached_property
    def _countries(self) -> dict[str, str]:
        return {country: place for country, _, _, _, place in self._base.units("country")}

    def names(self, place_id: str) -> list[NameEntry]:
        """Return all names of a place, best status first; a form whose language a layer tells stands with that."""
        return _told_once(name for file in self._files for name in file.names(place_id))

    def spoken(self, place_ids: Sequence[str], language: str) -> dict[str, str]:
        """Return the names that places have in a language, by id; those that surely have none are left out."""
        wanted = [place for place in dict.fromkeys(place_ids) if self.get(place) is not None]
        names: dict[str, list[NameEntry]] = defaultdict(list)
        for start in range(0, len(wanted), _AT_ONCE):
            for file in self._files:
                for place, name in file.names_of(wanted[start : start + _AT_ONCE]):
                    names[place].append(name)
        found = {}
        for place in wanted:
            entry = self.get(place)
            told = name_in(_told_once(names[place]), language, entry.name, entry.country) if entry else None
            if told is not None:
                found[place] = told
        return found

    def matched(self, found: Candidate) -> NameEntry | None:
        """Return the best stored name behind `matched` of a candidate; None for one of a theatre or a near spelling."""
        names = self.matched_names(found)
        return names[0] if names else None

    def matched_names(self, found: Candidate) -> list[NameEntry]:
        """Return all stored names behind `matched` of a candidate, best status first."""
        key = name_key(found.matched)
        return _told_once(name for file in self._files for name in file.names_under(key, found.id))

    def by_code(self, code: str) -> list[str]:
        """Return the ids of the places with this code in any register ("UA.08", "UA65100150010043065")."""
        return list(dict.fromkeys(place for file in self._files for place in file.by_code(code)))

    def sovereignty(self, place_id: str) -> list[Statement]:
        """Return who holds a place by law, by claim or in fact, as stated for it; nothing follows for its parts."""
        return [statement for file in self._files for statement in file.statements(place_id)]

    def codes(self, place_id: str) -> list[tuple[str, str]]:
        """Return (scheme, code) of a place in other registers."""
        return list(dict.fromkeys(code for file in self._files for code in file.codes(place_id)))

    def shape(self, place_id: str) -> Shape | None:
        """Return the extent of a place, or None where none is known; an outline goes before a hull, a later layer
        before an earlier one.
        """
        found = [shape for file in reversed(self._files) if (shape := file.shape(place_id)) is not None]
        if not found:
            return None
        kind, data, source, members = next((shape for shape in found if shape[0] == "outline"), found[0])
        return Shape(wkb.polygons(data), kind, source, members)

    def layers(self) -> list[Layer]:
        """Return what the files were made of, each with whom to credit."""
        return [layer for file in self._files for layer in file.layers()]

    def credit(self) -> str:
        """Return the line that must stand wherever places are shown."""
        return credit_line(self.layers())

    def scan(self, text: str) -> list[Toponym]:
        """Return the stretches of `text` that look like place names, in order, without overlaps."""
        return [mention.toponym for mention in scan_text(text, self._lookup) if mention.counts]

    def resolve(self, text: str, toponyms: Sequence[Toponym], *, home: str | HomeArea | None = None) -> list[Resolved]:
        """Resolve the toponyms of one document together; one answer for each, in order."""
        return resolve_document(text, toponyms, self._lookup, home=home)

    @property
    def lookup(self) -> Lookup:
        """The look-up of single names, for the rules that read text with this gazetteer."""
        return self._lookup

    def hits(self, key: str) -> tuple[Hit, ...]:
        """Return everything that is stored under one name key."""
        known = self._rows.get(key)
        if known is not None:
            return known
        found = (*self._extra.get(key, ()), *self._stored(key))
        if len(self._rows) >= _CACHE:
            self._rows.clear()
        self._rows[key] = found
        return found

    def foresee(self, keys: Iterable[str]) -> None:
        """Look up several name keys at a time: those that nothing is stored under are not asked for one by one."""
        unknown = [key for key in dict.fromkeys(keys) if key not in self._rows and key not in self._extra]
        if len(unknown) < _FEW:
            return
        there = {key for file in self._files for key in file.known(unknown)}
        if len(self._rows) + len(unknown) > _CACHE:
            self._rows.clear()
        self._rows.update((key, ()) for key in unknown if key not in there)

    def _stored(self, key: str) -> Iterator[Hit]:
        if not self._over:
            for entry, form, status in self._base.named(key):
                yield hit(entry, form, status, capital=entry.id in self._capitals)
            return
        named = dict.fromkeys(
            (entry.id, form, status) for file in self._files for entry, form, status in file.named(key)
        )
        for place_id, form, status in named:
            found = self._found(place_id)
            if found is not None:
                yield hit(found[0], form, status, capital=place_id in self._capitals, imported=found[1])

    def _found(self, place_id: str) -> tuple[Entry, bool] | None:
        """Return a place as all files have it, and whether only imported ones do."""
        if place_id not in self._entries:
            if len(self._entries) >= _CACHE:
                self._entries.clear()
            first = self._base.entry(place_id)
            entry = first
            for file in self._over:
                later = file.entry(place_id)
                if later is not None:
                    entry = later if entry is None else merged(entry, later)
            self._entries[place_id] = None if entry is None else (entry, first is None)
        return self._entries[place_id]

    def keys_from(self, prefix: str) -> list[str]:
        """Return the name keys that begin with `prefix`."""
        found = dict.fromkeys(key for file in self._files for key in file.keys_from(prefix))
        return [*found, *(key for key in self._extra if key.startswith(prefix))]

    def close(self) -> None:
        """Close the files."""
        for file in self._files:
            file.close()

    @property
    def _files(self) -> list[GazetteerFile]:
        return [self._base, *self._over]

    def _add_extra(self, place: TheatrePlace) -> None:
        found = Candidate(
            id=place.id,
            name=place.name,
            kind=place.kind,
            precision=precision_of(place.kind),
            lat=place.lat,
            lon=place.lon,
            country=place.country or "",
            admin1=place.parent or "",
            population=place.population or 0,
            radius_km=radius_of(place.kind, place.population or 0),
            layer="theatre",
        )
        self._extra_by_id[place.id] = found
        for form in dict.fromkeys((place.name, *(name.text for name in place.names))):
            self._extra[name_key(form)].append(Hit(replace(found, matched=form), "theatre"))


def _told_once(names: Iterable[NameEntry]) -> list[NameEntry]:
    """Return the names best status first, each once; a form whose language one layer tells stands with that only."""
    found = list(names)
    known = {name.form for name in found if name.lang}
    kept: dict[tuple[str, str, str, str, str], NameEntry] = {}
    for name in found:
        if name.lang or name.status == "main" or name.form not in known:
            kept.setdefault((name.form, name.lang, name.status, name.valid_from, name.valid_to), name)
    return sorted(kept.values(), key=lambda n: (RANK.get(n.status, len(RANK)), n.lang, n.form))


def _above(kind: str, level: int) -> bool:
    """Say whether a unit of this kind stands above the units of a level (1 to 3)."""
    return kind in ("country", "continent") or (kind in _LEVELS and _LEVELS.index(kind) + 1 < level)


def credit_line(layers: Iterable[Layer]) -> str:
    """Return the credits of all layers as one line: what the licences ask for wherever places are shown."""
    credits = [layer.credit for layer in layers if layer.licence != OWN_LICENCE]
    found = dict.fromkeys(part for credit in credits for part in credit.split("; ") if part)
    return "; ".join(found) if found else CREDIT


def open_default(
    *, extra: Sequence[TheatrePlace] = (), progress: Progress | None = None, layers: Sequence[Path] = ()
) -> SqliteGazetteer:
    """Return the gazetteer of this version; the first call builds it (20 to 40 seconds).

    Imported layers are taken only if they are handed in; `opening.open_layered` hands them in.
    Raises InvalidGazetteer or OSError if it can neither be read nor built.
    """
    path = default_path()
    if not path.is_file():
        try:
            build(path, progress=progress)
        except OSError:
            # A home that cannot be written, as in a container: the system's temporary folder will do.
            path = Path(tempfile.gettempdir()) / f"reportedly-{getuser()}" / path.name
            if not path.is_file():
                build(path, progress=progress)
    return SqliteGazetteer(path, extra=extra, layers=layers)


def info(path: Path) -> dict[str, str]:
    """Return what a gazetteer file says of itself: layout, versions, credit, places by kind.

    Raises InvalidGazetteer if it cannot be read.
    """
    with closing(GazetteerFile(path)) as file:
        found, kinds = file.meta(), file.counts("kind")
    found.setdefault("credit", CREDIT)
    return found | {f"places.{kind}": str(count) for kind, count in kinds.items()}

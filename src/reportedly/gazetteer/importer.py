"""Import dumps of GeoNames as a layer: looked through first, read in batches, resumed after a stop, never by halves."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from reportedly.errors import InvalidGazetteer
from reportedly.gazetteer import dump_rows, dumps, layers, sources
from reportedly.gazetteer.batch import NOWHERE, Batch, Known
from reportedly.gazetteer.dumps import Checked
from reportedly.gazetteer.features import CLASSES
from reportedly.gazetteer.files import Layer
from reportedly.gazetteer.finish import finish
from reportedly.gazetteer.schema import GEONAMES_CREDIT
from reportedly.gazetteer.sources import NameForm
from reportedly.gazetteer.staging import Staging, drop_done

BATCH = 5000

_ORDER = ("places", "countries", "admin1", "admin2", "alternate names", "hierarchy")
"""Places come first: the other files speak of them."""

Progress = Callable[[str, int, int], None]
"""Called with a step, how much of it is done and how much there is."""


@dataclass(slots=True)
class FileReport:
    """What became of one source: `read` rows, of which `stored`, or left out for a reason in `refused`.

    `merged` of the stored ones speak of a place that the base or an earlier layer has. `broken` names the lines.
    """

    path: str
    kind: str
    digest: str
    read: int = 0
    stored: int = 0
    merged: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    broken: dict[str, list[int]] = field(default_factory=dict)
    repairs: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class ImportReport:
    """What an import did: by source, by feature class and by feature code. `names` is the number of name rows."""

    layer: str
    path: str
    files: list[FileReport]
    classes: dict[str, int] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    places: int = 0
    historical: int = 0
    names: int = 0
    resumed: bool = False
    already: bool = False
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Settings:
    """How to import: the layer's name (of the first file if None), the folder of the layers (the user's if None).

    `classes` are the letters of the feature classes to take, "" for all; with `skip_broken` up to one in twenty
    broken lines are left out and reported.
    """

    name: str | None = None
    folder: Path | None = None
    classes: str = ""
    skip_broken: bool = False


DEFAULT = Settings()


def import_dumps(
    paths: Sequence[Path], *, base: Path, settings: Settings = DEFAULT, progress: Progress | None = None
) -> ImportReport:
    """Import dumps of GeoNames as one layer and return what was done.

    `base` is the built gazetteer. Every file is looked through before anything is stored. Raises InvalidGazetteer,
    with nothing imported, if one is no dump, cut off or has broken lines that must not be left out.
    """
    told = progress or silent
    name = settings.name or layers.layer_name(paths[0])
    target = layers.layer_path(name, settings.folder)
    unknown = sorted(set(settings.classes) - CLASSES)
    if unknown:
        there = ", ".join(sorted(CLASSES))
        raise InvalidGazetteer(f"no feature class is called {', '.join(unknown)}; there are {there}")
    found = [_checked(path, skip_broken=settings.skip_broken, progress=told) for path in paths]
    found.sort(key=lambda checked: _ORDER.index(checked.kind))
    job = _job(found, settings.classes)
    done = done_before(target, job)
    if done is not None:
        return done
    others = [path for path in layers.user_layers(settings.folder) if path != target]
    known = Known([base, *others])
    try:
        return _run(_Import(name, target, found, known, job, settings.classes, told))
    finally:
        known.close()


def _checked(path: Path, *, skip_broken: bool, progress: Progress) -> Checked:
    size = path.stat().st_size if path.is_file() else 0
    found = dumps.check(path, seen=lambda read: progress(f"checking {path.name}", read, max(size, read)))
    share = found.broken_lines / (found.rows + found.broken_lines)
    if found.broken and (not skip_broken or share > dumps.MOSTLY_BROKEN):
        raise InvalidGazetteer(dumps.refusal(found))
    return found


def _job(found: Sequence[Checked], classes: str) -> str:
    text = json.dumps([[checked.kind, checked.digest] for checked in found] + ["".join(sorted(set(classes)))])
    return hashlib.sha256(text.encode()).hexdigest()


def done_before(target: Path, job: str) -> ImportReport | None:
    """Return the report of the finished layer at `target` if it was made by the same job, else None."""
    if not target.is_file():
        return None
    try:
        layer, meta, _ = layers.describe(target)
    except InvalidGazetteer:
        return None
    if layer.source_digest != job:
        return None
    drop_done(target.with_name(target.name + layers.UNFINISHED), job)
    plain = json.loads(meta["report"])
    plain["files"] = [FileReport(**file) for file in plain["files"]]
    return ImportReport(**plain | {"already": True})


@dataclass(slots=True)
class _Import:
    name: str
    target: Path
    files: list[Checked]
    known: Known
    job: str
    classes: str
    progress: Progress
    spoken: dict[str, frozenset[str]] = field(default_factory=sources.languages_of)


def _run(task: _Import) -> ImportReport:
    staging = Staging(task.target.with_name(task.target.name + layers.UNFINISHED), task.job)
    finished = False
    try:
        report = ImportReport(task.name, str(task.target), [], resumed=staging.resumed)
        newest = 0
        for checked in task.files:
            counts = _read(task, staging, checked)
            newest = max(newest, counts["newest"])
            _add_to(report, checked, counts)
        if not any(file.stored for file in report.files):
            finished = True  # nothing that could be gone on with
            raise InvalidGazetteer(_nothing(report))
        report.names = staging.names()
        names = max(1, report.names)
        layer = Layer(
            name=task.name,
            title=", ".join(checked.path.name for checked in task.files),
            version=f"{newest // 10000}-{newest // 100 % 100:02}-{newest % 100:02}" if newest else "",
            licence="CC BY 4.0",
            credit=GEONAMES_CREDIT,
            source_digest=task.job,
            rows=report.places,
            imported_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        finish(
            staging.connection,
            task.target,
            layer,
            report=asdict(report),
            written=lambda done: task.progress("writing names", done, names),
        )
        task.progress("writing names", names, names)
        finished = True
    finally:
        staging.close(drop=finished)
    return report


def _nothing(report: ImportReport) -> str:
    """Return why a layer would be empty."""
    names = ", ".join(file.path for file in report.files)
    reasons = [f"{count:,} {reason}" for file in report.files for reason, count in file.refused.items()]
    return (
        f"{names}: nothing is left to import: {'; '.join(reasons) or 'no row is of the classes asked for'}; import the "
        "places that it speaks of first, or in one command with it"
    )


def _add_to(report: ImportReport, checked: Checked, counts: Counter[str]) -> None:
    """Add the counts of one source to the report. Keys are "read", "class:P", "code:P.PPL", "refused:because" ..."""
    told = FileReport(checked.path.name, checked.kind, checked.digest)
    told.read, told.stored, told.merged = counts["read"], counts["stored"], counts["merged"]
    told.refused = _under("refused:", counts) | {reason: len(at) for reason, at in checked.broken.items()}
    told.broken, told.repairs = dict(checked.broken), dict(checked.repairs)
    told.read += checked.broken_lines
    report.files.append(told)
    if checked.kind == "places":
        report.classes = dict(Counter(report.classes) + Counter(_under("class:", counts)))
        report.codes = dict(Counter(report.codes) + Counter(_under("code:", counts)))
        report.places += counts["stored"]
        report.historical += counts["historical"]


def _under(prefix: str, counts: Counter[str]) -> dict[str, int]:
    found = ((key.removeprefix(prefix), n) for key, n in counts.items() if key.startswith(prefix))
    return dict(sorted(found, key=lambda pair: (-pair[1], pair[0])))


def _read(task: _Import, staging: Staging, checked: Checked) -> Counter[str]:
    """Read one source from where it was left, and return its counts."""
    offset, number, done, counts = staging.reached(checked.digest)
    if done:
        return counts
    batch = Batch(task.name, staging, task.known, counts)
    take = _Taker(task, batch).of[checked.kind]
    step = f"reading {checked.path.name}"
    without = checked.doubled
    for line in dumps.lines(checked.path, checked.kind, offset=offset, number=number, without=without):
        counts["read"] += 1
        take(line.fields)
        offset, number = line.after, line.number
        if counts["read"] % BATCH == 0:
            batch.flush()
            staging.commit(checked.digest, offset=offset, line=number, done=False, counts=counts)
            task.progress(step, counts["read"], checked.rows)
    batch.flush()
    staging.commit(checked.digest, offset=offset, line=number, done=True, counts=counts)
    task.progress(step, checked.rows, checked.rows)
    return counts


class _Taker:
    """Takes the lines of one source into its batch."""

    def __init__(self, task: _Import, batch: Batch) -> None:
        self._task, self._batch = task, batch
        self.of = {
            "places": self._place,
            "alternate names": self._alternate,
            "admin1": self._unit,
            "admin2": self._unit,
            "countries": self._country,
            "hierarchy": self._parent,
        }

    def _place(self, fields: list[str]) -> None:
        counts = self._batch.counts
        if self._task.classes and fields[6] not in self._task.classes:
            counts["refused:of a feature class that was not asked for"] += 1
            return
        self._batch.add_row(int(fields[0]), dump_rows.place(fields, self._task.name))
        changed = fields[18].replace("-", "")
        counts["newest"] = max(counts["newest"], int(changed) if changed.isdigit() else 0)

    def _alternate(self, fields: list[str]) -> None:
        country = self._batch.country(int(fields[1]))
        if country is None:
            self._batch.counts[NOWHERE] += 1
            return
        name = dump_rows.alternate(fields, self._task.spoken.get(country, frozenset()))
        if name is None:
            self._batch.counts["refused:no name (web address, postal code, number)"] += 1
            return
        self._batch.add_names(int(fields[1]), [name])

    def _unit(self, fields: list[str]) -> None:
        code, names = dump_rows.unit_names(fields)
        self._add(fields[3], names, [("geonames", code)])

    def _country(self, fields: list[str]) -> None:
        codes, names = dump_rows.country(fields)
        self._add(fields[16], names, codes)

    def _add(self, number: str, names: list[NameForm], codes: list[tuple[str, str]]) -> None:
        if self._batch.country(int(number)) is None:
            self._batch.counts[NOWHERE] += 1
            return
        self._batch.add_names(int(number), names)
        self._batch.codes += [(f"geonames:{number}", scheme, code) for scheme, code in codes]

    def _parent(self, fields: list[str]) -> None:
        if not (self._batch.knows(int(fields[0])) and self._batch.knows(int(fields[1]))):
            self._batch.counts[NOWHERE] += 1
            return
        self._batch.containment.append(dump_rows.containment(fields))
        self._batch.counts["stored"] += 1


def silent(_step: str, _done: int, _total: int) -> None:
    """Tell nobody how far it is."""

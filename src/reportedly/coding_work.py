"""What a project does to code its documents: the codebook that it keeps, and what has to run when that changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from reportedly import assembly
from reportedly.interfaces import Stage
from reportedly.pipeline import Annotated, Engine, Meter, annotate_in, workers_for
from reportedly.pipeline.recode import (
    KEPT,
    Kept,
    Recoded,
    recoded,
    replaced,
    stages_to_run,
    with_passages,
    without,
)
from reportedly.pipeline.workers import Make
from reportedly.records import Coding, Reading

if TYPE_CHECKING:
    from reportedly.codebook import Codebook
    from reportedly.store import SqlStore

CODEBOOK = "codebook.yaml"
"""The file of a project's own codebook in its folder."""

_SHIPPED = "guo"


class Reporter(Protocol):
    """Hears how far long work has come."""

    def begin(self, label: str, total: int | None) -> None:
        """Start a piece of work of `total` steps (None: not known)."""
        ...

    def step(self, count: int = 1, *, note: str = "") -> None:
        """Go on by `count` steps; `note` is worth a line of its own."""
        ...

    def end(self) -> None:
        """Finish the piece of work."""
        ...


@dataclass
class Coded:
    """What was done: documents run through all stages, failures (path, stage, message), what became of the claims."""

    coded: int = 0
    failures: list[tuple[str, str, str]] = field(default_factory=list)
    recoded: Recoded | None = None
    meter: Meter = field(default_factory=Meter)


@dataclass(frozen=True, slots=True)
class How:
    """How documents are coded: `make` returns the stages (picklable, it is called in each of the processes).

    `workers` are processes, None for as many as pay; `examples` of each change of category are kept. With an `engine`
    new documents are coded there.
    """

    make: Make
    workers: int | None = None
    examples: int = 3
    engine: Engine | None = None


def code_documents(store: "SqlStore", stages: Sequence[Stage], how: How, *, run: str, reporter: Reporter) -> Coded:
    """Run the stages on every document that lacks one; where only the codebook has changed, the coder and its readers.

    Each batch is one transaction: what is done when the work is stopped stays done, and the next call goes on.
    """
    settled = _settled(store)
    fresh: list[str] = []
    anew: list[str] = []
    for document in store.document_ids():
        wanted = stages_to_run(stages, settled.get(document, ()))
        if wanted:
            (fresh if len(wanted) == len(stages) else anew).append(document)
    names = {producer.rsplit("/", 1)[0] for producers in settled.values() for producer in producers}
    work = _Work(store, run, reporter, Coded(coded=len(fresh)), replaced(stages, names))
    work.fresh(how, stages, fresh)
    if anew:
        again = stages_to_run(stages, settled[anew[0]])
        reporter.begin("coding claims anew, in documents", len(anew))
        readings = (without(store.reading(document), again) for document in anew)
        work.keep(annotate_in(lambda: [Kept(), *again], readings, 1))
        work.done.recoded = last_change(store, examples=how.examples)
    return work.done


@dataclass(frozen=True, slots=True)
class _Work:
    """Where records go while documents are annotated; `instead` are stages whose place others have taken."""

    store: "SqlStore"
    run: str
    reporter: Reporter
    done: Coded
    instead: frozenset[str]

    def fresh(self, how: How, stages: Sequence[Stage], documents: Sequence[str]) -> None:
        """Run all stages on documents, where `how` says, and keep what they make."""
        readings = (Reading(self.store.reading(document).document) for document in documents)
        meter = self.done.meter
        if how.engine is not None and documents:
            self.reporter.begin(f"coding documents on {how.engine.name}", len(documents))
            self.keep(how.engine.annotate(how.make, readings, meter))
        else:
            workers = how.workers or workers_for(len(documents))
            self.reporter.begin(
                "coding documents" + (f" in {workers} processes" if workers > 1 else ""), len(documents)
            )
            self.keep(annotate_in(how.make if workers > 1 else (lambda: stages), readings, workers, meter))
        if len(meter.peaks_mb) > 1 or meter.documents >= _MANY:
            for line in told(meter):
                self.reporter.step(0, note=line)

    def keep(self, batches: Iterator[list[Annotated]]) -> None:
        """Keep what stages made of documents; each batch is one transaction."""
        for batch in batches:
            made = [[step for step in found.steps if step[0].stage != KEPT] for found in batch]
            self.store.save_many([step for steps in made for step in steps], run=self.run, instead=self.instead)
            for found, steps in zip(batch, made, strict=True):
                path = found.reading.document.path
                for outcome, _ in steps:
                    if outcome.state == "failed":
                        self.done.failures.append((path, outcome.stage, outcome.message))
                        self.reporter.step(0, note=f"{outcome.stage} failed on {path}: {outcome.message}")
                self.reporter.step()
        self.reporter.end()


_MANY = 200
"""Documents from which on it is told what their coding took."""

_MOST_STAGES = 4


def told(meter: Meter) -> list[str]:
    """Return in words what coding took: documents, failures, rate, the stages that took most, memory of workers."""
    pace = f"{meter.elapsed:,.0f} s ({meter.rate:,.1f} a second, {meter.engine})"
    lines = [f"coded {meter.documents:,} documents in {pace}, {meter.failures:,} failed"]
    whole = sum(meter.seconds.values())
    if whole > 0:
        most = sorted(meter.seconds.items(), key=lambda one: -one[1])[:_MOST_STAGES]
        shares = ", ".join(f"{name} {seconds / whole:.0%}" for name, seconds in most)
        lines.append(f"processor time of the stages {whole:,.0f} s: {shares}")
    if meter.peaks_mb:
        peaks = [round(mb) for mb in meter.peaks_mb.values()]
        lines.append(f"memory of a worker at its peak: {min(peaks):,} to {max(peaks):,} MB ({len(peaks)} workers)")
    if meter.restarts:
        lines.append(f"workers died under a batch and it was done again: {meter.restarts} times")
    return lines


def last_change(store: "SqlStore", *, examples: int = 3, before: tuple[str, str] | None = None) -> Recoded | None:
    """Return what the last change of the codebook made of the claims, private names withheld; None if there was none.

    With `before` (codebook, version) what has become of the claims since they were coded by that one.
    """
    history: dict[str, list[Coding]] = {}
    current: set[str] = set()
    for kept in store.codings():
        history.setdefault(kept.coding.claim, []).append(kept.coding)
        if kept.until is None:
            current.add(kept.coding.claim)
    still = {claim: codings for claim, codings in history.items() if claim in current}
    found = recoded(still, examples=examples, before=before)
    return with_passages(found, list(store.readings())) if found else None


def _settled(store: "SqlStore") -> dict[str, set[str]]:
    """Return the producers of the stages that are done with a document, by document."""
    settled: dict[str, set[str]] = {}
    for outcome in store.outcomes():
        if outcome.state != "failed":
            settled.setdefault(outcome.document, set()).add(outcome.stage)
    return settled


def checked_codebook(codebook: Path | None) -> "Codebook | None":
    """Return the codebook asked for, once it is known to be in order; None where none is, or the one that ships.

    Raises InvalidCodebook for the first thing wrong.
    """
    if codebook is None or str(codebook) == _SHIPPED:
        return None
    return assembly.checked_codebook(codebook)


def keep_codebook(codebook: Path | None, given: "Codebook | None", out: Path) -> list[str]:
    """Keep the codebook file in the project, for "guo" take it out; return what is to be said about it."""
    target = out / CODEBOOK
    if codebook is None:
        return []
    if given is None:
        target.unlink(missing_ok=True)
        return []
    notes = _version_notes(assembly.codebook(target), given) if target.exists() else []
    if codebook.resolve() != target.resolve():
        temporary = target.with_name(target.name + ".part")
        temporary.write_bytes(codebook.read_bytes())
        temporary.replace(target)
    return notes


def _version_notes(old: "Codebook", new: "Codebook") -> list[str]:
    """Return what is to be said where a codebook differs from the kept one more than its version number says."""
    found = assembly.codebook_difference(old, new)
    if found.ruled:
        return []
    raised = "none" if found.raised == "none" else f"a {found.raised} step"
    said = (
        f"{found.after}: the changes since {found.before} ask for a {found.needs} step of the version number, it took "
        f"{raised}; give it a new number, or the codings of both look alike (`reportedly codebook diff` shows them)"
    )
    return [said]

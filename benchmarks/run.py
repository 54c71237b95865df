"""One run of one task on one set of data."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks import corpora
from benchmarks.corpora import Case, Row
from benchmarks.product import Product
from benchmarks.tasks.base import Result, Task
from reportedly.errors import InvalidData


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run gave; `sha256` is that of the data, `seconds` the wall-clock time of the whole run."""

    task: str
    data: str
    sha256: str
    documents: int
    seconds: float
    result: Result
    predictions: tuple[Row, ...]
    skipped: tuple[str, ...] = ()

    def plain(self) -> Row:
        """Return the run as one flat object, the figures under their names."""
        return {
            "task": self.task,
            "data": self.data,
            "sha256": self.sha256,
            "documents": self.documents,
            "seconds": round(self.seconds, 2),
            "skipped_files": list(self.skipped),
            **self.result.plain(),
        }


def run(task: Task, data: Path, product: Product, *, saved: Path | None = None) -> Outcome:
    """Load, predict and score; `saved` are predictions to score in place of the product's.

    Raises InvalidData if the data cannot be read.
    """
    start = perf_counter()
    corpus = corpora.load(data, needs=task.needs)
    cases = task.cases(corpus)
    predictions = predict(task, cases, product) if saved is None else aligned(cases, saved)
    result = task.score(cases, predictions)
    return Outcome(
        task=task.name,
        data=data.name.removesuffix(".gz").removesuffix(".jsonl").removesuffix(".json"),
        sha256=corpora.digest(data),
        documents=len(cases),
        seconds=perf_counter() - start,
        result=result,
        predictions=tuple(predictions),
        skipped=corpus.skipped,
    )


def predict(task: Task, cases: Sequence[Case], product: Product) -> list[Row]:
    """Return what the product makes of each question, in order; the gold stays behind."""
    return [task.predict(product, question) for question in [case.question for case in cases]]


def aligned(cases: Sequence[Case], saved: Path) -> list[Row]:
    """Return saved predictions in the order of the cases. Raises InvalidData if one is missing."""
    rows = [row for _, _, row in corpora.load(saved, needs=()).rows]
    by_id = {corpora.identifier(row): row for row in rows}
    missing = [case.question.id for case in cases if case.question.id not in by_id]
    if missing:
        raise InvalidData(f"{saved}: no prediction for {', '.join(missing[:5])}; every document needs its line")
    return [by_id[case.question.id] for case in cases]


def write_lines(rows: Sequence[Row], file: Path) -> None:
    """Write one JSON object per line, keys in a fixed order."""
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in rows)
    file.write_text("".join(lines), encoding="utf-8")


def keep_documents(outcome: Outcome, folder: Path) -> Path:
    """Write the result of each document to FOLDER/TASK.DATA.jsonl, so that a diff shows what flipped."""
    file = folder / f"{outcome.task}.{outcome.data}.jsonl"
    write_lines(outcome.result.documents, file)
    return file

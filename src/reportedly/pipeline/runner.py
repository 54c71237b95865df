"""Run the stages over documents: in batches, in order, one document's failure costing only itself."""

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from reportedly.errors import DocumentFailed, ReportedlyError, StageUnavailable
from reportedly.interfaces import Stage
from reportedly.pipeline.check import check_records
from reportedly.pipeline.order import check_order
from reportedly.records import Outcome, Reading, Record

BATCH = 16
"""Documents in one call of a stage."""

Step = tuple[Outcome, tuple[Record, ...]]


class Clock(Protocol):
    """Seconds, for the time that each stage took."""

    def __call__(self) -> float:
        """Return a number of seconds that only grows."""
        ...


@dataclass(frozen=True, slots=True)
class Annotated:
    """One document after the stages: its reading, and what each stage made of it, in order."""

    reading: Reading
    steps: tuple[Step, ...]


def annotate(
    stages: Sequence[Stage],
    readings: Sequence[Reading],
    *,
    seconds: dict[str, float] | None = None,
    clock: Clock | None = None,
) -> list[Annotated]:
    """Run all `stages` over `readings` and return one Annotated for each, in order.

    A stage is not called for a document in a language that it does not read
    (outcome "skipped"), nor after an earlier stage failed on it. `seconds` collects the time by stage
    name where a `clock` is given. Raises InvalidPipeline, StageUnavailable.
    """
    check_order(stages)
    current = list(readings)
    steps: list[list[Step]] = [[] for _ in readings]
    failed: set[int] = set()
    for stage in stages:
        started = clock() if clock else 0.0
        able = [i for i in range(len(current)) if i not in failed and _reads(stage, current[i])]
        for i in range(len(current)):
            if i not in able and i not in failed:
                steps[i].append((Outcome(current[i].document.id, stage.info.producer, "skipped"), ()))
        for i, (outcome, records) in zip(able, _call(stage, [current[i] for i in able]), strict=True):
            steps[i].append((outcome, records))
            current[i] = current[i].plus(records)
            if outcome.state == "failed":
                failed.add(i)
        if clock and seconds is not None:
            seconds[stage.info.name] = seconds.get(stage.info.name, 0.0) + clock() - started
    return [Annotated(reading, tuple(made)) for reading, made in zip(current, steps, strict=True)]


def batches(readings: Iterator[Reading], size: int = BATCH) -> Iterator[list[Reading]]:
    """Yield lists of at most `size` readings."""
    batch: list[Reading] = []
    for reading in readings:
        batch.append(reading)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _reads(stage: Stage, reading: Reading) -> bool:
    languages = stage.info.languages
    return not languages or (reading.document.language or "") in languages


def _call(stage: Stage, readings: list[Reading]) -> list[Step]:
    """Call a stage on a batch; if that fails, on each document alone, so that only the bad one is lost."""
    try:
        return _checked(stage, readings)
    except StageUnavailable:
        raise
    except Exception:  # noqa: BLE001 - the runner is the one place that answers for a whole document
        return [_alone(stage, reading) for reading in readings]


def _checked(stage: Stage, readings: list[Reading]) -> list[Step]:
    if not readings:
        return []
    answers = stage.annotate(readings)
    if len(answers) != len(readings):
        raise DocumentFailed(f"stage {stage.info.name!r} returned {len(answers)} answers for {len(readings)} documents")
    steps: list[Step] = []
    for reading, records in zip(readings, answers, strict=True):
        check_records(stage.info, reading, records)
        steps.append((Outcome(reading.document.id, stage.info.producer, "done", len(records)), tuple(records)))
    return steps


def _alone(stage: Stage, reading: Reading) -> Step:
    try:
        return _checked(stage, [reading])[0]
    except StageUnavailable:
        raise
    except ReportedlyError as error:
        message = str(error)
    except Exception as error:  # noqa: BLE001 - a fault in a stage must not cost the other documents
        where = traceback.extract_tb(error.__traceback__)[-1]
        message = f"{type(error).__name__}: {error} (in {where.name}, line {where.lineno})"
    return Outcome(reading.document.id, stage.info.producer, "failed", 0, message), ()


Progress = Callable[[int, int], None]
"""Called with (documents done, documents in all)."""

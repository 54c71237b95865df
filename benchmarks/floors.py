"""Pinned floors: what a figure must reach, on which data, and when it was lowered and why."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from benchmarks.run import Outcome
from reportedly.errors import InvalidData, ReportedlyError

Status = Literal["pass", "fail", "no floor", "data changed"]


class FloorWouldFall(ReportedlyError):
    """A floor would be lowered without a reason."""


@dataclass(frozen=True, slots=True)
class Line:
    """One figure beside its floor; where less is better the floor is a ceiling."""

    key: str
    figure: str
    floor: float | None
    score: float | None
    more_is_better: bool
    status: Status


@dataclass(frozen=True, slots=True)
class Floor:
    """The floors of one task on one set of data; `lowered` notes each lowering with its reason."""

    sha256: str
    figures: dict[str, float]
    lowered: tuple[dict[str, Any], ...] = ()


def read(file: Path) -> dict[str, Floor]:
    """Return the floors by "task/data"; none if there is no file. Raises InvalidData if it cannot be read."""
    if not file.exists():
        return {}
    try:
        plain = json.loads(file.read_text(encoding="utf-8"))
        return {
            key: Floor(str(row["sha256"]), dict(row["figures"]), tuple(row.get("lowered", ())))
            for key, row in plain.items()
        }
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as e:
        raise InvalidData(f"{file}: not a file of floors ({e}); restore it from version control") from e


def write(floors: Mapping[str, Floor], file: Path) -> None:
    """Write the floors, keys sorted."""
    plain = {
        key: {"sha256": f.sha256, "figures": dict(sorted(f.figures.items())), "lowered": list(f.lowered)}
        for key, f in sorted(floors.items())
    }
    file.write_text(json.dumps(plain, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def compare(key: str, outcome: Outcome, chief: Mapping[str, bool], floor: Floor | None) -> list[Line]:
    """Return a line for each chief figure of a run.

    A figure that has a floor but came out undefined fails; on other data than those pinned nothing passes.
    """
    lines = []
    for name, more in chief.items():
        found = outcome.result.figures.get(name)
        score = found.value if found else None
        least = floor.figures.get(name) if floor else None
        if floor is None or (least is None and score is None):
            status: Status = "no floor"
        elif floor.sha256 != outcome.sha256:
            status = "data changed"
        elif least is None:
            status = "no floor"
        else:
            status = "pass" if score is not None and not worse(score, least, more=more) else "fail"
        lines.append(Line(key, name, least, score, more, status))
    return lines


def worse(score: float, floor: float, *, more: bool) -> bool:
    """Say whether `score` lies on the wrong side of `floor`."""
    return score < floor if more else score > floor


def pin(floor: Floor | None, outcome: Outcome, chief: Mapping[str, bool], *, reason: str | None = None) -> Floor:
    """Return the floor raised to the scores of a run.

    Raises FloorWouldFall where a score is worse than its floor and there is no reason; with one, the
    floor is lowered and the reason kept.
    """
    old = floor.figures if floor else {}
    figures: dict[str, float] = {}
    fallen: dict[str, list[float | None]] = {}
    for name, more in chief.items():
        found = outcome.result.figures.get(name)
        score = None if found is None or found.value is None else _rounded(found.value, more=more)
        before = old.get(name)
        if before is not None and (score is None or worse(score, before, more=more)):
            fallen[name] = [before, score]
        if score is not None:
            figures[name] = score
    if fallen and not (reason and reason.strip()):
        text = ", ".join(f"{name} {a} to {'nothing' if b is None else b}" for name, (a, b) in fallen.items())
        raise FloorWouldFall(
            f"{outcome.task}/{outcome.data}: floors would fall ({text}); mend the product, or give "
            "--allow-lower with the reason"
        )
    note = ({"reason": reason, "figures": fallen, "sha256": outcome.sha256},) if fallen else ()
    return Floor(outcome.sha256, figures, (*(floor.lowered if floor else ()), *note))


def failed(lines: Sequence[Line]) -> bool:
    """Say whether some line holds the gate shut."""
    return any(line.status in ("fail", "data changed") for line in lines)


def _rounded(value: float, *, more: bool) -> float:
    # Towards the lenient side, so that the very run that pinned a floor passes it.
    scaled = math.floor(value * 1e4 + 1e-9) if more else math.ceil(value * 1e4 - 1e-9)
    return scaled / 1e4

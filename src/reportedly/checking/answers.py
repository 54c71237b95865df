"""What people answered about the items of a sample: one line for each answer, added and never changed."""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, get_args

from reportedly.checking.sample import FOLDER, NoSample, Sample
from reportedly.checking.values import FIELDS
from reportedly.errors import ReportedlyError

Verdict = Literal["right", "wrong", "unsure"]
SILENT = "silent"
"""The one field of a sentence without a claim: "right" says that there is none, "wrong" that one was missed."""


class BadAnswer(ReportedlyError):
    """An answer that fits no item, field or verdict."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One person's verdict on one field of one item; `better` is the right value or a note, "" where none was given."""

    item: str
    field: str
    verdict: Verdict
    by: str
    at: str
    better: str = ""


def add(out: Path, sample: Sample, answers: Iterable[Answer]) -> None:
    """Add answers at the end of the file, all or none, safe on the disk before it returns. Raises BadAnswer."""
    given = list(answers)
    items = {item.id: item for item in sample.items}
    for one in given:
        item = items.get(one.item)
        if item is None:
            raise BadAnswer(f"{one.item!r} is no item of {sample.id}")
        allowed = (SILENT,) if item.silent else FIELDS
        if one.field not in allowed:
            raise BadAnswer(f"{one.field!r} is no field of {one.item}; there are {', '.join(allowed)}")
        if one.verdict not in get_args(Verdict):
            raise BadAnswer(f"{one.verdict!r} is no verdict; there are {', '.join(get_args(Verdict))}")
        if not one.by.strip():
            raise BadAnswer("an answer needs who gave it")
    text = "".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in given)
    with _path(out, sample.id).open("a", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def all_of(out: Path, sample: Sample) -> list[Answer]:
    """Return the answers that hold: of each person the last one for an item and field.

    A last line cut off by a crash is left out. Raises NoSample for a file that is damaged elsewhere.
    """
    path = _path(out, sample.id)
    if not path.exists():
        return []
    lines = path.read_text("utf-8").split("\n")
    whole, rest = lines[:-1], lines[-1]
    found: dict[tuple[str, str, str], Answer] = {}
    for number, line in enumerate([*whole, rest] if rest else whole, start=1):
        try:
            one = Answer(**json.loads(line))
        except (ValueError, TypeError) as error:
            if number > len(whole):
                break
            raise NoSample(f"{path}, line {number}: this is no answer ({error}); mend or remove the line") from error
        found[(one.by, one.item, one.field)] = one
    return list(found.values())


def _path(out: Path, name: str) -> Path:
    return out / FOLDER / f"{name}.answers.jsonl"

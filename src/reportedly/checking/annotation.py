"""Documents annotated by two people who see neither the program's claims nor each other's (DOMAIN 5)."""

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, get_args

from reportedly.checking.sample import NoSample
from reportedly.errors import ReportedlyError
from reportedly.records import values as v
from reportedly.text import digest

FOLDER = "annotations"
Asked = tuple[tuple[str, tuple[str, ...]], ...]
"""People with the documents that each is asked for."""
Act = Literal["put", "drop", "done", "open"]

CHOICES: dict[str, tuple[str, ...]] = {
    "kind": get_args(v.ClaimKind),
    "realis": get_args(v.Realis),
    "polarity": get_args(v.Polarity),
    "root": get_args(v.RootStatus),
    "level": get_args(v.HedgeLevel),
    "function": get_args(v.PlaceFunction),
    "status": ("", *get_args(v.ServiceState)),
}
"""What an annotator chooses from; category and sector come from the codebook."""

_EDTF = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?[~?]?|\.\.")


class BadAnnotation(ReportedlyError):
    """A claim that an annotator cannot have meant: a span outside the text, a value that is in no list."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One claim as an annotator marks it.

    `evidence` are spans (start, end in code points) in order. `source` are the spans of the source phrases, outlet
    first. `place` is as printed, `time` an EDTF day, month, year or interval; "" where there is none.
    """

    id: str
    document: str
    evidence: tuple[tuple[int, int], ...]
    category: str
    kind: str = "event"
    realis: str = "occurred"
    polarity: str = "+"
    root: str = "author"
    level: str = "L0"
    source: tuple[tuple[int, int], ...] = ()
    sector: str = ""
    status: str = ""
    place: str = ""
    function: str = "event"
    time: str = ""
    review: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """Which documents are annotated by whom; `people` are two or more, blind to each other until both are done.

    `asked` names for each person the documents that they are asked for; empty, everybody is asked for all. `due` is
    the day by which (ISO), "" where none was set.
    """

    id: str
    at: str
    by: str
    documents: tuple[str, ...]
    people: tuple[str, ...]
    codebook: str
    note: str = ""
    asked: Asked = ()
    due: str = ""

    def asked_of(self, person: str) -> tuple[str, ...]:
        """Return the documents that a person is asked for, in the order of the task."""
        if not self.asked:
            return self.documents if person in self.people else ()
        return dict(self.asked).get(person, ())

    def asked_for(self, document: str) -> tuple[str, ...]:
        """Return the people who are asked for a document."""
        return tuple(person for person in self.people if document in self.asked_of(person))


@dataclass(slots=True)
class Work:
    """What one person has marked so far: claims by id, and the documents that they are done with."""

    claims: dict[str, Marked] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)

    def of(self, document: str) -> list[Marked]:
        """Return the claims of one document, in the order of the text."""
        return sorted((c for c in self.claims.values() if c.document == document), key=lambda c: c.evidence)


def marked(plain: dict[str, Any], text: str, categories: Iterable[str]) -> Marked:
    """Return a claim from the values of a form. Raises BadAnnotation naming what does not fit."""
    try:
        evidence = tuple(sorted((int(a), int(b)) for a, b in plain["evidence"]))
        source = tuple((int(a), int(b)) for a, b in plain.get("source") or ())
        rest = {k: plain[k] for k in Marked.__dataclass_fields__ if k in plain and k not in ("evidence", "source")}
        made = Marked(**{**rest, "evidence": evidence, "source": source, "id": "-"})
    except (KeyError, TypeError, ValueError) as error:
        raise BadAnnotation(f"this is no claim: {error}") from error
    _check_spans("the evidence", made.evidence, text, needed=True)
    _check_spans("a source", made.source, text, needed=False)
    for name, allowed in CHOICES.items():
        if getattr(made, name) not in allowed:
            raise BadAnnotation(
                f"{name} {getattr(made, name)!r} is none of {', '.join(a or '(none)' for a in allowed)}"
            )
    if made.category not in set(categories):
        raise BadAnnotation(f"category {made.category!r} is not in the codebook")
    if made.time and not all(_EDTF.fullmatch(part) for part in made.time.split("/", 1)):
        raise BadAnnotation(f"time {made.time!r} is no day, month, year or interval such as 2026-03-04 or 2026-03/..")
    given = str(plain.get("id") or "")
    return replace(
        made, id=given if given.startswith("ann_") else "ann_" + digest(made.document, repr(evidence), length=10)
    )


def new_task(out: Path, task: Task) -> Path:
    """Keep a new task. Raises BadAnnotation unless there are two people or more, and a document."""
    if len(set(task.people)) < 2:
        raise BadAnnotation("a task needs two people or more: name them with --for")
    if not task.documents:
        raise BadAnnotation("a task needs documents; none fit what was asked for")
    if task.due and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", task.due):
        raise BadAnnotation(f"{task.due!r} is no day such as 2026-03-04")
    folder = out / FOLDER / task.id
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "task.json"
    temporary = path.with_name("task.json.part")
    temporary.write_text(json.dumps(asdict(task), ensure_ascii=False, indent=1), "utf-8")
    temporary.replace(path)
    return path


def tasks(out: Path) -> list[Task]:
    """Return the tasks of a project, oldest first."""
    found = [load_task(out, path.parent.name) for path in (out / FOLDER).glob("*/task.json")]
    return sorted(found, key=lambda task: task.at)


def load_task(out: Path, name: str) -> Task:
    """Return a task. Raises NoSample if there is none of that id."""
    path = out / FOLDER / name / "task.json"
    if not re.fullmatch(r"tsk_[0-9a-f]+", name) or not path.exists():
        raise NoSample(f"{name}: there is no such annotation task in {out}")
    plain = json.loads(path.read_text("utf-8"))
    asked = tuple((person, tuple(documents)) for person, documents in plain.get("asked", ()))
    return Task(**{**plain, "documents": tuple(plain["documents"]), "people": tuple(plain["people"]), "asked": asked})


def note(out: Path, task: Task, person: str, act: Act, what: Marked | str) -> None:
    """Add one act of a person: a claim put or dropped (by id), a document done or opened again. It is on the disk then.

    Raises BadAnnotation where the person or the document is none of the task.
    """
    document = what.document if isinstance(what, Marked) else what
    if person not in task.people:
        raise BadAnnotation(f"{person} is none of the annotators of {task.id}: {', '.join(task.people)}")
    if act != "drop" and document not in task.asked_of(person):
        raise BadAnnotation(f"{document} is no document that {person} is asked for in {task.id}")
    line = {"act": act, "what": asdict(what) if isinstance(what, Marked) else what}
    with _file(out, task, person).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())


def work_of(out: Path, task: Task, person: str) -> Work:
    """Return what a person has marked; a last line cut off by a crash is left out."""
    path, work = _file(out, task, person), Work()
    if not path.exists():
        return work
    lines = path.read_text("utf-8").splitlines()
    for number, text in enumerate(lines, start=1):
        try:
            line = json.loads(text)
            _take(work, line["act"], line["what"])
        except (ValueError, KeyError, TypeError) as error:
            if number == len(lines):
                break
            raise NoSample(f"{path}, line {number}: this is no annotation ({error})") from error
    return work


def may_see(task: Task, works: Mapping[str, Work], document: str) -> bool:
    """Say whether the annotations of a document may be compared: all who are asked for it are done with it."""
    people = task.asked_for(document)
    return len(people) > 1 and all(document in works[person].done for person in people)


def _take(work: Work, act: str, what: Any) -> None:
    if act == "put":
        pairs = {name: tuple(tuple(pair) for pair in what[name]) for name in ("evidence", "source")}
        work.claims[what["id"]] = Marked(**{**what, **pairs})
    elif act == "drop":
        work.claims.pop(what, None)
    elif act == "done":
        work.done.add(what)
    else:
        work.done.discard(what)


def _file(out: Path, task: Task, person: str) -> Path:
    return out / FOLDER / task.id / f"{digest(person, length=12)}.jsonl"


def _check_spans(what: str, spans: Sequence[tuple[int, int]], text: str, *, needed: bool) -> None:
    if needed and not spans:
        raise BadAnnotation("a claim needs its passage: select the words that state it")
    last = 0
    for start, end in sorted(spans):
        if not 0 <= start < end <= len(text):
            raise BadAnnotation(f"{what} {start}-{end} lies outside of the text of {len(text)} characters, or is empty")
        if start < last:
            raise BadAnnotation(f"{what} {start}-{end} overlaps the one before")
        last = end

"""Who is asked to annotate what: documents dealt out to people, how far each is, and what a person still has to do."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from reportedly.checking.annotation import Asked, BadAnnotation, Task, tasks, work_of


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one person is with a task: documents that they were asked for and are done with, claims marked so far."""

    person: str
    asked: int
    done: int
    claims: int

    @property
    def finished(self) -> bool:
        """Whether nothing is left."""
        return self.done >= self.asked


@dataclass(frozen=True, slots=True)
class Open:
    """A document that a person was asked to annotate and is not done with; `begun` where they marked a claim in it."""

    task: Task
    document: str
    begun: bool


def dealt(documents: Sequence[str], people: Sequence[str], each: int) -> Asked:
    """Return who is asked for which documents when each document goes to so many people.

    The group that has least to do takes the next one, and of those the one that had fewest together, so that work and
    what every two people share are even. Raises BadAnnotation where `each` does not fit.
    """
    if not 2 <= each <= len(people):
        raise BadAnnotation(f"each document goes to two people or more, and to no more than {len(people)}; not {each}")
    groups = list(zip(documents, _turns(people, each, len(documents)), strict=True))
    return tuple((person, tuple(d for d, group in groups if person in group)) for person in people)


def progress(out: Path, task: Task) -> tuple[Progress, ...]:
    """Return how far each person of a task is, in the order in which they were named."""
    found = []
    for person in task.people:
        work, asked = work_of(out, task, person), set(task.asked_of(person))
        claims = sum(claim.document in asked for claim in work.claims.values())
        found.append(Progress(person, len(asked), len(work.done & asked), claims))
    return tuple(found)


def queue_of(out: Path, person: str) -> list[Open]:
    """Return what a person still has to annotate, tasks that are due first before others, older before newer ones."""
    found = []
    for task in sorted(tasks(out), key=lambda task: (task.due or "9999", task.at)):
        if person in task.people:
            work = work_of(out, task, person)
            begun = {claim.document for claim in work.claims.values()}
            found += [Open(task, d, d in begun) for d in task.asked_of(person) if d not in work.done]
    return found


def next_open(out: Path, task: Task, person: str, after: str) -> str:
    """Return the document of a task that a person comes to next after another one; "" when they are done with all."""
    asked, done = task.asked_of(person), work_of(out, task, person).done
    at = asked.index(after) + 1 if after in asked else 0
    return next((document for document in (*asked[at:], *asked[:at]) if document not in done), "")


def _turns(people: Sequence[str], each: int, number: int) -> list[tuple[str, ...]]:
    groups = list(combinations(people, each))
    load, uses, found = Counter[str](), Counter[tuple[str, ...]](), []
    for _ in range(number):
        group = min(groups, key=lambda one: (sum(load[person] for person in one), uses[one]))
        load.update(group)
        uses[group] += 1
        found.append(group)
    return found

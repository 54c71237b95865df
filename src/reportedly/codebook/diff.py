"""What two versions of a codebook differ in, and whether the version number says so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from reportedly.codebook.meanings import basis
from reportedly.codebook.model import Codebook

Step = Literal["none", "patch", "minor", "major"]
STEPS: tuple[Step, ...] = ("none", "patch", "minor", "major")

_FIELDS: tuple[tuple[str, Step], ...] = (
    ("definition", "major"),
    ("include", "minor"),
    ("exclude", "minor"),
    ("examples", "minor"),
    ("counter_examples", "minor"),
    ("words", "minor"),
    ("kind", "minor"),
    ("roles", "minor"),
    ("values", "minor"),
    ("sectors", "minor"),
    ("uses_status_scale", "minor"),
    ("name", "patch"),
    ("slug", "patch"),
    ("notes", "patch"),
    ("maps", "patch"),
)
"""The parts of a category, and the step of the version that a change of each asks for (CODEBOOK 3.1)."""

_LISTS: tuple[tuple[str, Step], ...] = (
    ("language", "major"),
    ("routing", "minor"),
    ("sectors", "minor"),
    ("status", "minor"),
    ("change", "minor"),
    ("cause", "minor"),
    ("access", "minor"),
    ("access_conditions", "minor"),
    ("provider", "minor"),
    ("roles", "minor"),
    ("actor_classes", "minor"),
    ("allowed_merges", "minor"),
    ("confusable_pairs", "patch"),
    ("domains", "patch"),
    ("principles", "patch"),
    ("title", "patch"),
    ("licence", "patch"),
    ("protection_risks", "patch"),
    ("provisions", "patch"),
)

_CODE = re.compile(r"\b[A-Z]{2,8}\.[A-Z]\d{2}\b")
_PIECE = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Change:
    """One part that differs: the category ("" for the codebook itself), the field, both values as text.

    `words` is the later text with what went in [-…-] and what came in {+…+}.
    """

    category: str
    field: str
    step: Step
    before: str
    after: str
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """All that two codebooks differ in, categories by id.

    `moved` are ids that were given up for another id with the same definition: rules move along. `retired` are
    categories with their new `replaced_by`. `removed` ids are gone without a successor, which the rules forbid.
    `needs` is the step that the changes ask of the version number, `raised` the one it took.
    """

    before: str
    after: str
    added: tuple[str, ...]
    retired: tuple[tuple[str, str], ...]
    moved: tuple[tuple[str, str], ...]
    removed: tuple[str, ...]
    changes: tuple[Change, ...]
    needs: Step
    raised: Step
    recodes: bool

    @property
    def ruled(self) -> bool:
        """Say whether the version number was raised as far as the changes ask."""
        return STEPS.index(self.raised) >= STEPS.index(self.needs)


def difference(old: Codebook, new: Codebook) -> Difference:
    """Return what differs from `old` to `new`.

    `raised` is "major" where the two have different ids: they are two codebooks, not two versions.
    """
    moved = tuple(_moved(old, new))
    gone = dict(moved)
    came = set(gone.values())
    added = tuple(c.id for c in new.categories if old.get(c.id) is None and c.id not in came)
    removed = tuple(c.id for c in old.categories if new.get(c.id) is None and c.id not in gone)
    retired = tuple(
        (c.id, c.replaced_by)
        for c in new.categories
        if c.replaced_by and ((was := old.get(c.id)) is None or was.replaced_by != c.replaced_by)
    )
    changes = tuple(_changes(old, new, gone))
    steps: list[Step] = [change.step for change in changes]
    if removed or moved:
        steps.append("major")
    if added or retired:
        steps.append("minor")
    return Difference(
        f"{old.id} {old.version}",
        f"{new.id} {new.version}",
        added,
        retired,
        moved,
        removed,
        changes,
        max(steps, key=STEPS.index, default="none"),
        "major" if old.id != new.id else _raised(old.version, new.version),
        basis(old) != basis(new),
    )


def _moved(old: Codebook, new: Codebook) -> Iterator[tuple[str, str]]:
    """Yield (old id, new id) of categories that kept their definition under an id which was not there."""
    fresh = {_plain(c.definition): c.id for c in new.categories if old.get(c.id) is None}
    for category in old.categories:
        then = fresh.get(_plain(category.definition))
        if then is not None and new.get(category.id) is None:
            yield category.id, then


def _changes(old: Codebook, new: Codebook, moved: dict[str, str]) -> Iterator[Change]:
    for field, step in _LISTS:
        before, after = (_shown(getattr(book, field)) for book in (old, new))
        yield from _change("", field, step, _under_new_ids(before, moved), after)
    for was in old.categories:
        now = new.get(moved.get(was.id, was.id))
        if now is None:
            continue
        for field, step in _FIELDS:
            if was.id not in moved or field != "slug":
                before, after = (_shown(getattr(one, field)) for one in (was, now))
                yield from _change(now.id, field, step, _under_new_ids(before, moved), after)


def _under_new_ids(text: str, moved: dict[str, str]) -> str:
    """Return a text with the ids that moved as they are now: a code that follows its category is no change."""
    return _CODE.sub(lambda found: moved.get(found.group(), found.group()), text)


def _change(category: str, field: str, step: Step, before: str, after: str) -> Iterator[Change]:
    if _plain(before) == _plain(after):
        return
    yield Change(category, field, step, before, after, word_changes(before, after))


def _shown(value: object) -> str:
    """Return a part of a codebook as text, one line for each of its items."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple | list):
        return "\n".join(_shown(item) for item in value)
    if isinstance(value, dict):
        return "\n".join(f"{key}: {', '.join(map(str, item))}" for key, item in value.items())
    fields = getattr(type(value), "model_fields", None)
    if fields is None:
        return str(value)
    told = ((name, getattr(value, name)) for name in fields)
    return "; ".join(f"{name} {_shown(item).replace(chr(10), ', ')}" for name, item in told if item not in (None, ()))


def word_changes(before: str, after: str) -> str:
    """Return the later text word by word, with what went in [-…-] and what came in {+…+}."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    made: list[str] = []
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            made.append("".join(new[k:m]))
            continue
        made.append(f"[-{''.join(old[i:j])}-]" if j > i else "")
        made.append(f"{{+{''.join(new[k:m])}+}}" if m > k else "")
    return "".join(made)


def _raised(before: str, after: str) -> Step:
    """Return which part of the version number grew, "none" if it stayed or went back."""
    old, new = (tuple(map(int, version.split("."))) for version in (before, after))
    if new <= old:
        return "none"
    if new[0] > old[0]:
        return "major"
    return "minor" if new[1] > old[1] else "patch"


def _plain(text: str) -> str:
    return " ".join(text.split())

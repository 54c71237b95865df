"""What people decide about claims, events, edges and documents: an append-only chain of actions (DOMAIN 2.11)."""

import json
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from reportedly.errors import InvalidRecord
from reportedly.records import values as v
from reportedly.text import digest

ReviewKind = Literal[
    "merge",
    "split",
    "not_same",
    "edge",
    "reject",
    "edit",
    "accept",
    "retract",
    "undo",
    "erase",
    "comment",
    "dissent",
    "grade_source",
    "grade_information",
]
DiscardReason = Literal["duplicate", "out_of_scope", "too_old", "not_a_claim", "extraction_error", "sensitive"]
EditField = Literal[
    "category",
    "place",
    "time",
    "polarity",
    "realis",
    "kind",
    "proposition",
    "secondary",
    "sector",
    "chain",
    "level",
    "caveats",
    "origin",
    "destination",
    "roles",
    "quantity",
    "status",
    "summary_of",
    "evidence",
]
Reliability = Literal["A", "B", "C", "D", "E", "F"]
Credibility = Literal["1", "2", "3", "4", "5", "6"]
EdgeChange = Literal["add", "cut", "change"]

BESIDE = ("comment", "dissent", "grade_source", "grade_information")
"""Kinds that are kept beside: they change no record, no count and no state."""

_FIELDS: dict[str, object] = {
    "reject": DiscardReason,
    "edit": EditField,
    "edge": EdgeChange,
    "grade_source": Reliability,
    "grade_information": Credibility,
}
_DIGEST = 64

PARTS = ("reason", "before", "after", "quotes")
"""The values of an action that stand beside the chain and can be erased."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A value beside the chain: its digest is chained, so that the text can be erased and the chain still holds.

    The salt (random) goes with the text, so that an erased value cannot be guessed from its digest.
    """

    sha256: str
    text: str | None = None
    salt: str | None = None

    @classmethod
    def of(cls, text: str, salt: str) -> "Sealed":
        """Return a text under its digest."""
        return cls(digest(salt, text, length=_DIGEST), text, salt)

    @property
    def intact(self) -> bool:
        """Whether the text, where it has not been erased, is the one that was sealed."""
        return self.text is None or digest(self.salt or "", self.text, length=_DIGEST) == self.sha256

    def erased(self) -> "Sealed":
        """Return the value without its text and salt."""
        return Sealed(self.sha256)


@dataclass(frozen=True, slots=True)
class Quote:
    """Where a claim stood when it was decided on: the exact words, and how often they stood before.

    `pieces` are the words of its evidence, one for each span; `order` counts how often the first piece begins earlier
    in the text of the document.
    """

    claim: str
    document: str
    pieces: tuple[str, ...]
    order: int = 0


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """A decision that is not in the chain yet.

    What `on` and `against` hold follows from the kind. merge: the claims that are one occurrence. split: the
    claims that leave, and those that stay. not_same: one claim, and the other. edge: the document that derives, and
    the one it derives from. reject, edit, accept: the claim. retract: the document. undo, erase: the action. comment,
    dissent: a claim, event or document, or an edge (the document that derives, against the other); a dissent is
    another view that is kept beside and changes nothing. grade_source: the source (`source_name`). grade_information:
    the claim. `field` is what is edited or dissented from, how an edge is changed, why a claim is discarded, which
    parts are erased, or the grade. `before` and `after` are values in words or codes. `by` is who decided, `at` when
    (ISO 8601, UTC).

    Raises InvalidRecord where who, when or why is missing, or `field` does not fit the kind.
    """

    kind: ReviewKind
    on: tuple[str, ...]
    by: str
    at: str
    reason: str
    against: tuple[str, ...] = ()
    field: str = ""
    before: str = ""
    after: str = ""
    quotes: tuple[Quote, ...] = ()

    def __post_init__(self) -> None:
        _check(self.kind, self.field, self.on, self.against)
        for name, value in (("by", self.by), ("at", self.at), ("reason", self.reason)):
            if not value.strip():
                raise InvalidRecord(f"a review action needs {name!r}: who decided, when and why")
        _check_time(self.at)


@dataclass(frozen=True, slots=True)
class ReviewAction:
    """One decision in the chain, `number` counting from 1; fields as in `ReviewDraft`.

    `previous` is the digest of the action before ("" for the first), `sha256` that of this one: over everything but
    the texts of the sealed values, whose digests stand for them. `id` is the beginning of it.
    """

    number: int
    id: str
    previous: str
    sha256: str
    kind: ReviewKind
    on: tuple[str, ...]
    against: tuple[str, ...]
    field: str
    by: str
    at: str
    sealed_reason: Sealed
    sealed_before: Sealed
    sealed_after: Sealed
    sealed_quotes: Sealed

    def __post_init__(self) -> None:
        _check(self.kind, self.field, self.on, self.against)

    @property
    def reason(self) -> str:
        """Why it was decided, "(erased)" where that was erased."""
        return "(erased)" if self.sealed_reason.text is None else self.sealed_reason.text

    @property
    def before(self) -> str | None:
        """The value before, None where it was erased."""
        return self.sealed_before.text

    @property
    def after(self) -> str | None:
        """The value after, None where it was erased."""
        return self.sealed_after.text

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Where the claims stood; none where that was erased."""
        plain = json.loads(self.sealed_quotes.text or "[]")
        return tuple(Quote(q["claim"], q["document"], tuple(q["pieces"]), q["order"]) for q in plain)

    @property
    def producer(self) -> str:
        """Who stands for what follows from it."""
        return f"review/{self.by}"

    @property
    def sealed(self) -> dict[str, Sealed]:
        """The sealed values by name."""
        return {name: getattr(self, f"sealed_{name}") for name in PARTS}

    @property
    def chained(self) -> str:
        """What is digested into the chain, as JSON."""
        return json.dumps(
            {
                "number": self.number,
                "previous": self.previous,
                "kind": self.kind,
                "on": self.on,
                "against": self.against,
                "field": self.field,
                "by": self.by,
                "at": self.at,
                **{name: sealed.sha256 for name, sealed in self.sealed.items()},
            },
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        )


def source_name(entry: str | None, printed: str = "") -> str:
    """Return under which name a source is graded: its id in the register or theatre, else its printed name."""
    if not entry and not printed.strip():
        raise InvalidRecord("a source needs an id or a printed name")
    return f"source:{entry}" if entry else f"printed:{' '.join(printed.split())}"


def chained(draft: ReviewDraft, last: ReviewAction | None, salts: Sequence[str]) -> ReviewAction:
    """Return the action that a draft becomes after the `last` one; `salts` are four random texts."""
    quotes = [{"claim": q.claim, "document": q.document, "pieces": q.pieces, "order": q.order} for q in draft.quotes]
    texts = (draft.reason, draft.before, draft.after, json.dumps(quotes, ensure_ascii=False))
    reason, before, after, sealed_quotes = (Sealed.of(t, s) for t, s in zip(texts, salts, strict=True))
    action = ReviewAction(
        number=last.number + 1 if last else 1,
        id="",
        previous=last.sha256 if last else "",
        sha256="",
        kind=draft.kind,
        on=draft.on,
        against=draft.against,
        field=draft.field,
        by=draft.by,
        at=draft.at,
        sealed_reason=reason,
        sealed_before=before,
        sealed_after=after,
        sealed_quotes=sealed_quotes,
    )
    return signed(action)


def signed(action: ReviewAction) -> ReviewAction:
    """Return an action with its digest, and its id from that."""
    sha256 = digest(action.chained, length=_DIGEST)
    return replace(action, sha256=sha256, id=f"rev_{sha256[:16]}")


@dataclass(frozen=True, slots=True)
class Tie:
    """Two claims that a person joined (`same`), or keeps apart, by which action and why.

    A tie that is not `firm` only says that the two were left together when others were split off: it gives way to
    whatever speaks against it.
    """

    left: str
    right: str
    same: bool
    reason: str
    producer: str
    action: str = ""
    firm: bool = True


class Bonds:
    """A growing partition of claims in which some are held together and some kept apart."""

    def __init__(self, ties: Iterable[Tie] = ()) -> None:
        self._parent: dict[str, str] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)
        given = list(ties)
        for tie in given:
            if tie.same and tie.firm:
                self.join(tie.left, tie.right)
        for tie in given:
            if not tie.same:
                self._keep_apart(tie.left, tie.right)

    def head(self, claim: str) -> str:
        """Return the claim that stands for the group of a claim."""
        at = claim
        while (above := self._parent.get(at, at)) != at:
            self._parent[at] = self._parent.get(above, above)
            at = above
        return at

    def may_join(self, left: str, right: str) -> bool:
        """Say whether nothing keeps the groups of two claims apart."""
        return not self._apart or self.head(right) not in self._apart.get(self.head(left), ())

    def join(self, left: str, right: str) -> None:
        """Make one group of the groups of two claims."""
        kept, gone = sorted((self.head(left), self.head(right)))
        if kept == gone:
            return
        self._parent[gone] = kept
        for other in self._apart.pop(gone, ()):
            self._apart[other].discard(gone)
            self._apart[other].add(kept)
            self._apart[kept].add(other)

    def gathered(self, groups: Iterable[Sequence[str]]) -> list[list[str]]:
        """Return groups of claims, those made one that are held together; groups and members come sorted."""
        found: dict[str, list[str]] = defaultdict(list)
        for group in groups:
            found[self.head(group[0])].extend(group)
        return sorted(sorted(group) for group in found.values())

    def _keep_apart(self, left: str, right: str) -> None:
        one, other = self.head(left), self.head(right)
        if one != other:
            self._apart[one].add(other)
            self._apart[other].add(one)


def contradiction(ties: Sequence[Tie]) -> list[str] | None:
    """Return the actions of which not all can hold, None where all of them can.

    They are one that keeps two claims apart and those that, step by step, hold them together.
    """
    bonds = Bonds(tie for tie in ties if tie.same)
    for tie in (t for t in ties if t.firm):
        if not tie.same and bonds.head(tie.left) == bonds.head(tie.right):
            return sorted({tie.action, *_path(ties, tie.left, tie.right)})
    return None


def _path(ties: Sequence[Tie], start: str, end: str) -> list[str]:
    """Return the actions on a shortest way from one claim to another over claims held together."""
    ways: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for tie in ties:
        if tie.same and tie.firm:
            ways[tie.left].append((tie.right, tie.action))
            ways[tie.right].append((tie.left, tie.action))
    reached: dict[str, list[str]] = {start: []}
    queue = deque([start])
    while queue and end not in reached:
        at = queue.popleft()
        for claim, action in ways[at]:
            if claim not in reached:
                reached[claim] = [*reached[at], action]
                queue.append(claim)
    return reached.get(end, [])


@dataclass(frozen=True, slots=True)
class Orphan:
    """A decision, or a part of one, that cannot be carried out any more, and why."""

    action: str
    on: str
    reason: str


def _check(kind: str, named: str, on: tuple[str, ...], against: tuple[str, ...]) -> None:
    v.check("ReviewAction", kind=(kind, ReviewKind))
    if kind in _FIELDS:
        v.check("ReviewAction", field=(named, _FIELDS[kind]))
    if not on:
        raise InvalidRecord(f"a {kind} needs what it is about")
    if set(on) & set(against):
        raise InvalidRecord(f"a {kind} cannot set {', '.join(sorted(set(on) & set(against)))} against itself")
    if kind in ("split", "not_same", "edge") and not against:
        raise InvalidRecord(f"a {kind} needs two sides")
    if kind == "merge" and len(set(on)) < 2:
        raise InvalidRecord("a merge needs two claims or more")


def _check_time(at: str) -> None:
    try:
        moment = datetime.fromisoformat(at.replace("Z", "+00:00"))
    except ValueError as error:
        raise InvalidRecord(f"{at!r} is no time; give ISO 8601 such as 2026-11-02T09:30:00+00:00") from error
    if moment.utcoffset() != timedelta(0):
        raise InvalidRecord(f"{at!r} is not in UTC")

"""A brief as a draft: what it is about, its sentences, and the edits that made it (DOMAIN 2.12)."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Literal

from reportedly.errors import ReportedlyError
from reportedly.records import BriefStatement

Template = Literal["update", "full", "one-page"]
TEMPLATES: tuple[Template, ...] = ("update", "full", "one-page")
"""A regular update, everything that can be told, or one page of takeaways."""

EditKind = Literal[
    "new", "text", "add", "remove", "move", "attach", "detach", "assess", "keep", "takeaway", "title", "unreviewed",
    "redraft", "publish", "withdraw",
]  # fmt: skip


class InvalidDraft(ReportedlyError):
    """What was asked of a draft cannot be done."""


class DraftConflict(ReportedlyError):
    """Somebody else saved the draft in the meantime; `version` is the newest one, `by` and `at` say who and when."""

    def __init__(self, message: str, *, version: int, by: str, at: str) -> None:
        super().__init__(message)
        self.version, self.by, self.at = version, by, at


@dataclass(frozen=True, slots=True)
class Spec:
    """What a draft is made of: places (ids or names; none: everywhere) and days (ISO, both included; "" open).

    `language` is that of the brief, en or uk. `template` is one of `TEMPLATES`.
    """

    areas: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    language: str = "en"
    template: Template = "update"
    title: str = ""

    def __post_init__(self) -> None:
        if self.template not in TEMPLATES:
            raise InvalidDraft(f"there is no template {self.template!r}; choose one of {', '.join(TEMPLATES)}")
        if self.start and self.end and self.start > self.end:
            raise InvalidDraft(f"the period ends ({self.end}) before it begins ({self.start}); swap the two days")


@dataclass(frozen=True, slots=True)
class Edit:
    """One change to a draft: its kind, the id of the sentence it is about ("" for the whole), and values.

    `before` and `after` are JSON values whose form follows from the kind (see `edits`). `reason` says why.
    """

    kind: EditKind
    sentence: str = ""
    before: Any = None
    after: Any = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One saved edit in the chain of a draft, `number` counting from 1.

    `previous` is the digest of the version before ("" for the first), `sha256` that of this one.
    """

    number: int
    previous: str
    sha256: str
    by: str
    at: str
    edit: Edit


@dataclass(frozen=True)
class Draft:
    """A draft as its edits leave it.

    `support` is what its sentences rested on when they were drafted or last published (as `review.support` keeps it),
    `past` how the events of the published text stood, `published` the version that was published last (0: none).
    `withdrawal` tells of a withdrawn brief `told` (what readers are told), `because`, `by` and `at`.
    """

    id: str
    spec: Spec
    sentences: tuple[BriefStatement, ...] = ()
    takeaways: tuple[BriefStatement, ...] = ()
    title: str = ""
    cutoff: str = ""
    unreviewed: bool = False
    state: Literal["draft", "published", "corrected", "withdrawn"] = "draft"
    support: Mapping[str, Any] = field(default_factory=dict)
    past: Mapping[str, Any] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    versions: tuple[Version, ...] = ()
    published: int = 0
    files: Mapping[str, str] = field(default_factory=dict)
    withdrawal: Mapping[str, str] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """The number of the newest version."""
        return self.versions[-1].number if self.versions else 0

    @property
    def by(self) -> tuple[str, ...]:
        """Who edited it by hand, in order of first appearance."""
        return tuple(dict.fromkeys(v.by for v in self.versions if v.edit.kind not in ("new", "redraft")))

    def sentence(self, id_: str) -> BriefStatement:
        """Return a sentence or takeaway by its id. Raises InvalidDraft if there is none."""
        for one in (*self.sentences, *self.takeaways):
            if one.id == id_:
                return one
        known = ", ".join(s.id for s in self.sentences[:40])
        raise InvalidDraft(f"brief {self.id} has no sentence {id_!r}; its sentences are {known or 'none'}")


_PLAIN = (
    "id", "of", "section", "kind", "text", "claims", "events", "topic", "basis", "likelihood", "confidence", "by",
    "kept", "change", "origin",
)  # fmt: skip


def plain(sentence: BriefStatement) -> dict[str, Any]:
    """Return a sentence as JSON-ready values; what follows from the material is left out."""
    found = {name: getattr(sentence, name) for name in _PLAIN}
    return {k: list(v) if isinstance(v, tuple) else v for k, v in found.items() if v not in ("", None, (), False)}


def sentence_of(value: Mapping[str, Any]) -> BriefStatement:
    """Return a sentence from its JSON values. Raises InvalidDraft where they are none."""
    try:
        known = {k: tuple(v) if isinstance(v, list) else v for k, v in value.items() if k in _PLAIN}
        given: dict[str, Any] = {"section": "", "kind": "report", "claims": (), **known}
        one = BriefStatement(order=0, **given)
    except (TypeError, ReportedlyError) as error:
        raise InvalidDraft(f"this is no sentence of a brief: {error}") from error
    return replace(one, text=tidy(one.text))


def tidy(text: str) -> str:
    """Return words with each run of blanks and line breaks as one blank; blanks that hold words together stay."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def plain_spec(spec: Spec) -> dict[str, Any]:
    """Return a spec as JSON-ready values."""
    return asdict(spec) | {"areas": list(spec.areas)}


def spec_of(value: Mapping[str, Any]) -> Spec:
    """Return a spec from its JSON values."""
    names = {f.name for f in fields(Spec)}
    given: dict[str, Any] = {k: tuple(v) if k == "areas" else v for k, v in value.items() if k in names}
    return Spec(**given)


def as_json(value: Any) -> str:
    """Return JSON in one order, so that equal values have equal digests."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

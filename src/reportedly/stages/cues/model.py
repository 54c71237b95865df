"""The shape of a cue lexicon file: frozen models that a file must fill exactly."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from reportedly.records.values import Commitment, CueType, Stance

Text = Annotated[str, Field(min_length=1, pattern=r"\S")]


class Part(BaseModel):
    """Base of every part: frozen, no unknown fields, no silent conversion."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Guard(Part):
    """What must not stand right before or right after a match, as regular expressions."""

    unless_before: Text | None = None
    unless_after: Text | None = None


class Variant(Part):
    """One way a cue is worded: a `pattern` in the token language, or a plain `regex`.

    `guard` names a guard of the file; `unless_before` and `unless_after` are
    regular expressions of this variant alone. Of two equally long matches the one
    of higher `priority` counts, then core before extended, then file order.
    """

    pattern: Text | None = None
    regex: Text | None = None
    guard: Text | None = None
    unless_before: Text | None = None
    unless_after: Text | None = None
    case_sensitive: bool = False
    priority: int = 0

    @model_validator(mode="after")
    def _one_form(self) -> "Variant":
        if (self.pattern is None) == (self.regex is None):
            raise ValueError("a variant has either a pattern or a regex")
        return self


class Entry(Part):
    """One cue: its type, what author and source commit to, and the ways it is worded.

    `printed` lists the forms of the cue as a person would write them; `examples`
    holds an invented sentence for each form that does not fit into "The council
    FORM …". Commitments are null where the question does not arise.
    """

    id: Annotated[str, Field(pattern=r"^[a-z]{2}\.[a-z]{3}\.[a-z0-9]+(-[a-z0-9]+)*$")]
    type: CueType
    printed: Annotated[tuple[Text, ...], Field(min_length=1)]
    variants: Annotated[tuple[Variant, ...], Field(min_length=1)]
    author_commitment: Commitment | None
    source_commitment: Commitment | None
    stance: Stance
    note: str = ""
    anaphoric: bool = False
    placement: Literal["sentence_initial"] | None = None
    condition: Literal["translated_text"] | None = None
    level: Literal["p", "s", "u"] | None = None
    source: Literal["core", "extended"] = "core"
    examples: tuple[Text, ...] = ()


class LexiconFile(Part):
    """A lexicon file: entries, the forms of each lemma, and named guards."""

    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    guards: dict[str, Guard] = {}
    inflections: dict[str, tuple[Text, ...]] = {}
    entries: Annotated[tuple[Entry, ...], Field(min_length=1)]

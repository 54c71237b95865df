"""The shape of a theatre file: frozen models that a file must fill exactly."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from reportedly.records import values as v
from reportedly.records.floors import Fineness
from reportedly.records.theatre_roles import ActorClass, LegalValue, MapColumn, TheatreRole


def _as_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _as_day(value: object) -> object:
    """Return the ISO day of a YAML date or string; anything else as it is, for the model to refuse."""
    if isinstance(value, str):
        return date.fromisoformat(value).isoformat()
    # A datetime is a date too, and not a day.
    return value.isoformat() if type(value) is date else value


def _as_legal(value: object) -> object:
    """Return a list of frames, whether the file gives one word, one frame or a list."""
    if isinstance(value, list):
        return tuple(value)
    return ({"value": value} if isinstance(value, str) else value,)


def _as_many(value: object) -> object:
    return tuple(value) if isinstance(value, list) else (value,)


def _as_role(value: object) -> object:
    return {"source": value} if isinstance(value, str) else value


Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*(:[a-z0-9][a-z0-9_.-]*)?$")]
Word = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Day = Annotated[str, BeforeValidator(_as_day)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_tuple)]
Since = Annotated[Day | None, Field(validation_alias=AliasChoices("since", "from"))]
Degrees = Annotated[float, Field(allow_inf_nan=False)]
FloorKey = Annotated[str, Field(pattern=r"^(\*|[A-Z]{2,8}\.[A-Z]\d{2})$")]


class Entry(BaseModel):
    """Base of every part of the file: no unknown keys, no silent conversion."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class SourceEntry(Entry):
    """A source of the theatre."""

    id: Id
    name: Text
    kind: Word = "organisation"
    role: v.LinkRole = "official"
    side: v.Side = "unknown"
    aliases: Texts = ()
    affiliation_group: Text | None = None
    media_family: Text | None = None
    basis: str = ""
    since: Since = None
    person_class: v.PersonClass | None = None


class OfficeHolderEntry(Entry):
    """A person who may be named because of an office."""

    name: Text
    office: Text
    # A private person has no place in this list, so P2 and P3 are not allowed here.
    person_class: Literal["P0", "P1"] = "P0"
    side: v.Side = "unknown"


class NameEntry(Entry):
    """A name of a place."""

    text: Text
    lang: Text | None = None
    status: Word = "official"
    since: Since = None
    until: Day | None = None


class PlaceEntry(Entry):
    """A place that the theatre brings along."""

    id: Id
    name: Text
    kind: Word
    lat: Annotated[Degrees, Field(ge=-90, le=90)]
    lon: Annotated[Degrees, Field(ge=-180, le=180)]
    population: Annotated[int, Field(ge=0)] | None = None
    parent: Text | None = None
    names: Annotated[tuple[NameEntry, ...], BeforeValidator(_as_tuple)] = ()
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None


class RoleLine(Entry):
    """A body in a role; the id of a source alone stands for `{source: ID}`."""

    source: Id | None = None
    body: Text | None = None
    actor_class: Annotated[ActorClass | None, Field(validation_alias="class")] = None
    aliases: Texts = ()
    adjectives: Texts = ()
    since: Since = None
    until: Day | None = None
    area: Texts = ()
    basis: str = ""

    @model_validator(mode="after")
    def _one_of_both(self) -> "RoleLine":
        if (self.source is None) == (self.body is None):
            raise ValueError("give either `source`, the id of a source of this file, or `body`, a name: one of the two")
        return self


class LegalEntry(Entry):
    """A legal frame with the authority that is cited for it; `date` is that of the authority's act."""

    value: LegalValue = "not_applicable"
    authority: Text | None = None
    date: Day | None = None
    since: Since = None
    until: Day | None = None
    note: str = ""


class ProclaimedEntry(Entry):
    """An entity that somebody proclaimed."""

    name: Text
    aliases: Texts = ()
    unit: Text | None = None
    by: str = ""
    since: Since = None
    basis: str = ""


class LabelsEntry(Entry):
    """Which names and labels the product prints."""

    place_names: Annotated[tuple[Word, ...], BeforeValidator(_as_tuple)] = ()
    language: Text | None = None
    bodies: Literal["proper_name", "neutral_role"] = "proper_name"
    words: dict[ActorClass, Text] = Field(default_factory=dict)
    proclaimed: Annotated[tuple[ProclaimedEntry, ...], BeforeValidator(_as_tuple)] = ()
    basis: str = ""


class FloorEntry(Entry):
    """A floor for one category; what is left out is as in the default floor."""

    finest: Fineness | None = None
    facility: Fineness | None = None
    min_group: Annotated[int, Field(ge=0)] | None = None
    delay_hours: Annotated[int, Field(ge=0)] | None = None
    loosened_because: Text | None = None


class ProfileEntry(Entry):
    """Which sources were followed in which languages, and when."""

    version: Text
    sources: Texts = ()
    languages: Texts = ()
    since: Since = None
    until: Day | None = None
    backfilled_to: Day | None = None
    note: str = ""


class File(Entry):
    """A whole theatre file."""

    id: Id
    name: str = ""
    note: str | None = None
    roles: dict[
        TheatreRole, Annotated[tuple[Annotated[RoleLine, BeforeValidator(_as_role)], ...], BeforeValidator(_as_tuple)]
    ] = Field(default_factory=dict)
    legal_frame: Annotated[tuple[LegalEntry, ...], BeforeValidator(_as_legal)] = ()
    legal_authority: Text | None = None
    label_policy: LabelsEntry = LabelsEntry()
    show_maps: Annotated[tuple[MapColumn, ...], BeforeValidator(_as_tuple)] = ()
    freshness_days: dict[Word, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)
    sensitivity_floors: dict[FloorKey, FloorEntry] = Field(default_factory=dict)
    source_profile: Annotated[tuple[ProfileEntry, ...], BeforeValidator(_as_many)] = ()
    sources: Annotated[tuple[SourceEntry, ...], BeforeValidator(_as_tuple)] = ()
    office_holders: Annotated[tuple[OfficeHolderEntry, ...], BeforeValidator(_as_tuple)] = ()
    places: Annotated[tuple[PlaceEntry, ...], BeforeValidator(_as_tuple)] = ()
    shapes: Text | None = None

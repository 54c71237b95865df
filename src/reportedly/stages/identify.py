"""identify.rules: one record for each body that the chains of a document name, under all its printed forms."""

from collections.abc import Sequence

from reportedly.interfaces import Identified, SourceRegister, StageInfo
from reportedly.records import (
    Attribution,
    Body,
    BodyMention,
    NameReading,
    PersonMention,
    Reading,
    Record,
    RegisteredBody,
    Span,
    body_id,
)
from reportedly.records.values import BodyKind, LinkRole
from reportedly.stages.attribution.bodies import expansions
from reportedly.stages.attribution.sources import role_word
from reportedly.stages.identification.grouping import Group, Grouping
from reportedly.stages.identification.lists import words
from reportedly.stages.identification.mentions import mentions_of

_KINDS: dict[LinkRole, BodyKind] = {
    "outlet": "outlet",
    "agency": "outlet",
    "document": "document",
    "social_account": "account",
    "unnamed_plural": "group_role",
    "unnamed_single": "group_role",
    "resident": "group_role",
    "witness": "group_role",
    "expert": "group_role",
    "none": "group_role",
}


class IdentifyRules:
    """Brings names, acronyms, short forms and pronouns of one body together and looks it up in the register."""

    def __init__(self, register: SourceRegister | None = None) -> None:
        self._register = register
        self._info = StageInfo(
            name="identify.rules",
            version=2,
            summary="Makes one record for each body that the chains name, with its mentions and register entry.",
            languages=("en",),
            reads=(PersonMention, Attribution),
            makes=(Body,),
        )

    @property
    def info(self) -> StageInfo:
        """Name, version, languages, reads, makes."""
        return self._info

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return the bodies of each reading, in the order of their first mention."""
        return [self._read(reading) for reading in readings]

    def _read(self, reading: Reading) -> tuple[Record, ...]:
        groups = Grouping(reading.text, self._register).groups(mentions_of(reading))
        return tuple(self._body(reading, group) for group in groups)

    def _body(self, reading: Reading, group: Group) -> Body:
        mentions = tuple(sorted((BodyMention(m.span, rule) for m, rule in group.members), key=lambda m: m.span))
        fullest = group.fullest
        wrong, note = self._wrong(group)
        unsure = next((i for i in group.identified if i.readings), None)
        entry = self._entry(group) if wrong is None and not any(m.note for m, _ in group.members) else None
        readings: tuple[NameReading, ...] = ()
        sources = {m.source for m, _ in group.members if m.source is not None}
        if entry is not None:
            note = next(i.reason for i in group.identified if i.body is not None)
        elif unsure is not None and (wrong is not None or not sources):  # who the theatre knows is not in doubt
            readings, note = unsure.readings, note or unsure.reason
        return Body(
            id=body_id(reading.document.id, mentions[0].span),
            document=reading.document.id,
            name=_name(reading.text, group),
            mentions=mentions,
            kind=entry.kind if entry else _kind(group),
            role=entry.role if entry else fullest.role,
            named=any(m.named for m, _ in group.members),
            plural=fullest.plural,
            source=next(iter(sources)) if len(sources) == 1 and wrong is None else None,
            entry=entry.id if entry else None,
            readings=readings,
            proposed=wrong,
            note=note,
            producer=self._info.producer,
        )

    def _entry(self, group: Group) -> RegisteredBody | None:
        """Return the entry that the group's names agree on, None where one of them contradicts."""
        sure = {i.body.id: i.body for i in group.identified if i.body is not None}
        return next(iter(sure.values())) if len(sure) == 1 else None

    def _wrong(self, group: Group) -> tuple[NameReading | None, str | None]:
        """Return what is proposed in place of a wrong name, and why a name is doubted."""
        doubted: Identified | None = next((i for i in group.identified if i.proposed is not None), None)
        for mention, _ in group.members:
            if mention.proposed is not None:
                return self._registered(
                    mention.proposed, doubted
                ), mention.note or "the printed name contradicts itself"
        if doubted is not None:
            return doubted.proposed, doubted.reason
        return None, next((m.note for m, _ in group.members if m.note), None)

    def _registered(self, proposed: str, doubted: Identified | None) -> NameReading:
        """Return a name proposed by the chain stage, with its register entry where it has one."""
        found = self._register.identify(proposed).body if self._register is not None else None
        if found is None and doubted is not None and doubted.proposed is not None:
            return NameReading(proposed, doubted.proposed.entry)
        return NameReading(proposed, found.id if found is not None else None)


def _kind(group: Group) -> BodyKind:
    """Return the kind of a body that the register does not know."""
    mention = group.fullest
    he = any(m.form == "pronoun" and m.printed.casefold() in ("he", "she") for m, _ in group.members)
    if mention.form == "person" or (he and mention.form == "name"):
        return "person"
    unknown = mention.form == "short" and mention.role == "official" and not role_word(mention.head)
    if mention.form == "unnamed" or not mention.named or unknown:
        return "document" if mention.role == "document" else "group_role"
    if mention.head in words("offices"):
        return "office"
    return _KINDS.get(mention.role, "organisation")


def _name(text: str, group: Group) -> Span:
    """Return the fullest printed name: spelled out where only an acronym is a source, without its speaker."""
    fullest = group.fullest
    if fullest.form == "acronym":
        for span, letters, name in expansions(text):
            at = text.rfind(name, 0, span.start)
            if letters in fullest.acronyms and at >= 0:
                return Span(at, at + len(name))
    return fullest.inner if fullest.form == "name" else fullest.span

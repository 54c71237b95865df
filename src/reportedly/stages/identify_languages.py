"""Bodies in Ukrainian, Russian and German: one record for each source that the chains of a document name."""

from collections.abc import Sequence

from reportedly.gloss import body_keys, same_body
from reportedly.interfaces import Identified, SourceRegister, StageInfo
from reportedly.records import Attribution, Body, BodyMention, Reading, Record, body_id
from reportedly.records.values import BodyKind, LinkRole
from reportedly.stages.attribution_languages import LANGUAGES
from reportedly.stages.attribution_languages.naming import Named, Naming, Sounds, bodies_of, fullest

_KINDS: dict[LinkRole, BodyKind] = {
    "outlet": "outlet",
    "agency": "outlet",
    "document": "document",
    "social_account": "account",
    "resident": "person",
    "witness": "person",
    "expert": "person",
}


class IdentifyLanguages:
    """Brings full names, short forms and pronouns of one source together and looks its name up in the register."""

    def __init__(self, register: SourceRegister | None = None, sounds: Sounds | None = None) -> None:
        self._naming = Naming(register, sounds)
        self._info = StageInfo(
            name="identify.languages",
            version=4,
            summary="Makes one record for each body that chains in Ukrainian, Russian and German name.",
            languages=LANGUAGES,
            reads=(Attribution,),
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
        language = reading.document.language or ""
        found = _merged(reading.text, language, bodies_of(reading.text, language, reading.of(Attribution)))
        return tuple(self._body(reading, body) for body in found)

    def _body(self, reading: Reading, body: Named) -> Body:
        text = reading.text
        name = fullest(text, body)
        known = self._identified(text, body)
        sources = {k.source for k in body.links if k.source is not None}
        link = max(body.links, key=lambda k: k.span is not None and k.span == name)
        mentions = tuple(BodyMention(span, rule) for span, rule in sorted(body.spans.items()))
        entry = known.body
        readings = known.readings if entry is None and not sources else ()
        return Body(
            id=body_id(reading.document.id, mentions[0].span),
            document=reading.document.id,
            name=name,
            mentions=mentions,
            kind=entry.kind if entry else _KINDS.get(link.role, "organisation"),
            role=entry.role if entry else link.role,
            named=True,
            plural=link.plural,
            source=next(iter(sources)) if len(sources) == 1 else None,
            entry=entry.id if entry else None,
            readings=readings,
            note=known.reason or None if entry or readings else None,
            producer=self._info.producer,
        )

    def _identified(self, text: str, body: Named) -> Identified:
        """Return what the register says of the body's names, where they agree."""
        answers = [
            self._naming.identify(" ".join(span.of(text).split()), earlier=text[: span.start])
            for span, rule in body.spans.items()
            if rule != "points back"
        ]
        sure = {a.body.id: a for a in answers if a.body is not None}
        if len(sure) == 1:
            return next(iter(sure.values()))
        return next((a for a in answers if a.readings and not sure), Identified())


def _merged(text: str, language: str, bodies: Sequence[Named]) -> list[Named]:
    """Return the bodies with those together whose names are made of the same words («міськрада X», «X міська рада»)."""
    kept: list[tuple[Named, frozenset[str]]] = []
    for body in bodies:
        keys = body_keys(" ".join(fullest(text, body).of(text).split()), language)
        same = next((other for other, known in kept if same_body(keys, known)), None)
        if same is None:
            kept.append((body, keys))
            continue
        for span, rule in body.spans.items():
            same.spans.setdefault(span, rule)
        same.links += body.links
        same.stems |= body.stems
    return [body for body, _ in kept]

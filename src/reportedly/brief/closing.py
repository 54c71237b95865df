"""The closing parts: gaps, sourcing summary, method and limits."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from reportedly.brief import status, voices
from reportedly.brief.choose import Choice
from reportedly.brief.facts import Facts
from reportedly.brief.model import Material, Note, Options, Sourcing
from reportedly.brief.words import NO_BREAK, Words, capital, interval, lowered, unique
from reportedly.records import Claim, DocumentNote, Origin, domain_of
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
    found = [("places", _places(facts)), ("services", _services(facts)), ("sides", _sides(facts))]
    found += [("languages", _languages(facts)), ("failures", _failures(facts))]
    return tuple((facts.words(f"gaps.{head}"), text) for head, text in found if text)


def _places(facts: Facts) -> str:
    words, ledger = facts.words, facts.material.ledger
    sentences = _stale(facts)
    seen = {c.place for c in ledger}
    covered = {p.id: p.name for p in facts.material.theatre.places if p.kind == "settlement"}
    events = {e.place for e in facts.material.events}
    for sector in _ESSENTIAL[:2]:
        have = {c.place for c in ledger if c.sector == sector}
        without = _names([p for p in covered if p in seen and p not in have], covered, facts)
        if have and without:
            name = lowered(words.table("sectors")[sector])
            sentences.append(words("gaps.no_sector", sector=name, places=words.listed(without)))
    silent = _names([p for p in covered if p not in seen and p in events], covered, facts)
    if silent:
        sentences.append(words("gaps.silent", places=words.listed(silent)))
    if not ledger:
        sentences.append(words("gaps.no_ledger"))
    return " ".join(sentences)


def _names(places: Sequence[str], covered: Mapping[str, str], facts: Facts) -> list[str]:
    return sorted(facts.printed_place(p, covered[p]) or p for p in places)


def _stale(facts: Facts) -> list[str]:
    words = facts.words
    by_place: dict[str, list[str]] = {}
    for cell in facts.material.ledger:
        fine = cell.level in ("settlement", "facility")
        if not fine or cell.last_reported is None or not status.is_stale(cell, facts.today):
            continue
        name = lowered(status.sector_name(cell.sector, facts))
        told = words("gaps.last", sector=name, day=words.day(cell.last_reported))
        by_place.setdefault(facts.printed_place(cell.place, cell.place_name) or "", []).append(told)
    return [
        words("gaps.of_place", place=place, items=words.listed(items))
        for place, items in sorted(by_place.items())[:_LISTED]
    ]


def _services(facts: Facts) -> str:
    """Return the services of which nothing was read, and those of which something is told but no state of a place."""
    words = facts.words
    seen, told = {c.sector for c in facts.material.ledger}, _sectors_told(facts)
    lacking = {s: lowered(name) for s, name in words.table("sectors").items() if s not in seen}
    parts = (("gaps.no_services", [n for s, n in lacking.items() if s not in told]),
             ("gaps.no_state", [n for s, n in lacking.items() if s in told]))  # fmt: skip
    return " ".join(words(key, sectors=words.listed(names)) for key, names in parts if names)


def _sectors_told(facts: Facts) -> set[str]:
    """Return the sectors that claims of the events speak of, whether or not they give a state in a place."""
    claims = facts.facts(tuple(c for e in facts.material.events if not e.outside for c in e.claims))
    coded = {sector for f in claims if f.coding is not None for sector in f.coding.sector}
    return coded | {f.status.sector for f in claims if f.status is not None}


def _sides(facts: Facts) -> str:
    words = facts.words
    seen = {o.side for e in facts.material.events for o in e.origins if o.status == "named"}
    known = {s.side for s in facts.material.theatre.sources}
    names = {side: words.table("the_sides")[side] for side in ("controlling", "displaced", "neutral_monitor")}
    silent = [text for side, text in names.items() if side not in seen]
    if not known:
        return words("gaps.no_theatre")
    parts = [words("gaps.nothing_from", sides=words.either(silent))] if silent else []
    for letter, name in facts.material.labels.domains.items():
        events = [e for e in facts.material.events if domain_of(e.category) == letter]
        here = {o.side for e in events for o in e.origins if o.status == "named"}
        lacking = [text for side, text in names.items() if side in seen and side not in here]
        if events and lacking:
            parts.append(words("gaps.domain_lacks", domain=name, sides=words.either(lacking)))
    return " ".join(parts)


def _languages(facts: Facts) -> str:
    words, covered = facts.words, facts.material.languages
    unread = Counter(
        words.language_name(r.document.language)
        for r in facts.material.readings
        if r.document.language and r.document.language.split("-")[0] not in covered
    )
    text = words("gaps.only_read", languages=words.listed([words.language_name(tag) for tag in covered]))
    for name, count in sorted(unread.items()):
        text += f" {capital(words.plural('kept_unread', count, language=name))}"
    return text


def _failures(facts: Facts) -> str:
    words, failures = facts.words, facts.material.failures
    parts = [
        words("gaps.failure", path=f.path.rsplit("/", 1)[-1], message=words.told(f.message.strip().rstrip(".")))
        for f in failures[:_LISTED]
    ]
    if len(failures) > _LISTED:
        parts.append(words("gaps.more", n=len(failures) - _LISTED))
    return " ".join(parts)


def sourcing(facts: Facts, told: Sequence[Choice], notes: Sequence[Note]) -> Sourcing:
    """Return the counts of the sourcing summary; shares are of the claims behind the events that are told."""
    material, words = facts.material, facts.words
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
        (words("sourcing.read"), str(material.documents or len(material.readings))),
        (words("sourcing.used"), str(len(used))),
        (words("sourcing.origins"), interval(low, len(origins))),
        (words("sourcing.own_voice"), f"{round(100 * first_hand / total)}%"),
    )
    keys: list[Side | None] = [s for s in _ORDER if sides[s]]
    keys += [None] if sides[None] else []
    names = [words.table("sides")[s] if s else words("sourcing.no_source") for s in keys]
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
    material, words = facts.material, facts.words
    days = sorted(r.document.published[:10] for r in material.readings if r.document.published)
    undated = sum(r.document.published is None for r in material.readings)
    remarks = [words("sourcing.unnamed", share=round(100 * unnamed / total))]
    if days:
        oldest, newest = (words.day(d, year=True) for d in (days[0], days[-1]))
        remarks.append(words("sourcing.days", oldest=oldest, newest=newest))
    if undated:
        remarks.append(words("sourcing.undated", documents=words.counted(undated, "document")))
    if material.edges:
        remarks.append(capital(words.plural("links", len(material.edges))))
    if material.failures:
        remarks.append(capital(words.plural("unread_inputs", len(material.failures))))
    return tuple(remarks)


def _derivation(
    told: Sequence[Choice], facts: Facts
) -> tuple[tuple[tuple[int, Side | None, bool, str, str], ...], str]:
    """Return how the articles of the most repeated event become its origins, one row each, and the heading."""
    words = facts.words
    best = max(told, key=lambda c: len({f.reading.document.id for f in facts.facts(c.event.claims)}), default=None)
    if best is None:
        return (), ""
    event = best.event
    articles = len({f.reading.document.id for f in facts.facts(event.claims)})
    if articles < 3 or not event.origins:
        return (), ""
    rows = tuple(
        (len(o.documents), o.side, o.certain, capital(voices.origin_name(o, facts, plain=True)), _why(o, facts))
        for o in sorted(event.origins, key=lambda o: (not o.certain, -len(o.documents), o.key))
    )
    place, name = facts.place_name(event), facts.category_name(event.category)
    title = words(
        "sourcing.become_in" if place else "sourcing.become", articles=words.counted(articles, "article"),
        subject=lowered(name) if words.english else name, origins=words.origins(event.origins_min, event.origins_max),
        **({"place": place} if place else {}),
    )  # fmt: skip
    return rows, title


def _why(origin: Origin, facts: Facts) -> str:
    words = facts.words
    text = words("sourcing.articles", articles=capital(words.counted(len(origin.documents), "article"))) + " "
    reasons = [words.told(r) for r in (_plain(r) for r in unique(origin.reasons)) if r][:2]
    text += "".join(f"{capital(r)}. " for r in reasons)
    return (text + ("" if origin.certain else words("sourcing.upper"))).strip()


def _plain(reason: str) -> str:
    """Return a reason without the ids of parties and media families, which mean nothing to a reader."""
    parts = [p.strip() for p in reason.strip().rstrip(".").split(";")]
    return "; ".join(p for p in parts if p and not _INTERNAL.search(p))


def name_corrections(facts: Facts) -> tuple[str, ...]:
    """Return a sentence for each source whose printed name is thought to be wrong."""
    words = facts.words
    found: dict[str, None] = {}
    told: set[tuple[str, str]] = set()
    for fact in facts.by_id.values():
        for link in fact.links:
            if link.resolution == "corrected" and link.proposed and link.span and link.note:
                printed = words.in_marks(link.span.of(fact.reading.text), fact.reading.document.language)
                outlet = capital(voices.publisher(fact, facts).name)
                reason = voices.reason_of(link.note, facts)
                told.add((fact.reading.document.id, reason.casefold()))
                sentence = words(
                    "corrections.name",
                    outlet=outlet,
                    printed=printed,
                    proposed=voices.proposed_name(fact, link, facts),
                    reason=reason,
                )
                found[sentence] = None
    for reading in facts.material.readings:
        for note in reading.of(DocumentNote):
            same = (reading.document.id, voices.reason_of(note.reason, facts).casefold())
            if note.flag == "name_error" and note.reason and same not in told:
                outlet = reading.document.publisher or reading.document.path.rsplit("/", 1)[-1]
                reason = words.told(note.reason.strip().rstrip("."))
                found[words("corrections.note", outlet=capital(voices.name_of(outlet, facts)), reason=reason)] = None
    return tuple(found)


def method(facts: Facts, options: Options) -> tuple[str, ...]:
    """Return the paragraphs on method and limits."""
    material, words = facts.material, facts.words
    claims = sum(len(r.of(Claim)) for r in material.readings)
    steps = words.listed([s.replace("/", NO_BREAK) for s in material.steps])
    trained = any(step.startswith("attribute.tagger/") for step in material.steps)
    weighed = any(step.startswith("code.reader/") for step in material.steps)
    made = words(
        "method.made",
        trained=words("method.trained") if trained else "",
        weighed=words("method.weighed") if weighed else "",
        steps=f" ({steps})" if steps else "",
    )
    found = _claims_found(claims, material, words)
    withheld = words("method.working" if options.working_copy else "method.withheld")
    several = len({r.document.language for r in material.readings if r.document.language}) > 1
    quoted = f" {words('method.quoted')}" if several or any(f.foreign for f in facts.by_id.values()) else ""
    return (
        f"{made} {found} {words('method.built')}{quoted}",
        words("method.meant"),
        f"{withheld} {words('method.no_view')}",
        words("method.limits"),
        words("method.set_in"),
    )


def _claims_found(count: int, material: Material, words: Words) -> str:
    kind = "claims_reviewed" if material.reviewed else "claims_found"
    pattern: str = words.data["plurals"][kind][words.form(count)]
    told = pattern.format(n=words.figures(count), reviewed=words.figures(material.reviewed))
    if not material.dissents:
        return told
    beside: str = words.data["plurals"]["dissents"][words.form(material.dissents)]
    return f"{told} {beside.format(n=words.figures(material.dissents))}"

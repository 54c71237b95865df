"""Compiles a brief: chooses, writes, numbers, and puts the parts in the order of DOMAIN 6.2."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from reportedly.brief import choose, closing, drift, holding, lines, mapping, status, timeline, voices, words
from reportedly.brief.choose import Choice
from reportedly.brief.facts import Facts
from reportedly.brief.lint import lint
from reportedly.brief.model import Brief, Dispute, Header, Line, Material, Options, Section, Voice
from reportedly.brief.notes import Notes
from reportedly.brief.quotes import broken_sentences, check_quotes
from reportedly.brief.sentences import Draft, Writer, is_correction, ordered
from reportedly.records import Contradiction, Event, Finding

PER_SECTION = 7
"""Events told in one section; further ones are counted, not told. Services have many sectors: they get more."""
SERVICES = 12

ATTEMPTS = 8
"""How often a brief is built anew without the sentences that did not build."""

ACCOUNTS = 3
"""Accounts in their own words beside the topic sentence."""

DOMAINS = "CHGFBEDAJ"
"""Order of sections that tie: services, aid, coercion and people before staff, money, schools, rule."""


def compile_brief(material: Material, options: Options) -> Brief:
    """Return the brief for the material, linted; its findings are those of `lint` and what did not build.

    A sentence whose quotation does not stand letter for letter in what it cites is left out with its
    event, and the brief says so. Raises BriefDoesNotCompile where a note itself does not match its document.
    """
    left_out: dict[str, Finding] = {}
    brief = _compiled(material, options, left_out)
    for _ in range(ATTEMPTS):
        broken = broken_sentences(brief, material)
        if not broken:
            break
        for statement, message in broken:
            finding = Finding("QUOTE", statement.order, message, "quote what is printed, or drop the sentence")
            left_out.update(dict.fromkeys(statement.events or statement.claims[:1], finding))
        brief = _compiled(material, options, left_out)
    check_quotes(brief, material)
    return replace(brief, findings=(*left_out.values(), *lint(brief, material)))


def _compiled(material: Material, options: Options, left_out: Mapping[str, Finding]) -> Brief:
    facts = Facts(material, working_copy=options.working_copy)
    choices = [c for c in choose.choose(material, facts) if c.event.id not in left_out]
    taken = choose.takeaways(choices, options.max_takeaways)
    writer, notes = Writer(facts), Notes(facts)
    topics = {c.event.id: writer.main(c, topic=True) for c in taken}
    order = 0
    for choice in taken:
        notes.cite(topics[choice.event.id].claims)
    sections: list[Section] = []
    for letter in _letters(choices):
        section = _section(letter, choices, topics, writer=writer, notes=notes, order=order)
        order += len(section.lines)
        sections.append(section)
    by_event = {line.statement.events[0]: line for s in sections for line in s.lines if line.statement.topic}
    takeaways = tuple(
        replace(by_event[c.event.id], statement=replace(by_event[c.event.id].statement, section="takeaways"))
        for c in taken
    )
    held = holding.control(writer, notes, order=order, left_out=left_out)
    order += len(held.lines)
    told = [c for c in choices if c.event.id in _told(sections)]
    moments = timeline.timeline(told, facts, notes)
    disputes, corrections = _disputes(material, facts, writer, notes)
    drifted, untold = drift.statements(facts, notes, order=order, left_out=left_out)
    made = notes.made()
    return Brief(
        header=_header(material, options, facts, choices),
        takeaways=takeaways,
        changes="This is the first brief of this series: there is nothing to compare it with.",
        sections=tuple(sections),
        matrix=status.matrix(facts),
        map=mapping.chart(told, facts),
        timeline=moments,
        disputes=disputes,
        corrections=corrections,
        gaps=closing.gaps(facts),
        sourcing=closing.sourcing(facts, told, made),
        method=(*closing.method(facts, options), *_unbuilt(len(left_out))),
        notes=made,
        working_copy=options.working_copy,
        language=options.language,
        drift=drifted,
        drift_left_out=untold,
        control=held,
    )


def _unbuilt(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    what = "One event was" if count == 1 else f"{count} events were"
    return (f"{what} left out because a quotation did not stand letter for letter in the kept text.",)


def _letters(choices: Iterable[Choice]) -> list[str]:
    best: dict[str, float] = {}
    for choice in choices:
        best[choice.letter] = max(best.get(choice.letter, -99.0), choice.rank)
    return sorted(best, key=lambda letter: (-best[letter], DOMAINS.find(letter)))


def _told(sections: Iterable[Section]) -> set[str]:
    return {e for s in sections for line in s.lines for e in line.statement.events}


def _section(
    letter: str, choices: list[Choice], topics: dict[str, Draft], *, writer: Writer, notes: Notes, order: int
) -> Section:
    own = [c for c in choices if c.letter == letter]
    heads = [c for c in own if c.event.id in topics] or own[:1]
    told = (heads + [c for c in own if c not in heads])[: max(SERVICES if letter == "C" else PER_SECTION, len(heads))]
    made: list[Line] = []
    for choice in told:
        head = choice in heads
        draft = topics.get(choice.event.id) or writer.main(choice, topic=head)
        drafts = [draft, *(_beside(choice, draft, writer) if head else ())]
        for one in drafts:
            made.append(lines.line(choice, one, letter=letter, order=order + len(made), notes=notes))
    name = writer.facts.material.labels.domains.get(letter, f"Domain {letter}")
    return Section(letter, name, tuple(made), len(own) - len(told))


def _beside(choice: Choice, topic: Draft, writer: Writer) -> list[Draft]:
    """Return the accounts of the other origins in their own words, and who repeats the first."""
    found: list[Draft] = []
    if topic.origin is not None:
        repeated = writer.repeaters(topic.origin, choice.event, topic)
        found += [repeated] if repeated else []
    if choice.event.contradictions:
        return found
    accounts = [
        draft
        for origin in choose.origins(choice.event)
        if origin is not topic.origin and (draft := writer.account(origin, choice.event, topic))
    ]
    distinct: list[Draft] = []
    for draft in accounts:
        if not any(choose.alike(draft.text, d.text) for d in (topic, *distinct)):
            distinct.append(draft)
    return found + distinct[:ACCOUNTS]


def _header(material: Material, options: Options, facts: Facts, choices: list[Choice]) -> Header:
    published = sorted(r.document.published[:10] for r in material.readings if r.document.published)
    period = words.span_of_days(published[0], published[-1]) if published else "no document gives a date"
    name = material.theatre.name or "No theatre set"
    places = words.unique(facts.place_name(c.event) or "" for c in choices)
    languages = words.unique(words.language_name(r.document.language) for r in material.readings)
    rows = (
        ("Theatre", name),
        ("Places", _few(places)),
        ("Reports dated", period),
        ("Data cut-off", words.moment(material.cutoff)),
        ("Version and status", "1, draft made by machine"),
        ("Codebook", material.codebook or "not named"),
        ("Source profile", material.theatre.id if material.theatre.id != "none" else "none"),
        ("Languages", f"this brief in English; documents in {words.listed(languages) or 'none'}"),
        ("Reviewed by", "nobody yet"),
        ("Made with", f"reportedly {material.version}".strip()),
        ("Sensitivity", "working copy" if options.working_copy else "names withheld, places coarsened"),
        ("Supersedes", "nothing"),
    )
    title = options.title or (f"{name}: what is reported" if material.theatre.name else "What is reported")
    stand = (
        "What the documents at hand say about services, staff, money and rule"
        + (f" in {name}" if material.theatre.name else "")
        + ", who says it, and how many independent origins stand behind each statement."
    )
    return Header(title, f"Civil life and governance · {name}", stand, rows, words.moment(material.cutoff))


def _few(places: list[str]) -> str:
    """Return up to three places, and how many more there are."""
    if len(places) <= 3:
        return words.listed(places) or "none named"
    return f"{', '.join(places[:3])} and {len(places) - 3} more"


def _disputes(
    material: Material, facts: Facts, writer: Writer, notes: Notes
) -> tuple[tuple[Dispute, ...], tuple[tuple[str, tuple[int, ...]], ...]]:
    """Return the open disputes, and the corrections in which a source amends itself."""
    disputes: list[Dispute] = []
    corrections: list[tuple[str, tuple[int, ...]]] = []
    seen: set[frozenset[str]] = set()
    for event in material.events:
        if choose.domain(event.category) == "X":
            continue
        for contradiction in event.contradictions:
            pair = frozenset((*contradiction.left, *contradiction.right))
            found = writer.sides_of(contradiction)
            if found is None or pair in seen:
                continue
            seen.add(pair)
            left, right = found
            corrected = is_correction(contradiction)
            if corrected or voices.same_body(voices.speaker(left, facts).name, voices.speaker(right, facts).name):
                text = writer.opposite(event, left, right, corrected=corrected)
                corrections.append((text, notes.cite((left.id, right.id))))
            else:
                disputes.append(_dispute(event, contradiction, writer, notes))
    return tuple(disputes), (*corrections, *((text, ()) for text in closing.name_corrections(facts)))


def _dispute(event: Event, contradiction: Contradiction, writer: Writer, notes: Notes) -> Dispute:
    subject = words.capital(writer.subject(event))
    left, right = ordered(contradiction, writer.facts)
    reason = words.capital(contradiction.reason.strip().rstrip(".")) or "The two cannot both hold"
    return Dispute(
        subject,
        _voices(left, writer, notes),
        _voices(right, writer, notes),
        f"Open; not reconciled. {notes.hidden(reason)}.",
    )


def _voices(claims: tuple[str, ...], writer: Writer, notes: Notes) -> tuple[Voice, ...]:
    """Return one voice for each speaker of one side, two at most."""
    facts = writer.facts
    by_speaker: dict[str, list[str]] = {}
    for fact in facts.facts(claims):
        name = "No source named" if fact.root_status == "none" else voices.speaker(fact, facts).name
        by_speaker.setdefault(name, []).append(fact.id)
    made = []
    for name, ids in list(by_speaker.items())[:2]:
        best = choose.representative(facts.facts(ids))
        if best is not None:
            side = facts.side_of.get(best.id)
            made.append(Voice(words.capital(name), side, writer.quoted(best), notes.cite((best.id,))))
    return tuple(made)

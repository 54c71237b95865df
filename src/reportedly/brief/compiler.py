"""Compiles a brief: chooses, writes, numbers, and puts the parts in the order of DOMAIN 6.2."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reportedly.brief import choose, closing, drift, holding, lines, mapping, status, timeline, voices
from reportedly.brief.choose import Choice
from reportedly.brief.facts import Facts
from reportedly.brief.lint import lint
from reportedly.brief.model import Brief, Dispute, Header, Line, Material, Options, Section, Sheet, Voice
from reportedly.brief.notes import Notes
from reportedly.brief.quotes import broken_sentences, check_citation, check_quotes
from reportedly.brief.sentences import Draft, Writer, is_correction, ordered
from reportedly.brief.words import capital, unique
from reportedly.records import BriefStatement, Contradiction, Event, Finding

PER_SECTION = 7
"""Events told in one section; further ones are counted, not told. Services have many sectors: they get more."""
SERVICES = 12

ATTEMPTS = 8
"""How often a brief is built anew without the sentences that did not build."""

DOMAINS = "CHGFBEDAJ"
"""Order of sections that tie: services, aid, coercion and people before staff, money, schools, rule."""


def compile_brief(material: Material, options: Options) -> Brief:
    """Return the brief for the material; its findings are what did not build and, if it is linted, those of `lint`.

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
    return replace(brief, findings=(*left_out.values(), *(lint(brief, material) if options.linted else ())))


def _compiled(material: Material, options: Options, left_out: Mapping[str, Finding]) -> Brief:
    facts = Facts(material, working_copy=options.working_copy, language=options.language)
    choices = [c for c in choose.choose(material, facts) if c.event.id not in left_out]
    taken = choose.takeaways(choices, options.max_takeaways)
    writer, notes = Writer(facts), Notes(facts)
    taken, topics = _topics(taken, writer)
    order = 0
    for choice in taken:
        notes.cite(topics[choice.event.id].claims)
    sections: list[Section] = []
    for letter in _letters(choices):
        section = _section(letter, choices, topics, options, pen=_Pen(writer, notes, order))
        order += len(section.lines)
        sections.append(section)
    by_event = {line.statement.events[0]: line for s in sections for line in s.lines if line.statement.topic}
    takeaways = tuple(
        replace(by_event[c.event.id], statement=replace(by_event[c.event.id].statement, section="takeaways"))
        for c in taken
    )
    told = [c for c in choices if c.event.id in _told(sections)]
    header = _header(material, options, facts, choices)
    return _whole(Parts(header, takeaways, tuple(sections), told, order), writer, notes, options, left_out)


@dataclass(frozen=True)
class Parts:
    """The parts of a brief that are chosen and worded; all others follow from what they tell."""

    header: Header
    takeaways: tuple[Line, ...]
    sections: tuple[Section, ...]
    told: list[Choice]
    order: int
    changes: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


def _whole(parts: Parts, writer: Writer, notes: Notes, options: Options, left_out: Mapping[str, Finding]) -> Brief:
    """Return the brief with what follows from its sentences: tables, map, timeline, disputes, notes, method."""
    facts, order = writer.facts, parts.order
    material = facts.material
    held = holding.control(writer, notes, order=order, left_out=left_out)
    order += len(held.lines)
    moments = timeline.timeline(parts.told, facts, notes)
    disputes, corrections = _disputes(material, facts, writer, notes)
    drifted, untold = drift.statements(facts, notes, order=order, left_out=left_out)
    made = notes.made()
    return Brief(
        header=parts.header,
        takeaways=parts.takeaways,
        changes=" ".join(parts.changes) or facts.words("header.first"),
        sections=parts.sections,
        matrix=status.matrix(facts),
        map=mapping.chart(parts.told, facts),
        timeline=moments,
        disputes=disputes,
        corrections=corrections,
        gaps=closing.gaps(facts),
        sourcing=closing.sourcing(facts, parts.told, made),
        method=(*closing.method(facts, options), *parts.said, *_unbuilt(len(left_out), facts)),
        notes=made,
        working_copy=options.working_copy,
        language=options.language,
        drift=drifted,
        drift_left_out=untold,
        control=held,
        change_lines=parts.changes,
    )


def compile_sheet(material: Material, options: Options, sheet: Sheet) -> Brief:
    """Return the brief that a draft makes with the material as it is now, linted: its sentences as they stand.

    Nothing is left out or worded anew; what does not hold is among the findings. Raises BriefDoesNotCompile where a
    note does not match its document.
    """
    facts = Facts(material, working_copy=options.working_copy, language=options.language)
    writer, notes = Writer(facts), Notes(facts)
    for sentence in sheet.takeaways:
        notes.cite(sentence.claims)
    letters = list(dict.fromkeys(s.section for s in sheet.sentences))
    sections: list[Section] = []
    order = 0
    for letter in letters:
        own = [s for s in sheet.sentences if s.section == letter]
        made = tuple(lines.kept_line(s, order=order + n, notes=notes) for n, s in enumerate(own))
        order += len(made)
        name = material.labels.domains.get(letter) or facts.words("header.domain", letter=letter)
        sections.append(Section(letter, name, made))
    taken = tuple(_taken(s, sections, notes) for s in sheet.takeaways)
    choices = [c for c in choose.choose(material, facts) if c.event.id in _told(sections)]
    header = _header(material, options, facts, choices, sheet=sheet)
    parts = Parts(header, taken, tuple(sections), choices, order, sheet.changes, sheet.said)
    brief = _whole(parts, writer, notes, options, {})
    for citation in brief.citations:
        check_citation(citation, {r.document.id: r for r in material.readings})
    return replace(brief, findings=lint(brief, material))


def _taken(takeaway: BriefStatement, sections: Sequence[Section], notes: Notes) -> Line:
    """Return the line of a takeaway, with the marks and margin of its topic sentence."""
    for section in sections:
        for line in section.lines:
            if line.statement.id == takeaway.of:
                order, told = line.statement.order, takeaway.text
                kept = replace(
                    line.statement, id=takeaway.id, of=takeaway.of, text=told, section="takeaways", order=order
                )
                return replace(line, statement=kept)
    return lines.kept_line(takeaway, order=0, notes=notes)


def _topics(taken: list[Choice], writer: Writer) -> tuple[list[Choice], dict[str, Draft]]:
    """Return the takeaways with their sentences.

    Left out are those that lead with a claim which another quotes already, or with one that is only recalled.
    """
    kept: list[Choice] = []
    topics: dict[str, Draft] = {}
    for choice in taken:
        draft = writer.main(choice, topic=True)
        lead = draft.claims[0]
        if any(lead in other.claims for other in topics.values()) or not writer.facts.is_news(writer.facts.by_id[lead]):
            continue
        kept.append(choice)
        topics[choice.event.id] = draft
        writer.printed(draft)
    return kept, topics


def _unbuilt(count: int, facts: Facts) -> tuple[str, ...]:
    return (capital(facts.words.plural("unbuilt", count)),) if count else ()


def _letters(choices: Iterable[Choice]) -> list[str]:
    best: dict[str, float] = {}
    for choice in choices:
        best[choice.letter] = max(best.get(choice.letter, -99.0), choice.rank)
    return sorted(best, key=lambda letter: (-best[letter], DOMAINS.find(letter)))


def _told(sections: Iterable[Section]) -> set[str]:
    return {e for s in sections for line in s.lines for e in line.statement.events}


@dataclass(frozen=True)
class _Pen:
    """What the sentences of a section are written with; `order` is the number of its first one."""

    writer: Writer
    notes: Notes
    order: int

    def line(self, choice: Choice, draft: Draft, letter: str, at: int) -> Line:
        """Return the printed line of a draft, the one `at` so many of its section."""
        self.writer.printed(draft)
        return lines.line(choice, draft, letter=letter, order=self.order + at, notes=self.notes)


def _section(
    letter: str,
    choices: list[Choice],
    topics: dict[str, Draft],
    options: Options,
    *,
    pen: "_Pen",
) -> Section:
    writer = pen.writer
    own, heads, told = _chosen(letter, choices, topics, options)
    made: list[Line] = []
    for choice in told:
        head = choice in heads
        draft = topics.get(choice.event.id) or writer.main(choice, topic=head)
        drafts = [draft, *(_beside(choice, draft, writer, options.accounts) if head and options.accounts else ())]
        made += [pen.line(choice, one, letter, len(made) + n) for n, one in enumerate(drafts)]
        denied = choose.denied_matter(choice, choices)
        if denied is not None and denied not in _chosen(denied.letter, choices, topics, options)[2]:
            one = writer.main(denied, topic=False)
            made.append(pen.line(denied, one, letter, len(made)))
    name = writer.facts.material.labels.domains.get(letter) or writer.words("header.domain", letter=letter)
    left = len(own) - len(told) + writer.facts.material.further.get(letter, 0)
    return Section(letter, name, tuple(made), left)


def _chosen(
    letter: str, choices: list[Choice], topics: dict[str, Draft], options: Options
) -> tuple[list[Choice], list[Choice], list[Choice]]:
    """Return the events of a section, those that lead it, and those that it tells."""
    own = [c for c in choices if c.letter == letter]
    heads = [c for c in own if c.event.id in topics] or [c for c in own if choose.leads(c)][:1] or own[:1]
    most = options.per_section or (SERVICES if letter == "C" else PER_SECTION)
    return own, heads, (heads + [c for c in own if c not in heads])[: max(most, len(heads))]


def _beside(choice: Choice, topic: Draft, writer: Writer, most: int) -> list[Draft]:
    """Return the accounts of the other origins in their own words, and who repeats the first."""
    found: list[Draft] = []
    if topic.origin is not None:
        repeated = writer.repeaters(topic.origin, choice.event, topic)
        found += [repeated] if repeated else []
    if choice.event.contradictions:
        return found
    accounts = [
        draft
        for origin in choose.origins(choice.event, writer.facts)
        if origin is not topic.origin and (draft := writer.account(origin, choice.event, topic))
    ]
    distinct: list[Draft] = []
    for draft in accounts:
        if not any(choose.alike(draft.text, d.text) for d in (topic, *distinct)):
            distinct.append(draft)
    return found + distinct[:most]


def _header(
    material: Material, options: Options, facts: Facts, choices: list[Choice], *, sheet: Sheet | None = None
) -> Header:
    words = facts.words
    published = sorted(r.document.published[:10] for r in material.readings if r.document.published)
    period = words.span_of_days(published[0], published[-1]) if published else words("header.no_dates")
    name = material.theatre.name or words("header.no_theatre")
    # Words that tell a place ("the areas taken") are no name for the head of a brief.
    named = (n for c in choices for n in (facts.place_name(c.event) or "", *facts.examples(c.best)))
    places = unique(n for n in named if n.lstrip("“«")[:1].isupper())
    languages = unique(words.language_name(r.document.language) for r in material.readings)
    spoken = words(
        "header.languages", own=words.language_name(words.language),
        others=words.listed(languages) or words("header.no_languages"),
    )  # fmt: skip
    values = {
        "theatre": name,
        "places": _few(places, facts),
        "dated": period,
        "cutoff": words.moment(material.cutoff),
        "status": words("header.draft"),
        "codebook": material.codebook or words("header.no_codebook"),
        "profile": material.theatre.id if material.theatre.id != "none" else words("header.no_profile"),
        "languages": spoken,
        "reviewed": words.listed(list(material.reviewers)) or words("header.nobody"),
        "made": f"reportedly {material.version}".strip(),
        "sensitivity": words("header.working" if options.working_copy else "header.withheld"),
        "supersedes": words("header.nothing"),
    }
    values |= dict(sheet.header) if sheet else {}
    rows = tuple((words(f"label.{key}"), value) for key, value in values.items())
    in_theatre = bool(material.theatre.name)
    title = (
        (sheet.title if sheet else "")
        or options.title
        or words("header.title" if in_theatre else "header.title_bare", name=name)
    )
    stand = (sheet.notice if sheet else "") or words("header.stand_in" if in_theatre else "header.stand", name=name)
    stand = f"{stand} {_only_text(facts)}" if facts.only_text and facts.by_id else stand
    kicker = words("header.kicker", name=name) if in_theatre else words("header.kicker_bare")
    return Header(title, kicker, stand, rows, words.moment(material.cutoff))


def _only_text(facts: Facts) -> str:
    """Return what the one text is that tells everything."""
    fact = next(iter(facts.by_id.values()))
    day = facts.words.day(fact.published, year=True) if fact.published else ""
    key = "header.one_text" if day else "header.one_text_undated"
    return facts.words(key, called=voices.cited_title(fact, facts, untitled="header.incipit"), day=day)


def _few(places: list[str], facts: Facts) -> str:
    """Return up to three places, and how many more there are."""
    words = facts.words
    if len(places) <= 3:
        return words.listed(places) or words("header.no_places")
    return words("header.few", places=", ".join(places[:3]), n=len(places) - 3)


def _disputes(
    material: Material, facts: Facts, writer: Writer, notes: Notes
) -> tuple[tuple[Dispute, ...], tuple[tuple[str, tuple[int, ...]], ...]]:
    """Return the open disputes, and the corrections in which a source amends itself."""
    disputes: list[Dispute] = []
    corrections: list[tuple[str, tuple[int, ...]]] = []
    seen: set[frozenset[str]] = set()
    for event in material.events:
        if event.outside:
            continue
        for contradiction in event.contradictions:
            pair = frozenset((*contradiction.left, *contradiction.right))
            found = writer.sides_of(contradiction)
            if found is None or pair in seen:
                continue
            seen.add(pair)
            left, right = found
            corrected = is_correction(contradiction)
            if corrected or writer.one_source(left, right):
                text = writer.opposite(event, left, right, corrected=corrected)
                corrections.append((text, notes.cite((left.id, right.id))))
            else:
                disputes.append(_dispute(event, contradiction, writer, notes))
    return tuple(disputes), (*corrections, *((text, ()) for text in closing.name_corrections(facts)))


def _dispute(event: Event, contradiction: Contradiction, writer: Writer, notes: Notes) -> Dispute:
    words = writer.words
    left, right = ordered(contradiction, writer.facts)
    reason = words.told(notes.hidden(contradiction.reason.strip().rstrip(".")))
    return Dispute(
        capital(writer.subject(event)),
        _voices(left, writer, notes),
        _voices(right, writer, notes),
        words("dispute.verdict", reason=capital(reason) or words("dispute.no_reason")),
    )


def _voices(claims: tuple[str, ...], writer: Writer, notes: Notes) -> tuple[Voice, ...]:
    """Return one voice for each speaker of one side, two at most."""
    facts = writer.facts
    by_speaker: dict[str, list[str]] = {}
    for fact in facts.facts(claims):
        hearsay = fact.root_status == "none"
        name = facts.words("dispute.nobody") if hearsay else voices.speaker(fact, facts).name
        by_speaker.setdefault(name, []).append(fact.id)
    made = []
    for name, ids in list(by_speaker.items())[:2]:
        best = choose.representative(facts.facts(ids))
        if best is not None:
            side = facts.side_of.get(best.id)
            made.append(Voice(capital(name), side, writer.quoted(best), notes.cite((best.id,))))
    return tuple(made)

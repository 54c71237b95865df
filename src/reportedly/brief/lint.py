"""The rules of DOMAIN 6.4 that a program can hold, run over a compiled brief.

These run: BR-01 a sentence has claims and notes; BR-02 figures outside quotations stand in a cited claim;
BR-03 neutral verbs; BR-04 nothing is called confirmed or verified; BR-05 "several sources" needs two origins;
BR-06 hearsay says that no source is named; BR-08 no judgement words in reports; BR-09 contradicted claims are
never stated alone; BR-10 stale cells say when they were last reported; BR-11 plans are not told as done;
BR-12 no private name outside a working copy; BR-14 no loaded labels outside quotations; BR-15 no legal
conclusion; BR-16 cause words only inside quotations; BR-18 a takeaway is a topic sentence word for word;
BR-20 header complete and gaps named; VIA a retelling names the outlet that was read (6.3); HEDGE a hedge of the
claim's own sentence is quoted or told. The words looked at are those of the brief's language. Not run: BR-07, BR-13,
BR-17 and BR-19, which need assessments, a label policy, an earlier brief, or translations; this compiler makes none.
"""

import re
from collections.abc import Iterable, Iterator

from reportedly.brief import quoting, voices
from reportedly.brief.facts import Fact, Facts
from reportedly.brief.model import Brief, Line, Material
from reportedly.brief.plans import is_plan, says_plan
from reportedly.brief.quotes import ENGLISH, quotations, without
from reportedly.brief.words import Words
from reportedly.records import BriefStatement, Finding, Hedge
from reportedly.text import squeeze

_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_PROPOSED = re.compile(r"\((?:proposed reading|запропоноване прочитання): (?:[^()]|\([^()]*\))*\)")
_KEPT = frozenset({"EPI", "EVI", "REP", "DIS", "UNV"})
_NEEDED = ("theatre", "dated", "cutoff", "status", "codebook", "languages", "sensitivity")
_WORDS = (
    ("BR-03", "verbs", ""),
    ("BR-04", "sure", "say who reports it"),
    ("BR-08", "judgement", "keep judgements apart from reports"),
    ("BR-14", "labels", "use the neutral role or the proper name"),
    ("BR-15", "law", "draw no legal conclusion"),
    ("BR-16", "cause", "quote the cause and who gives it"),
)
"""Rule, list of words in data/words.*.yaml, and mend: none of these words stands outside of a quotation."""


def lint(brief: Brief, material: Material) -> tuple[Finding, ...]:
    """Return every breach of the rules named above, sentence by sentence, then those of the whole brief."""
    facts = Facts(material, working_copy=brief.working_copy, language=brief.language)
    marks = facts.words.marks
    found: list[Finding] = []
    quotes = [squeeze(note.quote) for note in brief.notes]
    for section in brief.sections:
        for line in section.lines:
            found += _sentence(line, facts, outside_quotes(line.statement.text, quotes, marks))
    for statement in brief.beside:
        found += _sentence(Line(statement), facts, outside_quotes(statement.text, quotes, marks))
    found += _takeaways(brief)
    found += _names(brief, facts)
    found += _whole(brief, material, facts)
    return tuple(found)


def outside_quotes(text: str, quotes: Iterable[str] = (), marks: tuple[str, str] = ENGLISH) -> str:
    """Return a sentence without what stands in quotation marks or in a proposed reading.

    `quotes` are known quotations, taken out first: the marks inside them need not be balanced.
    """
    text = without(text, quotes, marks)
    text = without(text, quotations(text, marks), marks)
    return _PROPOSED.sub("", text)


def _sentence(line: Line, facts: Facts, bare: str) -> Iterator[Finding]:
    statement = line.statement
    claims = facts.facts(statement.claims)

    def breach(rule: str, message: str, mend: str) -> Finding:
        return Finding(rule, statement.order, message, mend)

    if statement.kind in ("report", "status") and (not claims or not statement.citations):
        yield breach("BR-01", "the sentence rests on no claim of the material", "cite the claim or drop the sentence")
    for figure in _strange_figures(bare, claims, facts):
        yield breach("BR-02", f"the figure {figure} stands in no cited claim", "quote the figure as printed")
    words = facts.words
    for rule, name, mend in _WORDS:
        for match in words.lint(name).finditer(_without_names(bare, facts)):
            told = f"“{match.group()}” stands outside a quotation"
            yield breach(rule, told, mend or str(words.data["lint"]["verbs_mend"]))
    many = words.lint("many").search(bare)
    if many and (statement.origins or (0, 0))[0] < 2:
        yield breach("BR-05", f"“{many.group()}” for fewer than two origins", "say one origin, repeated by n outlets")
    yield from _status_of_claims(statement, claims, facts, bare=bare)


def _status_of_claims(statement: BriefStatement, claims: list[Fact], facts: Facts, *, bare: str) -> Iterator[Finding]:
    lead, words = claims[0] if claims else None, facts.words
    repeats = bool(words.lint("repeats").search(bare))
    if lead is not None and lead.root_status == "none" and not words.lint("hearsay").search(bare) and not repeats:
        yield Finding("BR-06", statement.order, "hearsay without saying so", "say that no source is named")
    events = {e.id: e for e in facts.material.events}
    disputed = [events[e] for e in statement.events if e in events and events[e].contradictions]
    if statement.topic and disputed and not words.lint("two").search(bare):
        yield Finding("BR-09", statement.order, "a contradicted claim stands alone", "give both accounts")
    if lead is not None and not repeats and statement.section != "drift":
        yield from _as_told(statement, lead, facts, bare=bare)


def _as_told(statement: BriefStatement, lead: Fact, facts: Facts, *, bare: str) -> Iterator[Finding]:
    """Yield where a sentence is firmer than its claim: a plan as done, a retelling as read, a hedge left out."""
    words = facts.words
    plan = is_plan(lead) or lead.claim.realis in ("conditional", "hypothetical", "attempted")
    quotes = [s for s in quoting.quoted_spans(lead) if squeeze(s.of(lead.reading.text)) in statement.text]
    told = words.lint("plan").search(bare) or any(says_plan(lead, s) for s in quotes)
    if plan and not told and not words.lint("plan").search(statement.text):
        yield Finding("BR-11", statement.order, "a plan reads as done", "say that it is planned or ordered")
    retold = not voices.direct(lead, facts) and not voices.source_inside(lead, quoting.quoted_spans(lead))
    apart = words.lint("two").search(bare) or not statement.events
    if retold and not apart and lead.root_status != "none" and not words.lint("via").search(bare):
        yield Finding("VIA", statement.order, "a retelling is told as if its source had been read", "name the outlet")
    lost = [h for h in _near_hedges(lead) if not any(s.covers(h.span) for s in quoting.quoted_spans(lead))]
    if lost and lead.level in ("L4", "L5") and statement.events and not _says_hedge(statement, words, bare=bare):
        mark = lost[0].span.of(lead.reading.text)
        yield Finding("HEDGE", statement.order, f"the hedge “{mark}” is left out", "quote it or say that it is hedged")


def _near_hedges(lead: Fact) -> list[Hedge]:
    sentence = lead.claim.sentence
    return [h for h in lead.hedges if h.type in _KEPT and sentence is not None and sentence.covers(h.span)]


def _says_hedge(statement: BriefStatement, words: Words, *, bare: str) -> bool:
    """Say whether the sentence or its margin says that the text hedges or keeps its distance."""
    hedged = words("margin.hedged") in statement.note or words("margin.distance") in statement.note
    return hedged or bool(words.lint("distance").search(bare) or words.lint("hearsay").search(bare))


def _strange_figures(bare: str, claims: list[Fact], facts: Facts) -> list[str]:
    text = facts.words.lint("days").sub("", bare.replace("\u00a0", " "))
    known = " ".join(f.reading.text for f in claims)
    known += " ".join(
        f"{f.reading.document.publisher} {f.reading.document.title} {f.reading.document.path}" for f in claims
    )
    known += " ".join(s.name for s in facts.sources.values())
    known += " ".join(o.name for e in facts.material.events for o in e.origins)
    # A count of repeating publishers is the brief's own and is derived from the origins.
    text = facts.words.lint("own_counts").sub("", text)
    return [m.group() for m in _FIGURE.finditer(text) if m.group() not in known]


def _without_names(bare: str, facts: Facts) -> str:
    names = {s.name for s in facts.sources.values()} | {o.name for e in facts.material.events for o in e.origins}
    names |= {r.document.publisher for r in facts.material.readings if r.document.publisher}
    for name in sorted(names, key=len, reverse=True):
        bare = bare.replace(name, "")
    return bare


def _takeaways(brief: Brief) -> Iterator[Finding]:
    topics = {line.statement.text for s in brief.sections for line in s.lines if line.statement.topic}
    for line in brief.takeaways:
        if line.statement.text not in topics:
            yield Finding("BR-18", line.statement.order, "a takeaway is no topic sentence", "copy it word for word")


def _names(brief: Brief, facts: Facts) -> Iterator[Finding]:
    if brief.working_copy:
        return
    names = [n for n in facts.people() if len(n) > 2]
    texts = [(line.statement.order, line.statement.text) for s in brief.sections for line in s.lines]
    texts += [(s.order, s.text) for s in brief.beside]
    texts += [(0, f"{h.place} {text}") for h in brief.control.holdings for a in h.accounts for text in a.layers]
    texts += [(0, text) for _, text in brief.map.legend]
    texts += [(0, f"{n.quote} {n.title} {n.chain}") for n in brief.notes]
    texts += [(0, f"{v.who} {v.quote}") for d in brief.disputes for v in (*d.left, *d.right)]
    texts += [(0, m.label) for m in (*brief.timeline.moments, *brief.timeline.undated)]
    for order, text in texts:
        for name in names:
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                yield Finding("BR-12", order, "a private person's name is printed", "withhold it")


def _whole(brief: Brief, material: Material, facts: Facts) -> Iterator[Finding]:
    shown = {label for label, value in brief.header.facts if value.strip()}
    for label in (facts.words(f"label.{key}") for key in _NEEDED):
        if label not in shown:
            yield Finding("BR-20", 0, f"the header lacks {label}", "fill it in")
    if not brief.gaps:
        yield Finding("BR-20", 0, "no gap is named", "name what is not known")
    for table in brief.matrix.tables:
        for sector, cells in table.rows:
            for cell in cells:
                if cell.look == "stale" and not facts.words.lint("stale").search(cell.spoken):
                    yield Finding(
                        "BR-10", 0, f"{sector}: a stale state is told as if it held", "say last reported and when"
                    )
    if any(s.left_out < 0 for s in brief.sections) or not material.cutoff:
        yield Finding("BR-20", 0, "the data cut-off is missing", "set it")

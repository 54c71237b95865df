"""The rules of DOMAIN 6.4 that a program can hold, run over a compiled brief.

These run: BR-01 a sentence has claims and notes; BR-02 figures outside quotations stand in a cited claim;
BR-03 neutral verbs; BR-04 nothing is called confirmed or verified; BR-05 "several sources" needs two origins;
BR-06 hearsay says that no source is named; BR-08 no judgement words in reports; BR-09 contradicted claims are
never stated alone; BR-10 stale cells say when they were last reported; BR-11 plans are not told as done;
BR-12 no private name outside a working copy; BR-14 no loaded labels outside quotations; BR-15 no legal
conclusion; BR-16 cause words only inside quotations; BR-18 a takeaway is a topic sentence word for word;
BR-20 header complete and gaps named. Not run: BR-07, BR-13, BR-17 and BR-19, which need assessments, a label
policy, an earlier brief, or translations; this compiler makes none of them.
"""

import re
from collections.abc import Iterable, Iterator

from reportedly.brief.facts import Fact, Facts
from reportedly.brief.model import Brief, Line, Material
from reportedly.brief.quotes import quotations, without
from reportedly.records import BriefStatement, Finding
from reportedly.text import squeeze

_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_DAY = re.compile(
    r"\b(?:\d{1,2}(?:–\d{1,2})?\s)?"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s\d{4})?"
)
_VERBS = re.compile(
    r"\b(?:claim(?:s|ed)|alleg(?:es|ed)|admit(?:s|ted)|insist(?:s|ed)|boast(?:s|ed)|conced(?:es|ed))\b", re.IGNORECASE
)
_SURE = re.compile(r"\b(?:confirm(?:s|ed)|verif(?:y|ies|ied)|prove[sdn]?|established)\b", re.IGNORECASE)
_MANY = re.compile(
    r"\b(?:several|multiple|many|various|numerous)\s+(?:independent\s+)?(?:sources|reports|outlets|origins)\b",
    re.IGNORECASE,
)
_HEARSAY = re.compile(r"unsourced|no source|no origin|not named|unnamed", re.IGNORECASE)
_JUDGEMENT = re.compile(
    r"\b(?:probably|likely|unlikely|presumably|evidently|clearly|we assess|apparently)\b", re.IGNORECASE
)
_PLAN = re.compile(
    r"\b(?:plan\w*|will|would|intend\w*|is to|are to|by \d|expect\w*|order\w*|must|to be|until"
    r"|announc\w*|condition|may|attempt\w*|fail\w*|not)\b",
    re.IGNORECASE,
)
_LABELS = re.compile(
    r"\b(?:terrorists?|militants?|collaborators?|traitors?|occupiers?|invaders?|puppets?|regime|so-called|liberat\w+|heroic|brutal)\b",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"\b(?:illegal\w*|unlawful\w*|war crimes?|crimes? against|violat\w+"
    r"|breach(?:es|ed)? of (?:international )?law|genocide)\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(r"\b(?:because|therefore|due to|as a result|caused by|owing to)\b", re.IGNORECASE)
_TWO = re.compile(r"have not been reconciled|gave two accounts|corrected its account", re.IGNORECASE)
_NEEDED = ("Theatre", "Reports dated", "Data cut-off", "Version and status", "Codebook", "Languages", "Sensitivity")


def lint(brief: Brief, material: Material) -> tuple[Finding, ...]:
    """Return every breach of the rules named above, sentence by sentence, then those of the whole brief."""
    facts = Facts(material, working_copy=brief.working_copy)
    found: list[Finding] = []
    quotes = [squeeze(note.quote) for note in brief.notes]
    for section in brief.sections:
        for line in section.lines:
            found += _sentence(line, facts, outside_quotes(line.statement.text, quotes))
    for statement in brief.beside:
        found += _sentence(Line(statement), facts, outside_quotes(statement.text, quotes))
    found += _takeaways(brief)
    found += _names(brief, facts)
    found += _whole(brief, material)
    return tuple(found)


def outside_quotes(text: str, quotes: Iterable[str] = ()) -> str:
    """Return a sentence without what stands in quotation marks or in a proposed reading.

    `quotes` are known quotations, taken out first: the marks inside them need not be balanced.
    """
    text = without(text, quotes)
    text = without(text, quotations(text))
    return re.sub(r"\(proposed reading: [^)]*\)", "", text)


def _sentence(line: Line, facts: Facts, bare: str) -> Iterator[Finding]:
    statement = line.statement
    claims = facts.facts(statement.claims)

    def breach(rule: str, message: str, mend: str) -> Finding:
        return Finding(rule, statement.order, message, mend)

    if statement.kind in ("report", "status") and (not claims or not statement.citations):
        yield breach("BR-01", "the sentence rests on no claim of the material", "cite the claim or drop the sentence")
    for figure in _strange_figures(bare, claims, facts):
        yield breach("BR-02", f"the figure {figure} stands in no cited claim", "quote the figure as printed")
    for rule, pattern, mend in (
        ("BR-03", _VERBS, "use said, reported, wrote or announced"),
        ("BR-04", _SURE, "say who reports it"),
        ("BR-08", _JUDGEMENT, "keep judgements apart from reports"),
        ("BR-14", _LABELS, "use the neutral role or the proper name"),
        ("BR-15", _LAW, "draw no legal conclusion"),
        ("BR-16", _CAUSE, "quote the cause and who gives it"),
    ):
        for match in pattern.finditer(_without_names(bare, facts)):
            yield breach(rule, f"“{match.group()}” stands outside a quotation", mend)
    many = _MANY.search(bare)
    if many and (statement.origins or (0, 0))[0] < 2:
        yield breach("BR-05", f"“{many.group()}” for fewer than two origins", "say one origin, repeated by n outlets")
    yield from _status_of_claims(statement, claims, facts, bare=bare)


def _status_of_claims(statement: BriefStatement, claims: list[Fact], facts: Facts, *, bare: str) -> Iterator[Finding]:
    lead = claims[0] if claims else None
    if (
        lead is not None
        and lead.root_status == "none"
        and not _HEARSAY.search(bare)
        and "repeat the matter" not in bare
    ):
        yield Finding("BR-06", statement.order, "hearsay without saying so", "say that no source is named")
    events = {e.id: e for e in facts.material.events}
    disputed = [events[e] for e in statement.events if e in events and events[e].contradictions]
    if statement.topic and disputed and not _TWO.search(bare):
        yield Finding("BR-09", statement.order, "a contradicted claim stands alone", "give both accounts")
    plan = lead is not None and lead.claim.realis in ("planned", "ordered", "conditional", "hypothetical", "attempted")
    if plan and "repeat the matter" not in bare and not _PLAN.search(statement.text):
        yield Finding("BR-11", statement.order, "a plan reads as done", "say that it is planned or ordered")


def _strange_figures(bare: str, claims: list[Fact], facts: Facts) -> list[str]:
    text = _DAY.sub("", bare.replace("\u00a0", " "))
    known = " ".join(f.reading.text for f in claims)
    known += " ".join(
        f"{f.reading.document.publisher} {f.reading.document.title} {f.reading.document.path}" for f in claims
    )
    known += " ".join(s.name for s in facts.sources.values())
    known += " ".join(o.name for e in facts.material.events for o in e.origins)
    # A count of repeating publishers is the brief's own and is derived from the origins.
    text = re.sub(r"\b\d+ other publishers\b", "", text)
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


def _whole(brief: Brief, material: Material) -> Iterator[Finding]:
    shown = {label for label, value in brief.header.facts if value.strip()}
    for label in _NEEDED:
        if label not in shown:
            yield Finding("BR-20", 0, f"the header lacks {label}", "fill it in")
    if not brief.gaps:
        yield Finding("BR-20", 0, "no gap is named", "name what is not known")
    for table in brief.matrix.tables:
        for sector, cells in table.rows:
            for cell in cells:
                if cell.look == "stale" and "last reported" not in cell.spoken:
                    yield Finding(
                        "BR-10", 0, f"{sector}: a stale state is told as if it held", "say last reported and when"
                    )
    if any(s.left_out < 0 for s in brief.sections) or not material.cutoff:
        yield Finding("BR-20", 0, "the data cut-off is missing", "set it")

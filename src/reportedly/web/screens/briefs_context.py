"""How the screens on briefs are filled: from a draft, its compiled brief, and what a viewer may see."""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from reportedly import briefing
from reportedly.brief import choose
from reportedly.brief.facts import Facts
from reportedly.brief.lint import rule_ids
from reportedly.brief.lint_judgement import levels, rows
from reportedly.brief.lint_table import keepable, told
from reportedly.brief.model import Line, Note
from reportedly.brief.sentences import Writer
from reportedly.brief.words import Words, load
from reportedly.desk import Desk, impact
from reportedly.desk.model import ClaimRow, NotFound, Viewer
from reportedly.drafting import Compiled, Draft, Drafts, Need
from reportedly.drafting.model import TEMPLATES
from reportedly.records import BriefStatement, Event, Finding
from reportedly.web.bench import Bench
from reportedly.web.screens.briefs_model import (
    Asked,
    BriefList,
    BriefRow,
    ClaimShown,
    Editor,
    FindingShown,
    FormatShown,
    NeedShown,
    NoteShown,
    Part,
    Piece,
    SectionShown,
    SentenceShown,
    Unused,
    Written,
)
from reportedly.web.words import said

_UNUSED = 8
_SUGGESTED = 6
_TOKEN = re.compile(r"\s+|[\w'’-]+|[^\w\s]")


def listed(bench: Bench, drafts: Drafts, viewer: Viewer) -> BriefList:
    """Return all briefs for the list, and the days and places that a new one can be about."""
    masked = bench.desk.discretion(viewer).masked
    found = []
    for one in drafts.all():
        needs = len({n.sentence for n in drafts.needs(one)}) if one.published else 0
        state = "needs_correction" if needs else one.state
        last = one.versions[-1]
        found.append(
            BriefRow(
                one.id,
                masked(one.title),
                state,
                one.number,
                last.by,
                last.at,
                one.spec.language,
                one.spec.template,
                len(one.sentences),
                needs,
            )
        )
    areas = tuple(p.name for p in bench.project.theatre.places)
    first, last_day = bench.desk.published()
    return BriefList(tuple(found), _written(bench), areas, TEMPLATES, first, last_day)


def _written(bench: Bench) -> Written | None:
    support = impact.support(bench.project.out)
    return Written(str(support.get("cutoff") or ""), len(support["sentences"])) if support is not None else None


def editor(bench: Bench, drafts: Drafts, made: Compiled, viewer: Viewer, asked: Asked) -> Editor:
    """Return a draft as the editor shows it to a viewer."""
    return _Maker(bench.desk, drafts, made, viewer, asked.language).made(asked)


class _Maker:
    """Makes the editor's context of one draft for one viewer."""

    def __init__(self, desk: Desk, drafts: Drafts, made: Compiled, viewer: Viewer, language: str) -> None:
        self.desk, self.drafts, self.compiled, self.viewer, self.language = desk, drafts, made, viewer, language
        self.draft: Draft = made.draft
        self.words: Words = load(made.draft.spec.language)
        self.masked = desk.discretion(viewer).masked
        self.numbers: dict[str, int] = {}
        lines = [*made.brief.takeaways, *(x for s in made.brief.sections for x in s.lines)]
        for number, line in enumerate(lines, 1):
            self.numbers[line.statement.id] = number
        self.by_sentence: dict[str, list[Finding]] = {}
        for one in made.findings:
            self.by_sentence.setdefault(one.sentence, []).append(one)
        self.topics = {t.of for t in self.draft.takeaways}

    def made(self, asked: Asked) -> Editor:
        selected = asked.selected
        made, brief = self.compiled, self.compiled.brief
        takeaways = tuple(self.sentence(line) for line in brief.takeaways)
        sections = tuple(SectionShown(s.letter, s.name, self._ordered(s.lines)) for s in brief.sections)
        shown = {s.id: s for s in (*takeaways, *(x for part in sections for x in part.sentences))}
        findings = self.findings(asked.finding, selected)
        chosen = shown.get(selected)
        claims = tuple(c for c in map(self.claim, self.draft.sentence(chosen.id).claims) if c) if chosen else ()
        blocked = {f.rule for f in made.findings}
        unused, count = self._unused()
        last = self.draft.versions[-1]
        return Editor(
            id=self.draft.id,
            title=self.masked(self.draft.title),
            state=self.draft.state,
            version=self.draft.number,
            by=last.by,
            at=last.at,
            language=self.draft.spec.language,
            template=self.draft.spec.template,
            header=tuple((k, self.masked(v)) for k, v in brief.header.facts),
            parts=self._parts(sections, selected, len(brief.notes)),
            takeaways=takeaways,
            changes=brief.change_lines,
            sections=sections,
            gaps=brief.gaps,
            disputes=tuple(d.title for d in brief.disputes),
            notes=tuple(NoteShown(n.citation.number, self._note(n)) for n in brief.notes),
            findings=findings,
            blocking=len(blocked),
            passing=len(set(rule_ids()) - blocked),
            selected=chosen,
            claims=claims,
            suggested=self._suggested(chosen),
            needs=self._needs(self.drafts.needs(self.draft)),
            unused=unused,
            unused_count=count,
            sourcing=(*(f"{value} {label}" for label, value in brief.sourcing.figures), *brief.sourcing.remarks),
            formats=tuple(FormatShown(f.id, f.suffix) for f in briefing.formats()),
            unreviewed=self.draft.unreviewed,
            others=tuple(self._others(asked.seen)),
            letters=tuple(sorted(made.material.labels.domains.items())),
            likelihoods=tuple(rows(self.words)[0]),
            confidences=tuple(levels(self.words)),
            published=self.draft.published,
            open_claims=len({f.values for f in made.findings if f.key == "open"}),
            clash=asked.clash,
            refused=asked.refused,
        )

    def _ordered(self, lines: Sequence[Line]) -> tuple[SentenceShown, ...]:
        """Return the sentences of a section, each with what it would follow if it moved up or down."""
        made = [self.sentence(line) for line in lines]
        ids = [s.id for s in self.draft.sentences]
        found = []
        for at, one in enumerate(made):
            place = ids.index(one.id)
            up = (ids[place - 2] if place >= 2 else "") if at > 0 else None
            down = ids[place + 1] if at + 1 < len(made) else None
            found.append(replace(one, before=up, after=down))
        return tuple(found)

    def sentence(self, line: Line) -> SentenceShown:
        """Return one sentence with its words marked where they break a rule."""
        one = line.statement
        claims = tuple(c for c in map(self._short, one.claims) if c)
        chain = " ← ".join(found.chain) if (found := self.claim(one.claims[0]) if one.claims else None) else ""
        return SentenceShown(
            id=one.id,
            number=self.numbers[one.id],
            kind=one.kind,
            text=self.masked(one.text),
            pieces=self._pieces(one),
            notes=one.citations,
            claims=claims,
            chain=chain,
            count=line.count,
            remark=self.masked(line.remark) if not one.basis else "",
            topic=one.topic,
            takeaway=one.id in self.topics,
            of=one.of,
            of_number=self.numbers.get(one.of, 0),
            basis=self.masked(one.basis or ""),
            likelihood=one.likelihood or "",
            confidence=one.confidence or "",
            by=one.by,
            kept=one.kept,
        )

    def _pieces(self, one: BriefStatement) -> tuple[Piece, ...]:
        """Return a sentence in pieces; the words of findings carry the numbers of their rules."""
        text = one.text
        spans = sorted((f.span.start, f.span.end, f.rule) for f in self.by_sentence.get(one.id, ()) if f.span)
        cuts = sorted({0, len(text), *(x for a, b, _ in spans for x in (a, min(b, len(text))))})
        pieces = []
        for start, end in pairwise(cuts):
            rules = dict.fromkeys(r.removeprefix("BR-") for a, b, r in spans if a <= start and end <= b)
            pieces.append(Piece(self.masked(text[start:end]), " ".join(rules)))
        joined: list[Piece] = []
        for piece in pieces:
            if joined and joined[-1].rules == piece.rules:
                joined[-1] = Piece(joined[-1].text + piece.text, piece.rules)
            elif piece.text:
                joined.append(piece)
        return tuple(joined)

    def _row(self, claim: str) -> ClaimRow | None:
        try:
            return self.desk.claim(claim, self.viewer)
        except NotFound:
            return None

    def _short(self, claim: str) -> tuple[str, str, str, int] | None:
        row = self._row(claim)
        return (row.id, row.review, row.document, row.n) if row else (claim, "gone", "", 0)

    def claim(self, claim: str) -> ClaimShown | None:
        """Return a claim as the viewer may see it, None where it is not there any more."""
        row = self._row(claim)
        if row is None:
            return None
        return ClaimShown(
            row.id, row.document, row.n, row.review, row.quote, row.language or "", row.chain, row.level, row.origins,
            row.corroboration, row.event or "", (row.published or "")[:10],
        )  # fmt: skip

    def _suggested(self, chosen: SentenceShown | None) -> tuple[ClaimShown, ...]:
        """Return further claims of the events of a sentence."""
        if chosen is None:
            return ()
        one = self.compiled.statement(chosen.id)
        events = [e for e in self.compiled.material.events if e.id in one.events]
        ids = dict.fromkeys(c for e in events for c in (*e.claims, *_against(e)) if c not in one.claims)
        return tuple(c for c in map(self.claim, list(ids)[:_SUGGESTED]) if c)

    def findings(self, wanted: str, selected: str) -> tuple[FindingShown, ...]:
        """Return the findings, those on claims that are not accepted told as one, the wanted one marked."""
        found = [f for f in self.compiled.findings if f.key != "open"]
        open_ = [f for f in self.compiled.findings if f.key == "open"]
        found.sort(key=lambda f: (self.numbers.get(f.sentence, 0), f.rule))
        shown = [self._finding(f, f"f{n}") for n, f in enumerate(found, 1)]
        # Those of the selected sentence stand first, so that the text and the list move together.
        shown.sort(key=lambda f: not selected or f.sentence != selected)
        if open_:
            shown.append(self._open(open_))
        at = next((n for n, f in enumerate(shown) if f.id == wanted), None)
        if at is None:
            at = next((n for n, f in enumerate(shown) if selected and f.sentence == selected), 0 if shown else None)
        return tuple(replace(f, current=n == at) for n, f in enumerate(shown))

    def _finding(self, one: Finding, id_: str) -> FindingShown:
        message, mend = told(one, self.language)
        text = self.compiled.statement(one.sentence).text if one.sentence else ""
        return FindingShown(
            id=id_,
            rule=one.rule,
            name=said(self.language, f"briefs.rule_{one.rule}"),
            sentence=one.sentence,
            number=self.numbers.get(one.sentence, 0),
            message=self.masked(message),
            mend=self.masked(mend),
            words=self.masked(one.span.of(text)) if one.span and text else "",
            text=self.masked(one.text or ""),
            pieces=tuple(difference(self.masked(text), self.masked(one.text))) if one.text and text else (),
            keep=keepable(one.rule) and bool(one.sentence),
            current=False,
        )

    def _open(self, found: Sequence[Finding]) -> FindingShown:
        claims = sorted({v for f in found for v in f.values})
        sentences = list(dict.fromkeys(f.sentence for f in found))
        told_ = said(self.language, "briefs.open_claims", n=len(claims), sentences=len(sentences))
        return FindingShown(
            id="open",
            rule="BR-01",
            name=said(self.language, "briefs.rule_open"),
            sentence=sentences[0],
            number=self.numbers.get(sentences[0], 0),
            message=told_,
            mend=said(self.language, "briefs.open_mend"),
            words="",
            text="",
            pieces=(),
            keep=False,
            current=False,
            count=len(claims),
        )

    def _parts(self, sections: Iterable[SectionShown], selected: str, notes: int) -> tuple[Part, ...]:
        brief, t = self.compiled.brief, self.language
        to_mend: Counter[str] = Counter()
        for one in self.compiled.findings:
            if one.key != "open":
                to_mend[one.sentence] += 1
        found = [Part("header", said(t, "briefs.part_header"), "", to_mend[""], current=False)]
        mend = sum(to_mend[line.statement.id] for line in brief.takeaways)
        found.append(
            Part("takeaways", said(t, "briefs.part_takeaways"), str(len(brief.takeaways)), mend, current=False)
        )
        told_ = said(t, "briefs.lines", n=len(brief.change_lines))
        found.append(Part("changes", said(t, "briefs.part_changes"), told_, 0, current=False))
        for section in sections:
            mend = sum(to_mend[s.id] for s in section.sentences)
            here = any(s.id == selected for s in section.sentences)
            told_ = said(t, "briefs.lines", n=len(section.sentences))
            found.append(Part(f"part-{section.letter}", section.name, told_, mend, here))
        tables = brief.matrix.tables
        size = f"{len(tables[0].rows)} × {sum(len(x.places) for x in tables)}" if tables else ""
        for key, value in (
            ("status", size),
            ("timeline", str(len(brief.timeline.moments) + len(brief.timeline.undated))),
            ("disputes", str(len(brief.disputes) + len(brief.corrections))),
            ("gaps", str(len(brief.gaps))),
            ("sourcing", ""),
            ("method", ""),
            ("notes", str(notes)),
        ):
            found.append(Part(key, said(t, f"briefs.part_{key}"), value, 0, current=False))
        return tuple(found)

    def _needs(self, found: Sequence[Need]) -> tuple[NeedShown, ...]:
        return tuple(NeedShown(n.sentence, self.numbers.get(n.sentence, 0), self.masked(n.why)) for n in found)

    def _unused(self) -> tuple[tuple[Unused, ...], int]:
        """Return events of the period that stand in no sentence, the weightiest first, and how many there are."""
        material = self.compiled.material
        facts = Facts(material, language=self.draft.spec.language)
        used = {c for s in self.draft.sentences for c in s.claims}
        left = [c for c in choose.choose(material, facts) if not used & set(c.event.claims)]
        writer, found = Writer(facts), []
        for choice in left[:_UNUSED]:
            made = writer.main(choice, topic=False)
            found.append(Unused(choice.event.id, choice.letter, self.masked(made.text), made.claims))
        return tuple(found), len(left) + sum(material.further.values())

    def _others(self, seen: int) -> Iterable[str]:
        """Yield who saved what since the version that the viewer looked at."""
        for version in self.draft.versions:
            if 0 < seen < version.number and version.by != self.viewer.name:
                number = self.numbers.get(version.edit.sentence, 0)
                yield said(self.language, "briefs.saved_by", by=version.by, at=version.at[11:16], number=number or "–")

    def _note(self, note: Note) -> str:
        same = note.citation.same_as
        if same:
            head = self.words("notes.as", publisher=note.publisher, n=same)
        else:
            head = self.words(
                "notes.full", publisher=note.publisher, title=note.title, language=note.language, dated=note.dated
            )
        quote, chain = self.words.quoted(note.quote), self.words("notes.chain")
        kept = "" if same else f"; {self.words('notes.copy')} {note.kept}, SHA-256 {note.digest}"
        return self.masked(f"{head}. {chain}: {note.chain}. {quote}{kept}.")


def _against(event: Event) -> tuple[str, ...]:
    return tuple(c for d in event.contradictions for c in (*d.left, *d.right))


def difference(before: str, after: str) -> Iterable[Piece]:
    """Yield how one sentence becomes another, word by word."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("".join(old[a:b]))
            continue
        if b > a:
            yield Piece("".join(old[a:b]), change="del")
        if d > c:
            yield Piece("".join(new[c:d]), change="ins")

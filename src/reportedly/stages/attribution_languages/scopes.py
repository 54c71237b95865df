"""How far a source reaches: its words, what "this" points to, what continues it, where the text speaks itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportedly.records import Claim, Link, Span
from reportedly.records.values import LinkMode, LinkRole, RootStatus
from reportedly.stages.attribution_languages.antecedents import Antecedents
from reportedly.stages.attribution_languages.hedging import Hedging, debunked, entry_of
from reportedly.stages.attribution_languages.kinds import Kind, in_number, kind_at, kind_of, role_of, unlisted
from reportedly.stages.attribution_languages.mood import Mood
from reportedly.stages.attribution_languages.outers import RETELLERS, Outers
from reportedly.stages.attribution_languages.page import Page, Said
from reportedly.stages.attribution_languages.phrases import Phrases
from reportedly.stages.attribution_languages.reach import Reach
from reportedly.stages.cues import Lexicon

_LEAST = 0.5
_CARRY = 4
"""Sentences after its own that a source is carried on at most inside a paragraph."""

_SHALL_HAVE = re.compile(
    r"\bsoll(?:en)?\b[^.!?;]*\b(?:(?:[a-zäöüß]+t|[a-zäöüß]+en)\s+haben|sein)(?=\s*(?:[.,;!?]|und\b|$))"
)
_RUMOURS = re.compile(
    r"(?<!\w)(?:ход|шир|поширю|распространя|ползут|множ|kursier)\w*\s(?:\w+\s){0,2}(?:чутк|слух|[Gg]erücht)\w*|"
    r"(?<!\w)(?:слух|чутк)\w{0,3}\s(?:ход|шир|распространя)\w*"
)
_HEARSAY = ("rumour", "impersonal")
_PLAIN = ("colon", "dash", "presents", "heading", "anaphoric")
"""Rules whose sources speak on in the indicative: notices, headlines, and what "this was reported by" sums up."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Links from outlet to root, the status of the root, the rule that joined them, and what hedges the whole."""

    links: tuple[Link, ...]
    status: RootStatus
    rule: str


AUTHOR = Chain((), "author", "author")
HEARSAY = Chain((), "none", "hearsay")


class Scopes:
    """Gives every claim of one page its chain."""

    def __init__(self, page: Page, said: Sequence[Said], lexicon: Lexicon) -> None:
        self._page = page
        self._said = sorted(said, key=lambda s: s.cue)
        self._said = [s for s in self._said if not self._is_publisher(s)]
        self._lexicon = lexicon
        self._hedging = Hedging(page, lexicon)
        self._antecedents = Antecedents(page, self._said)
        self._mood = Mood(page, Phrases(page.words))
        self._reach = Reach(page, self._said)
        self._outers = Outers(page, self._said, self._antecedents)
        self._at_home: dict[int, list[Said]] = {}
        for one in self._said:
            self._at_home.setdefault(one.home, []).append(one)

    def chain(self, claim: Claim) -> Chain:
        """Return the chain of one claim; outermost is the channel from which its text was passed on."""
        covering = self._covering(claim)
        frames = [s for s in covering if s.rule == "label"]
        inner = self._inner(claim, [s for s in covering if s.rule != "label"])
        if not frames:
            return inner
        inner = replace(inner, links=tuple(k for k in inner.links if not self._is_bare_outlet(k)))
        links = [k for k in self._direct(frames, claim).links if not any(self._repeats(k, i) for i in inner.links)]
        if not inner.links and inner.status == "author":
            return Chain(tuple(_committed(links)), self._status(links), "label")
        return Chain(tuple(_committed([*links, *inner.links])), inner.status, inner.rule)

    def _is_bare_outlet(self, link: Link) -> bool:
        """Say whether a link is only "the channel", told something: where a text is forwarded, that is its sender."""
        printed = link.span.of(self._page.text) if link.span is not None else ""
        return (
            link.mode == "mention"
            and self._page.words["reply_to"].fullmatch(printed) is not None
            and printed.islower()
            and " " not in printed
        )

    def _is_publisher(self, said: Said) -> bool:
        """Say whether somebody was told something by "the paper", which the text has not named: its publisher."""
        page = self._page
        if said.beside != "venue" or said.source is None:
            return False
        printed = said.source.of(page.text)
        if not (printed.islower() and " " not in printed) or page.words["reply_to"].fullmatch(printed) is None:
            return False
        return not any(
            other.source is not None and other.source.start < said.source.start and self._retells(other)
            for other in self._said
            if other is not said
        )

    def _inner(self, claim: Claim, direct: list[Said]) -> Chain:
        """Return the chain of a claim inside of what its text as a whole is taken from."""
        index = self._page.at(claim.evidence[0].start)
        sourced = [s for s in direct if s.source is not None]
        if sourced:
            return self._direct(sourced, claim)
        if any(s.rule == "rumour" for s in direct) or self._is_rumoured(index):
            return HEARSAY
        carried = self._carried(index, claim)
        if carried is not None:
            return carried
        if any(s.rule == "impersonal" for s in direct):
            return self._nearest(index) or HEARSAY
        if self._mood.at(index) is not None or self._hedging.hearsay(claim):
            return HEARSAY
        return self._orphan(claim) or self._announced(index, claim) or AUTHOR

    def _covering(self, claim: Claim) -> list[Said]:
        """Return the relations whose content holds at least half of a claim, widest content first."""
        size = sum(len(e) for e in map(_range, claim.evidence))
        held = []
        for said in self._said:
            inside = sum(_shared(c, e) for c in said.content for e in claim.evidence)
            own = said.cue.overlaps(claim.evidence[0]) and said.rule in ("before", "colon") and not said.anaphoric
            if inside >= _LEAST * size and not own:
                held.append(said)
        if any(s.source is not None and not s.anaphoric and not s.beside for s in held):
            held = [s for s in held if s.rule != "presents"]
        nearest = max((s.home for s in held if s.anaphoric), default=None)
        held = [s for s in held if not s.anaphoric or s.home == nearest]
        return sorted(held, key=lambda s: (-sum(c.end - c.start for c in s.content), s.cue))

    def _direct(self, sourced: list[Said], claim: Claim) -> Chain:
        pointed = [s for s in sourced if s.anaphoric]
        own = [s for s in sourced if not s.anaphoric]
        links: list[Link] = []
        for group in (pointed, own) if own else (pointed,):
            for said in self._ordered(group):
                link = self._link(said, claim)
                if not any(self._repeats(link, other) for other in links):
                    links.append(link)
        links = self._outers.before(links, self._page.at(claim.evidence[0].start))
        status = self._status(links)
        return Chain(tuple(_committed(links)), status, "anaphoric" if pointed and not own else "direct")

    def _repeats(self, link: Link, other: Link) -> bool:
        """Say whether a link is another one again: the same words, or a short form of them."""
        if link.span is None or other.span is None:
            return False
        known = other.antecedent or other.span
        return link.span.overlaps(other.span) or (link.antecedent is not None and link.antecedent.overlaps(known))

    def _ordered(self, group: list[Said]) -> list[Said]:
        """Return the relations outermost first: venues, then by width, then what is cited."""
        rank = {"venue": 0, "": 1, "cites": 2}
        depth = {id(s): sum(_holds(o, s.cue) for o in group if not o.beside and o is not s) for s in group}
        return sorted(group, key=lambda s: (rank[s.beside], depth[id(s)], not self._retells(s)))

    def _retells(self, said: Said) -> bool:
        """Say whether the source of a relation is an outlet: it stands outside of whom it retells."""
        kind = kind_at(self._page.text, said.source, self._page.words.language) if said.source is not None else None
        return kind is not None and kind.role in RETELLERS

    def _link(self, said: Said, claim: Claim) -> Link:
        page = self._page
        span = said.source
        assert span is not None
        kind = self._kind(said, span)
        antecedent = None
        if kind.short or kind.adversary:
            antecedent = self._antecedents.of(span, said.home)
            if antecedent is not None:
                full = kind_at(page.text, antecedent, page.words.language)
                kind = replace(full, short=kind.short) if full is not None else kind
        if kind.named and kind.short and antecedent is None and not self._antecedents.named_before(span):
            kind = replace(kind, named=False)  # "a high official", whom nothing names
        role = "outlet" if said.rule in ("venue", "reply_to") and kind.role == "official" else kind.role
        pronoun = kind.short and antecedent is not None and page.words["pronoun"].fullmatch(span.of(page.text))
        elided = said.rule == "elided" or (said.rule in ("after", "quoted") and not _beside_cue(page, said))
        anaphoric = said.anaphoric or bool(pronoun)
        mode: LinkMode = "mention" if said.beside else "indirect"
        quote = page.quote_at(claim.evidence[0].start)
        if said.rule in ("quoted", "dash", "colon") and quote is not None and claim.evidence[-1].end <= quote.end:
            mode = "direct_quote"
        return Link(
            span=span,
            role=role,
            cue=said.cue if not said.cue.overlaps(span) else None,
            lexicon_id=self._entry(said.cue),
            mode=mode,
            anaphoric=anaphoric,
            inferred=elided,
            antecedent=antecedent if antecedent != span else None,
            resolution="inferred" if anaphoric or elided else "exact",
            named=kind.named,
            plural=kind.plural,
        )

    def _kind(self, said: Said, span: Span) -> Kind:
        text, language = self._page.text, self._page.words.language
        kind = kind_at(text, span, language)
        by_place = self._by_place(said, span, kind)
        if by_place is not None:
            return by_place
        kind = kind or unlisted(span.of(text), said.cue.of(text), language)
        if not said.beside and said.rule not in ("opener", "document") and kind_of(span.of(text), language) is not None:
            kind = in_number(kind, said.cue.of(text), language)
        if language == "de" and kind.named and kind.role != "document" and _one_of_many(text, span):
            return replace(kind, named=False, plural=False)
        home = self._page.sentences[said.home]
        if language != "de" and kind.named and span.start == home.start and _bare_many(span.of(text), said, text):
            return Kind("unnamed_plural", named=False, plural=True)
        full = re.search(r"[^\W\d_a-zа-яіїєґäöüß]\w+\s[^\W\d_a-zа-яіїєґäöüß]\w+", span.of(text))
        if kind.named and not full and self._page.words["anonymous"].search(text, home.start, home.end):
            return replace(kind, named=False)
        return kind

    def _by_place(self, said: Said, span: Span, kind: Kind | None) -> Kind | None:
        """Return the kind that only the place of a source tells, None if its words do: labels, data, "said in X"."""
        text = self._page.text
        if said.rule == "label" and (kind is None or not kind.named):
            return Kind("social_account", named=True, plural=False)
        if said.rule == "data":
            return Kind("unnamed_plural", named=False, plural=True)
        several = re.search(r"(?:ів|їв|ей|ов|ев|іям|иям|ям|ам|ами|ями|n)(?:\s|$)", span.of(text)) is not None
        if kind is None and said.rule == "cites" and several and self._page.words.language != "de":
            return Kind("unnamed_plural", named=False, plural=True)
        if kind is None and said.rule == "opener":
            role: LinkRole = "unnamed_plural" if several else "unnamed_single"
            return Kind(role, named=False, plural=several)
        where = text[max(0, span.start - 4) : span.start].casefold()
        if kind is None and self._page.words.language != "de" and re.search(r"\b[ву]о?\s+$", where):
            return Kind("official", named=True, plural=False)  # "they said in X": a body
        return None

    def _entry(self, cue: Span) -> str | None:
        entry = entry_of(self._page.text, cue, self._lexicon)
        return entry.id if entry is not None else None

    def _status(self, links: Sequence[Link]) -> RootStatus:
        root = links[-1]
        if root.role == "document" and len(links) > 1:
            root = links[-2]
        if root.named:
            return "named"
        return "unnamed_plural" if root.plural else "unnamed_single"

    def _is_rumoured(self, index: int) -> bool:
        """Say whether a sentence opens as hearsay, or is in the German perfect with "soll": no source goes on there."""
        page, sentence = self._page, self._page.sentences[index]
        told = _RUMOURS.search(page.text, sentence.start, sentence.end)
        spread = told is not None and not page.in_speech(told.start())
        if spread or page.begins_with("hearsay", index) or self._they_say(index):
            return True
        return page.words.language == "de" and _SHALL_HAVE.search(page.text, sentence.start, sentence.end) is not None

    def _they_say(self, index: int) -> bool:
        """Say whether "they say" stands between commas in a sentence: "in the town, they say, the post is shut"."""
        page, sentence = self._page, self._page.sentences[index]
        return any(
            page.text[: m.start()].rstrip()[-1:] == "," and page.text[m.end() : m.end() + 1] == ","
            for m in page.words["rumour"].finditer(page.text, sentence.start, sentence.end)
            if not page.in_speech(m.start())
        )

    def _speaks_itself(self, index: int) -> bool:
        """Say whether a sentence is the text's own: its view or guess, its own ear, or what was long before."""
        page, sentence = self._page, self._page.sentences[index]
        if page.begins_with("recap", index) or page.begins_with("own_voice", index) or page.begins_with("guess", index):
            return True
        if page.words.language != "de" and page.begins_with("scene", index):
            return True
        told = page.words.language != "de" and page.begins_with("goes_on", index)
        return any(
            page.quote_at(m.start()) is None
            for name in (("own_view",) if told else ("own_view", "background"))
            for m in page.words[name].finditer(page.text, sentence.start, sentence.end)
        )

    # --- continuation

    def _carried(self, index: int, claim: Claim) -> Chain | None:
        """Return the chain that goes on from the sentences before, None where the text speaks itself."""
        page = self._page
        mood = self._mood.at(index) is not None
        if not mood and self._speaks_itself(index):
            return None
        home = page.sentences[index]
        for back in range(index - 1, max(-1, index - 2 - (2 * _CARRY if mood else _CARRY)), -1):
            sentence = page.sentences[back]
            if home.bullet != sentence.bullet and not self._list_of(back, index):
                return None
            mine = [s for s in self._at_home.get(back, ()) if _carries(s) and (mood or s.rule != "calls")]
            if mine:
                return self._continue(mine[-1], index, claim, mood=mood)
            if self._mood.goes_on(index) and self._mood.at(back) is None:
                spoken = self._spoken_by_subject(back, index, claim)
                if spoken is not None:
                    return spoken
            if not mood and self._speaks_itself(back):
                return None
        return None

    def _spoken_by_subject(self, back: int, index: int, claim: Claim) -> Chain | None:
        """Return the chain of reported speech behind a sentence that reports nothing: who acts in it speaks."""
        if any(s.rule in _HEARSAY for s in self._at_home.get(back, ())):
            return HEARSAY
        speaker = self._mood.subject(back)
        if speaker is None:
            return None
        said = Said(back, speaker, speaker, (), "subject", anaphoric=True)
        return self._continue(said, index, claim, mood=True)

    def _continue(self, said: Said, index: int, claim: Claim, *, mood: bool) -> Chain | None:
        page = self._page
        home, here = page.sentences[said.home], page.sentences[index]
        beside = [s for s in self._said if s.beside and s.source is not None and _about_same(s, said)]
        chain = self._direct([said, *beside], claim)
        goes_on = page.begins_with("goes_on", index)
        if not mood and page.words.language != "de" and self._reach.ends(said, index):
            return None
        if chain.status == "unnamed_plural" and not mood and not self._several_go_on(said, claim):
            return None
        if page.words.language == "de" and not mood and not self._plainly(said, index):
            return None
        crosses = mood or goes_on or self._list_of(said.home, index) or self._heads(said, index)
        if here.line != home.line and not crosses:
            return None
        links = tuple(replace(k, inferred=True, resolution="inferred") for k in chain.links)
        return Chain(links, chain.status, "continued")

    def _announced(self, index: int, claim: Claim) -> Chain | None:
        """Return the chain of the body whose notice a paragraph is, None where it is none or the text speaks itself."""
        notice = self._reach.notice
        if notice is None or index <= notice.home or self._speaks_itself(index):
            return None
        if self._page.sentences[index].line != self._page.sentences[notice.home].line:
            return None
        chain = self._direct([notice], claim)
        links = tuple(replace(k, inferred=True, resolution="inferred") for k in chain.links)
        return Chain(links, chain.status, "announced")

    def _several_go_on(self, said: Said, claim: Claim) -> bool:
        """Say whether several unnamed go on: they spoke with a verb, are no adversary, and nothing is hearsay here."""
        assert said.source is not None
        kind = kind_at(self._page.text, said.source, self._page.words.language)
        adversary = kind is not None and kind.adversary
        return said.rule not in ("opener", "data") and not adversary and not self._hedging.hearsay(claim)

    def _plainly(self, said: Said, index: int) -> bool:
        """Say whether a German sentence in the indicative goes on with a source: reported speech would be marked."""
        page = self._page
        if page.begins_with("goes_on_plainly", index) or self._list_of(said.home, index):
            return True
        same = page.sentences[said.home].line == page.sentences[index].line
        if same and index == said.home + 1 and self._opens_with_noun(said):
            return True
        if same and said.rule == "before" and said.content and self._mood.at(said.home) is None:
            between = page.text[said.cue.end : said.content[0].start]
            if between.rstrip().endswith(":") and page.quote_at(said.content[0].start) is None:
                return True  # a notice: "The police inform: …"
        return (same and said.rule in _PLAIN) or self._heads(said, index)

    def _opens_with_noun(self, said: Said) -> bool:
        """Say whether a source only names what it goes on to tell: "The police confirmed the operation. Four …"."""
        presents = self._page.words["presenting"].fullmatch(said.cue.of(self._page.text)) is not None
        return presents and said.rule == "before" and bool(said.content) and said.content[0].start == said.cue.end + 1

    def _heads(self, said: Said, index: int) -> bool:
        """Say whether a source reaches over a line: one behind the headline, or one that "this" brings for all."""
        home, here = self._page.sentences[said.home], self._page.sentences[index]
        if said.rule in ("dash", "colon") and home.line <= 1:
            return True
        return said.anaphoric and said.rule == "anaphoric" and here.paragraph - home.paragraph == 1

    def _list_of(self, back: int, index: int) -> bool:
        """Say whether two list items stand under one debunking heading, where all items are of one speaker."""
        heading = debunked(self._page, back)
        return heading is not None and heading == debunked(self._page, index)

    def _nearest(self, index: int) -> Chain | None:
        """Return the chain of the nearest named source before an "it is noted" without one (T13)."""
        for said in reversed(self._said):
            if said.home < index and said.source is not None and not said.beside:
                kind = kind_at(self._page.text, said.source, self._page.words.language)
                if kind is not None and kind.named:
                    link = Link(span=said.source, role=kind.role, cue=None, inferred=True, resolution="inferred",
                                named=True, commitment="CT+")  # fmt: skip
                    return Chain((link,), "named", "ellipted")
        return None

    def _orphan(self, claim: Claim) -> Chain | None:
        """Return a chain of one unnamed source for words in quotation marks that nobody is printed to say (T07)."""
        quote = self._page.quote_at(claim.evidence[0].start)
        if quote is None or claim.evidence[-1].end > quote.end or self._page.text[quote.end - 1] not in '»”“"':
            return None
        inner = self._page.text[quote.start : quote.end].strip('«»„“”" \n')
        home = self._page.sentences[self._page.at(claim.evidence[0].start)]
        whole = quote.start <= home.start + 2 or quote.end - quote.start > home.end - home.start
        if len(inner.split()) < 5 or not inner[:1].isupper() or not whole:
            return None
        link = Link(span=None, role="unnamed_single", mode="direct_quote", commitment="CT+", resolution="unresolved",
                    note="a quotation without a speaker")  # fmt: skip
        return Chain((link,), "unnamed_single", "orphan")


def _about_same(beside: Said, said: Said) -> bool:
    """Say whether a further hop belongs to a relation: in its sentence, or for the same words."""
    same = any(a.overlaps(b) for a in beside.content for b in said.content)
    return beside.home == said.home or (same and 0 < beside.home - said.home <= 1)


def _bare_many(printed: str, said: Said, text: str) -> bool:
    """Say whether a single word, no name by its signs, speaks at the head of its sentence with a verb in the plural."""
    head = re.match(r"[^\W\d_]+(?=,|$)", printed)
    return (
        head is not None
        and not head.group().isupper()
        and role_of(head.group(), "uk") is None
        and role_of(head.group(), "ru") is None
        and re.fullmatch(r"\w+(?:ли|ють|уть|ять|ать|ют|ут|ят|ат)(?:ся|сь)?", said.cue.of(text)) is not None
    )


def _one_of_many(text: str, span: Span) -> bool:
    """Say whether a German phrase is "a head of section": indefinite, without a name and without what it is head of."""
    printed = span.of(text)
    before = re.search(r"(?:^|\s)(\w+)\s+$", text[max(0, span.start - 8) : span.start])
    article = (before.group(1) if before else printed.split()[0]).casefold()
    if article not in ("ein", "eine", "einer", "einem", "einen", "eines") or re.match(r"(?:\w+ )*Sprecher", printed):
        return False
    words = printed.split()
    if words[0].casefold() == article:
        words = words[1:]
    return len(words) == 1 or (len(words) == 2 and words[0].islower())


def _carries(said: Said) -> bool:
    """Say whether sentences behind a relation may go on with its source."""
    return said.source is not None and not said.beside and said.rule != "label"


def _holds(said: Said, cue: Span) -> bool:
    """Say whether a cue stands in the words that another source reports behind its own verb, or right before them."""
    if said.rule == "before" and said.content and said.cue.end <= cue.start < said.content[0].start:
        return True
    return said.rule in ("before", "colon") and any(c.covers(cue) for c in said.content)


def _beside_cue(page: Page, said: Said) -> bool:
    """Say whether source and cue stand in the same sentence."""
    home = page.sentences[said.home]
    return said.source is not None and home.start <= said.source.start < home.end


def _committed(links: Sequence[Link]) -> list[Link]:
    """Return the links with their commitments: only the root commits itself."""
    return [replace(k, commitment="CT+" if i == len(links) - 1 else "Uu") for i, k in enumerate(links)]


def _range(span: Span) -> range:
    return range(span.start, span.end)


def _shared(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))

"""What a text denies: words that bear a denial, and claims that a later sentence denies ("The mayor denies this")."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportedly.records import Claim, Link, Reading, Relation, Span, claim_id, hull
from reportedly.records.claim import DENIED_AFTERWARDS, NOT_SO
from reportedly.sieve import Sieves

_TOLD = Sieves()

_NEGATION = _TOLD.sieve(
    r"\b(?:no|not|never|none|nobody|nothing|nowhere|neither|nor|cannot|no one|without)\b|n[’']t\b|"
    r"\b(?:un|in)(?:true|correct|founded)\b|\b(?:false(?:ly|hoods?)?|fakes?|baseless|groundless|lies?|hoax(?:es)?|"
    r"myths?|fabricat\w+|made[ -]up|invented|debunk\w*|disprov\w*)\b",
    re.IGNORECASE,
)
_DENIES = _TOLD.sieve(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|reject\w*|refut\w+|rebut\w*|dismiss\w*|disput\w+|contradict\w*|disavow\w*|"
    r"retract\w*|contrary)\b",
    re.IGNORECASE,
)


def may_deny(text: str, claim: Claim) -> bool:
    """Say whether words of a claim, or of denial around it in its sentence, bear out that it denies something.

    "Surgeons had been flown in" denies nothing, whatever a reader takes it for.
    """
    if any(
        _NEGATION.search(text, span.start, span.end) or _DENIES.search(text, span.start, span.end)
        for span in claim.evidence
    ):
        return True
    around = claim.sentence
    if around is None:
        return False
    outside = [text[around.start : claim.evidence[0].start], text[claim.evidence[-1].end : around.end]]
    return any(_DENIES.search(part) or _FALSE.search(part) for part in outside)


_FALSE = _TOLD.sieve(r"\b(?:untrue|false|not true|incorrect|baseless|groundless|lies?|fakes?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Denial:
    """A statement that only denies what stands before it: its clause, and the words in it that point back."""

    clause: Span
    pointer: Span


_CLAIMS_EN = (
    r"claims?|allegations?|accusations?|charges?|reports?|rumou?rs?|assertions?|accounts?|story|stories|suggestions?|"
    r"information|statements?|news|figures?|version"
)
_POINTERS = {
    "en": re.compile(
        r"(?:(?:all |any |some |both )?(?:of )?(?:th(?:is|at|ese|ose)|it|both)|(?:(?:all|any|such|"
        rf"th(?:e|is|at|ese|ose)|h(?:is|er)|its|their|both|these) )*(?:[\w’'-]+ ){{0,2}}(?:{_CLAIMS_EN}))"
        r"(?:,? as (?:[\w’'-]+ ?){1,4})?",
        re.IGNORECASE,
    ),
    "uk": re.compile(
        r"(?:все|усе|(?:все |усе )?(?:це|цього)|(?:(?:цю|ці|таку|такі|дану|ці всі) )?(?:\w+ )?(?:інформацію|"
        r"повідомлення|звинувачення|чутки|заяви|заяву|дані|твердження))",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"(?:вс[её]|(?:вс[её] )?(?:это|этого)|(?:(?:эту|эти|такую|такие|данную) )?(?:\w+ )?(?:информацию|"
        r"сообщения|сообщение|обвинения|слухи|заявления|заявление|данные|утверждения))",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"(?:das|dies|dem|es|(?:all )?(?:die|den|diese[nr]?|solche|sämtliche|alle|entsprechende) (?:\w+n )?"
        r"(?:Vorw[uü]rfe?n?|Berichte?n?|Behauptung(?:en)?|Angaben?|Darstellung(?:en)?|Meldung(?:en)?|Gerüchte?n?|"
        r"Anschuldigung(?:en)?|Aussagen?|Informationen))(?: als \w+| entschieden| vehement| energisch)?(?: zurück)?",
        re.IGNORECASE,
    ),
}
"""What stands for something said before where it is denied."""

_FALSE_EN = re.compile(
    rf"(?:(?:th(?:at|is|ese|ose)|it|they)|(?:(?:all|the|this|these|such|those) )?(?:\w+ )?(?:{_CLAIMS_EN}))"
    r"(?:[’']s| is| are| was| were| had been| to be)?(?: all| simply| just| completely| entirely)? "
    r"(?:not (?:true|correct|accurate|so|the case)|untrue|false|wrong|incorrect|nonsense|baseless|groundless|unfounded|"
    r"(?:an? )?(?:outright )?(?:lies?|fakes?|inventions?|fabrications?|hoax(?:es)?)|made up|invented|fabricated)",
    re.IGNORECASE,
)
_FALSE_UK = re.compile(
    r"(?:(?:все )?це|ц[яіе] (?:інформація|повідомлення|звинувачення|чутки|заяви)) (?:[—–-] )?"
    r"(?:є )?(?:повна |відверта )?(?:неправд(?:а|ою)|брехн(?:я|ею)|фейк(?:ом|и)?|вигадк[аио]ю?|не так|"
    r"не відповіда(?:є|ють) дійсності)",
    re.IGNORECASE,
)
_FALSE_RU = re.compile(
    r"(?:(?:вс[её] )?это|эт[аио] (?:информация|сообщени[ея]|обвинения|слухи|заявления)) (?:[—–-] )?"
    r"(?:полная |откровенная )?(?:неправда|ложь|фейки?|выдумк[аи]|не так|не соответству(?:ет|ют) действительности)",
    re.IGNORECASE,
)
_FALSE_DE = re.compile(
    r"(?:das|dies|diese?[rs]? (?:Bericht|Behauptung|Angaben?|Vorw[uü]rfe?|Meldung|Darstellung)(?:en|e)?|die Berichte) "
    r"(?:ist|sei|sind|seien) (?:alles |schlicht |einfach |völlig |komplett )?(?:falsch|unwahr|nicht wahr|gelogen|"
    r"erlogen|erfunden|frei erfunden|eine Lüge|Unsinn|eine Falschmeldung|haltlos|unzutreffend)",
    re.IGNORECASE,
)
_CALLED_FALSE = (_FALSE_EN, _FALSE_UK, _FALSE_RU, _FALSE_DE)
"""Whole statements that call what was said before false."""


def pointing_denials(text: str, language: str, relations: Sequence[Relation]) -> list[Denial]:
    """Return the relations of a text that deny something and only point back to what."""
    found = []
    for relation in relations:
        if relation.anaphoric or not relation.source or not relation.content:
            continue
        content = hull(relation.content)
        denies = relation.cue_type == "DEN" and points_back(content.of(text), language)
        if denies or calls_false(text, relation):
            whole = hull((*relation.source, *relation.cue, content))
            if len(whole) <= _LONGEST and "\n\n" not in whole.of(text):
                found.append(Denial(_to_end(text, whole), content))
    return sorted(found, key=lambda denial: denial.clause)


def points_back(words: str, language: str) -> bool:
    """Say whether what is denied is only pointed to: "this", "the allegations", "these reports as false"."""
    pointer = _POINTERS.get(language)
    words = " ".join(words.split()).strip(" .,;:!?“”\"'«»„")
    return pointer is not None and pointer.fullmatch(_AT_END.sub("", words) if language == "en" else words) is not None


_AT_END = re.compile(
    r"(?<!^that) (?:(?:on|in|at|late|earlier|last|during|through|via)(?: [\w’'-]+){1,5}|yesterday|today)$|"
    r"(?: (?:outright|too|as well|again|also))+$",
    re.IGNORECASE,
)
"""When and where something was denied, behind the words that point back."""

_LONGEST = 240
_CLAUSE_END = re.compile(r"[.,;:!?\n]|\s[—–-]\s")


def denies_another(text: str, relation: Relation) -> bool:
    """Say whether an English relation denies what was reported: "rejected the claim as false", "claims of looting"."""
    if not relation.source or not relation.content:
        return False
    words = hull(relation.content).of(text)
    denies = relation.cue_type == "DEN" and (points_back(words, "en") or _REPORT_OF.match(words) is not None)
    return denies or calls_false(text, relation)


def calls_false(text: str, relation: Relation) -> bool:
    """Say whether all that somebody says is that something said before is false."""
    if not relation.source or not relation.content:
        return False
    return any(pattern.fullmatch(_words(text, relation)) for pattern in _CALLED_FALSE)


def beside_matter(text: str, content: Span) -> list[tuple[int, int]]:
    """Return what of a denied content is not what is denied: "[claims of] a shortage [as nonsense]"."""
    opening = _REPORT_OF.match(text, content.start, content.end)
    closing = _AS_FALSE.search(text, content.start, content.end)
    end = closing.start() if closing is not None else content.end
    if opening is not None and len(text[opening.end() : end].split()) < _FEWEST:
        return []
    return [found.span() for found in (opening, closing) if found is not None]


_FEWEST = 3
"""Words that state something without a verb, at least."""

_AS_FALSE = re.compile(r",?\s+as (?:[\w’'-]+ ?){1,4}$", re.IGNORECASE)


def _words(text: str, relation: Relation) -> str:
    return " ".join(hull(relation.content).of(text).split()).strip(" .,;:!?“”\"'«»„")


_REPORT_OF = re.compile(
    rf"(?:[\w’'-]+ ){{0,3}}?(?:{_CLAIMS_EN}) (?:(?:of|by|from|in) (?:[\w’'-]+ ){{1,8}}?that|of|about|that)\s",
    re.IGNORECASE,
)


def _to_end(text: str, span: Span) -> Span:
    """Return a stretch up to the mark that ends its clause."""
    found = _CLAUSE_END.search(text, span.end, min(len(text), span.end + _LONGEST))
    end = found.start() if found is not None else span.end
    return Span(span.start, end) if end > span.start else span


def only_denies(claim: Claim, denials: Sequence[Denial]) -> bool:
    """Say whether a claim is made of the words of a denial that only points back to what it denies."""
    return any(d.clause.overlaps(span) for d in denials for span in claim.evidence)


def denied_before(
    reading: Reading, claims: Sequence[Claim], denials: Sequence[Denial], sentences: Sequence[tuple[int, Span]]
) -> list[Claim]:
    """Return what the denials deny: each of the claims before them that they point to, once more, with polarity −.

    The evidence of such a claim is that of the denied one and the clause that denies it. `sentences` are those of the
    text in order, each with the order of its passage.
    """
    made: list[Claim] = []
    for denial in denials:
        here = next((n for n, (_, s) in enumerate(sentences) if s.start <= denial.clause.start < s.end), None)
        if here is None:
            continue
        passage, sentence = sentences[here]
        for claim in _pointed_to(
            [*claims, *made], denial, [s for _, s in sentences[max(0, here - _BACK) : here + 1]], reading
        ):
            spans = (*claim.matter, denial.clause)
            made.append(
                replace(
                    claim,
                    id=claim_id(claim.document, spans),
                    evidence=spans,
                    polarity="-",
                    passage=passage,
                    sentence=sentence,
                    summary_of=(),
                    rule=_rule(claim),
                )
            )
    return made


def _rule(claim: Claim) -> str:
    """Return the rule of a claim that is denied afterwards: what it rests on, and whether it is a denial itself."""
    if claim.denied_afterwards:
        return claim.rule
    itself = f"; {NOT_SO}" if claim.polarity == "-" else ""
    return f"{DENIED_AFTERWARDS}{itself}; realis: {claim.rule.rpartition('realis: ')[2].partition(';')[0]}"


_BACK = 2
"""Sentences before a denial in which stands what it denies, at most."""

_MOST = 3
"""Claims that one denial is about, at most."""


def _pointed_to(claims: Sequence[Claim], denial: Denial, near: Sequence[Span], reading: Reading) -> list[Claim]:
    """Return the claims that a denial points to: of the nearest sentence that has any, what a source says there."""
    for sentence in reversed(near):
        here = [c for c in claims if sentence.start <= c.evidence[-1].start < sentence.end]
        here = [c for c in here if c.evidence[-1].end <= denial.clause.start]
        again = [c for c in here if c.denied_afterwards]
        if again:
            return again  # "The council denied it. The army denied it, too."
        here = [c for c in here if c.polarity != "u" and not c.is_denied and not _denies_itself(c, reading.text)]
        if here:
            told = [c for c in here if _is_told(c, reading)]
            return (told or here)[:_MOST]
    return []


def _denies_itself(claim: Claim, text: str) -> bool:
    """Say whether a claim only tells that somebody denied something: "the army denied responsibility"."""
    return any(_DENIES.search(text, span.start, span.end) for span in claim.evidence)


def _is_told(claim: Claim, reading: Reading) -> bool:
    return any(c.overlaps(claim.evidence[0]) for r in reading.of(Relation) if r.source for c in r.content)


def as_denied(claims: Sequence[Claim], relations: Sequence[Relation]) -> Iterator[tuple[Claim, Claim]]:
    """Yield each claim with that by which its sources are told: itself, or the words of a denial that point back to it.

    Who denies something is its source, not who said it before.
    """
    for claim in claims:
        words = _words_of_denial(claim, relations) if claim.denied_afterwards else None
        if words is None:
            yield claim, claim
            continue
        spans = (words,)
        yield claim, replace(claim, id=claim_id(claim.document, spans), evidence=spans)


def _words_of_denial(claim: Claim, relations: Sequence[Relation]) -> Span | None:
    """Return what is said, by the first source in it, in the clause that denies a claim afterwards."""
    clause = claim.evidence[-1]
    for relation in relations:
        if relation.source and relation.content and clause.covers(hull(relation.cue)):
            words = hull(relation.content)
            if clause.overlaps(words):
                return words
    return None


def denying(links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Return the links of a chain whose root denies what the claim says."""
    return (*links[:-1], replace(links[-1], commitment="CT-")) if links else links


def uncommitted(links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Return the links of a chain whose root says that it does not know."""
    return (*links[:-1], replace(links[-1], commitment="Uu")) if links else links


def in_order(claims: Sequence[Claim], denied: Sequence[Claim]) -> list[Claim]:
    """Return the claims with those that are denied afterwards, each where the sentence that denies it stands."""
    placed = list(claims)
    for claim in denied:
        clause = claim.evidence[-1]
        at = next((n for n, c in enumerate(placed) if c.evidence[0].start > clause.start), len(placed))
        placed.insert(at, claim)
    return placed

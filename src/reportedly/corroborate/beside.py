"""Sources that stand beside a claim: in its sentence, in the sentences before and after it in one paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from reportedly.corroborate.bodies import is_body, is_body_word, words_of_name
from reportedly.gloss import marker
from reportedly.records import Span

_SPEECH = frozenset(
    """say tell announce report inform state write confirm note warn explain declare publish acknowledge deny complain
    promise add admit reply answer notify communicate assure stress emphasise emphasize clarify apologise apologize
    count record register estimate put issue release send order decide respond insist maintain recall claim assert
    statement letter notice circular memorandum complaint announcement resolution decree schedule appeal communique
    address message response bulletin""".split()  # noqa: SIM905 (a list of words reads better)
)
"""English words by which a body makes something known."""

_STOP = frozenset(
    """the a an of for in at on by to from with and or but as that which who this these its his her their our is are was
    were has have had be been not no it he she they we will would after before because since while when where than
    der die das den dem des ein eine einer eines einem einen und oder im in am an auf von vom zu zum zur bei mit nach
    für aus wie dass sich ist sind war wurde werden hat haben
    і й та у в на з із зі за до від для по про під що як це ця цей його її їх не був була були є
    и а в во на с со за до от для по о об под что как это эта этот его ее её их не был была были""".split()  # noqa: SIM905
)
_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_BREAK = re.compile(r"(?<=[.!?…])[»“”\"')\]]*\s+(?=[«„“\"(–—-]*\s?[A-ZА-ЯЁЇІЄҐÄÖÜ0-9])")
_LINKING = frozenset("of for in von der des in im у в на".split())  # noqa: SIM905
_LEFT, _RIGHT = 2, 4
_NEAR = 32
"""Letters between a body and the verb with which it makes something known."""

_MADE_KNOWN = re.compile(
    r"\b(?:доводит до сведения|доводить до відома|ставит в известность|gibt bekannt|gab bekannt|teilt\w* mit|teilte|"
    r"lässt wissen|makes known|puts? out|доводят до сведения)\b",
    re.IGNORECASE,
)
_ANONYMOUS = re.compile(
    r"condition of anonymity|not (?:to )?be (?:named|identified)|leave his name out|anonymous|declined to be named"
    r"|nicht genannt|namentlich nicht|ohne Namen|anonym|vertraulich"
    r"|анонім|анонимн|не називати|без імені|без имени|не называть|побажа\w+ не|пожела\w+ не|попрос\w+ не назыв",
    re.IGNORECASE,
)
"""Words by which a source is kept unnamed."""

_REPORTER_OF = re.compile(
    r"\b(?:reporters?|correspondents?|journalists?|кореспондент\w*|корреспондент\w*|журналіст\w*|журналист\w*"
    r"|репорт[её]р\w*|Reporter\w*|Korrespondent\w*)\s+(?:of|for|with|der|des|von|газет\w+|видання|издания)?\s*(?:the\s+)?"
    r"[«„\"“]?((?:[A-ZА-ЯЁЇІЄҐÄÖÜ][\w’'-]*\s?){1,4})",
)


@dataclass(frozen=True, slots=True)
class Place:
    """The sentences of one paragraph, and which of them holds the claim."""

    sentences: tuple[Span, ...]
    at: int

    def around(self) -> Iterator[Span]:
        """Yield the sentences beside that of the claim, the likeliest to name its source first."""
        for step in (-1, 1, -2):
            if 0 <= self.at + step < len(self.sentences):
                yield self.sentences[self.at + step]

    def before(self) -> Iterator[Span]:
        """Yield the sentences before that of the claim, the nearest first."""
        yield from reversed(self.sentences[: self.at])


def place_of(text: str, claim: Span) -> Place:
    """Return where a claim stands in its paragraph."""
    first = text.rfind("\n", 0, claim.start) + 1
    last = text.find("\n", claim.end)
    last = len(text) if last < 0 else last
    cuts = [first, *(first + m.end() for m in _BREAK.finditer(text[first:last])), last]
    found = [Span(a, b) for a, b in pairwise(cuts) if a < b]
    at = next((n for n, span in enumerate(found) if span.end > claim.start), max(0, len(found) - 1))
    return Place(tuple(found), at)


def speaking_body(text: str, sentence: Span, language: str) -> Span | None:
    """Return the span of the body that makes something known in a sentence, None where there is none."""
    found = _speaking(sentence.of(text), language)
    return Span(sentence.start + found[0], sentence.start + found[1]) if found is not None else None


@lru_cache(maxsize=2_000)
def _speaking(words: str, language: str) -> tuple[int, int] | None:
    """Return where in a sentence the body stands that makes something known; asked for each claim beside it."""
    verbs = [m.start for m in marker().marks(words, language) if {k[2:] for k in m.keys if k[:2] == "w:"} & _SPEECH]
    verbs += [m.start() for m in _MADE_KNOWN.finditer(words)]
    near = [(gap, body) for body in bodies_in(words, language) if (gap := _gap(words, body, verbs)) is not None]
    return min(near)[1] if near else None


def _gap(words: str, body: tuple[int, int], verbs: list[int]) -> int | None:
    """Return how far a body stands from a verb of saying in the same part of a sentence, None where that is too far."""
    found = []
    for verb in verbs:
        between = words[body[1] : verb] if verb >= body[1] else words[verb : body[0]]
        if (verb >= body[1] or verb < body[0]) and len(between) <= _NEAR and "," not in between:
            found.append(len(between))
    return min(found, default=None)


def is_anonymous(sentence: str) -> bool:
    """Say whether a sentence says that its source is not to be named."""
    return bool(_ANONYMOUS.search(sentence))


def reporter_of(text: str, sentence: Span) -> Span | None:
    """Return the span of the outlet whose reporter a sentence speaks of."""
    match = _REPORTER_OF.search(sentence.of(text))
    if match is None:
        return None
    return Span(sentence.start + match.start(1), sentence.start + match.start(1) + len(match.group(1).rstrip()))


def bodies_in(words: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield where bodies are named in a sentence, each with the words that tell which one."""
    tokens = list(_TOKEN.finditer(words))
    past = -1
    for number, token in enumerate(tokens):
        if number <= past or not any(is_body_word(word) for word in words_of_name(token.group(), language)):
            continue
        first, last = _left(tokens, number, words, language), _right(tokens, number, words)
        start, end = tokens[first].start(), tokens[last].end()
        if is_body(words[start:end], language):
            past = last
            yield start, end


def _is_speech(word: str, language: str) -> bool:
    return any(key[2:] in _SPEECH for keys in words_of_name(word, language) for key in keys if key[:2] == "w:")


def _left(tokens: list[re.Match[str]], at: int, words: str, language: str) -> int:
    first = at
    while first > 0 and at - first < _LEFT:
        before = tokens[first - 1]
        if (
            before.group().casefold() in _STOP
            or _is_speech(before.group(), language)
            or words[before.end() : tokens[first].start()] != " "
        ):
            break
        first -= 1
    return first


def _right(tokens: list[re.Match[str]], at: int, words: str) -> int:
    last = at
    while last + 1 < len(tokens) and last - at < _RIGHT:
        after = tokens[last + 1]
        gap = words[tokens[last].end() : after.start()]
        if gap.strip(' «„"“') or (not after.group()[0].isupper() and after.group() not in _LINKING):
            break
        last += 1
    while last > at and tokens[last].group() in _LINKING:
        last -= 1
    return last

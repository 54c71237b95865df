"""Where personal names are printed: runs of capitalised words, weighed by what stands in and around them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reportedly.records import Passage, Span
from reportedly.stages.persons_describe import Description, after, age, before
from reportedly.stages.persons_places import is_of_town
from reportedly.stages.persons_words import LONGEST_TERM, Words, is_english, is_slavic
from reportedly.text import name_key

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĖĘĚĞĢĪĮİĶĹĽŁŃŇŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽА-ЯЁІЇЄҐ"
_TOKEN = re.compile(
    rf"(?<![^\W_])(?:[{_UPPER}]\.(?:[ \u00a0-]?[{_UPPER}]\.){{0,2}})"
    rf"(?=[ \u00a0]?(?:[{_UPPER}]|(?:van|von|de|der|di|da|du|al|el|bin|ten|ter)\b))"
    r"|[^\W\d_]+(?:[’'ʼ‑-][^\W\d_]+)*"
)
_POSSESSIVE = re.compile(r"[’']s\Z")
_ARTICLED = re.compile(r"(?:al|el|as|ash|ar|an|at|ad|az|es|ath|d|l)[-’'‑](?=\w)")
_GAP = re.compile(r"[ \u00a0\u202f]{0,2}|[ ]?\n")
_NICKNAME = re.compile(rf"[ \u00a0][\"“][{_UPPER}]\w{{1,15}}[\"”][ \u00a0](?=[{_UPPER}])")
_AFTER_NICKNAME = re.compile(r"[\"”][ \u00a0]")
_PATRONYMIC = re.compile(
    r".{2,}(?:[oe]vich|[oy]vych|yovych|[oe]vna|[iy]vna|їvna|ович|евич|йович|овна|евна|івна|ївна|овича|овичу|овичем|"
    r"овны|овне|овной|івни|івні|івною)\Z"
)
_NAMING = re.compile(r"([^\W\d_]+(?:[ \u00a0][^\W\d_’']+){0,3})[ \u00a0\n,]+[\"“«]?\Z")
_CLOSE = re.compile(r"[\"”»)]?[,]?[ \u00a0\n]+([^\W\d_]+)")
_FOLLOWER = re.compile(r"[ \u00a0]([^\W\d_]+)")
_STARTS = re.compile(r"(?:\A|[.!?…:;•\n][\"”»)]*\s*|[\"“«(]\s*|[-–—]\s+)\Z")
_ADDRESS = re.compile(r"(?<!\w)(?:вул|ул|пл|пр|просп|бул|пер|str|st)\.?[ \u00a0]\Z", re.IGNORECASE)
_CAMEL = re.compile(r"[a-z]{3}[A-Z]")
_CYRILLIC = re.compile("[А-ЯЁІЇЄҐ]")
_CLOSING_MARKS = ('"', "”", "»")
_LETTERS = 4
_MOST_TOKENS = 5
UNLISTED = "capitalised words that are in no list"
"""The weakest reason: the name of a village that nobody lists looks like that as well."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a run, without a possessive ending. `low` is in lower case."""

    text: str
    start: int
    end: int
    initial: bool = False
    particle: bool = False
    possessive: bool = False

    @property
    def low(self) -> str:
        """The word in lower case."""
        return self.text.casefold()


@dataclass(frozen=True, slots=True)
class Found:
    """A printed name, why it was taken for one, and what stands beside it."""

    span: Span
    tokens: tuple[str, ...]
    reason: str
    lead: Description | None = None
    trail: Description | None = None
    years: int | None = None


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds names in passages; `is_place` and `is_body` say what must not be taken for a person.

    `is_bent` says of a word in another case than the nominative that it is a place: «Брезни».
    """

    words: Words
    is_place: Callable[[str], bool]
    is_body: Callable[[str], bool]
    english: bool = True
    is_bent: Callable[[str], bool] = lambda _: False

    def find(self, text: str, passage: Passage) -> list[Found]:
        """Return the names in one passage in order, without overlaps."""
        scene = self.scene(text, passage)
        found: list[Found] = []
        for run in self.runs(text, passage.span):
            for part in self._parts(run, scene):
                name = self._judge(part, scene)
                if name and not (found and found[-1].span.end > name.span.start):
                    found.append(name)
        return found

    def scene(self, text: str, passage: Passage) -> "Scene":
        """Return the passage as the ground on which a name is judged."""
        return Scene(text, passage.span.start, passage.span.end, self._is_title_case(text, passage))

    def stands_alone(self, run: Sequence[Token], at: int, size: int, scene: "Scene") -> bool:
        """Say whether `size` words of a run from `at` on, part of a known name, mean the person here too."""
        words, part = self.words, run[at : at + size]
        right = run[at + size] if at + size < len(run) else None
        if (right and self._is_common(right)) or scene.follower(part[-1].end) in words.place_after:
            return False
        if size > 1:
            return True
        [token], left = part, run[at - 1] if at else None
        if right or (left and not self._only_leads(left, scene)):
            return False
        if token.low in words.country or (self.is_place(token.text) and scene.is_located(token.start, words)):
            return False
        ambiguous = token.low in words.ambiguous and scene.starts_sentence(token.start)
        return not (ambiguous or self._is_common(token)) or scene.speaks(token.start, token.end, words)

    def _only_leads(self, token: Token, scene: "Scene") -> bool:
        words, low = self.words, token.low
        leads = low in words.titles or low in words.stop or low in words.nation or low in words.calendar
        return leads or token.possessive or (is_english(low) and scene.starts_sentence(token.start))

    def runs(self, text: str, span: Span) -> Iterator[list[Token]]:
        """Yield runs of capitalised words, initials and the particles between them."""
        run: list[Token] = []
        pending: list[Token] = []
        for match in _TOKEN.finditer(text, span.start, span.end):
            token = _token(match)
            last = (pending or run)[-1] if run else None
            if last and (last.possessive or not _joins(text, last, token)):
                yield run
                run, pending = [], []
            if token.initial or _is_capital(token.text):
                run += [*pending, token]
                pending = []
            elif run and token.low in self.words.particle and len(pending) < 2:
                pending.append(replace(token, particle=True))
            elif run:
                yield run
                run, pending = [], []
        if run:
            yield run

    def _parts(self, run: Sequence[Token], scene: "Scene") -> Iterator[list[Token]]:
        """Yield the stretches of a run between titles, without what only stands beside a name."""
        part: list[Token] = []
        for number, token in enumerate(run):
            length = self._title_before(run, number)
            if length:
                yield from self._trimmed(part[:-length], scene)
                part = []
            part.append(token)
        yield from self._trimmed(part, scene)

    def _title_before(self, run: Sequence[Token], number: int) -> int:
        """Return how many words right before a word of a run are a title, as in "Deputy Mayor X"; 0 if none."""
        words = self.words
        for length in range(min(LONGEST_TERM, number), 0, -1):
            title = " ".join(token.low for token in run[number - length : number])
            title = title.removeprefix("ex-")
            plural = title.endswith("s") and title[:-1] in words.describing
            if plural or title in words.describing or title in words.honorific or title in words.former:
                # "Petro Baker Hall" is a surname that is a title as well.
                surname = length == 1 and number > 1 and words.may_be_given(run[number - 2].text)
                return 0 if surname else length
        return 0

    def _trimmed(self, part: list[Token], scene: "Scene") -> Iterator[list[Token]]:
        words = self.words
        while part and (part[0].particle or self._is_outside(part[0], scene, first=True, alone=len(part) == 1)):
            part = part[1:]
        while part and (part[-1].particle or part[-1].initial or part[-1].low in words.calendar | words.stop):
            part = part[:-1]
        if len(part) > 2 and self.is_place(part[0].text) and scene.word_before(part[0].start) in ("of", "in", "from"):
            part = part[1:]
        part = part[self._beside(part, scene) :]
        if len(part) > _MOST_TOKENS:
            part = self._anchored(part)
        if part:
            yield part

    def _beside(self, part: Sequence[Token], scene: "Scene") -> int:
        """Return how many words at the head of a run belong to what stands before the name: a body, a place in a case.

        "of the fund Northrock X Y", «мер Брезни Ковтуненко», «глава "Водоканалу" X Y».
        """
        if len(part) < 2 or part[0].initial:
            return 0
        if scene.text[part[0].end : part[0].end + 1] in _CLOSING_MARKS:
            return 1
        for size in range(min(2, len(part) - 1), 0, -1):
            head = part[:size]
            # no one bears two family names side by side: the first is the genitive of a town in -ськ
            two = size == 1 and self._is_surname(part[1]) and not self.words.may_be_given(part[1].text)
            personal = any(
                self.words.may_be_given(token.text) or (self._is_surname(token) and not two) for token in head
            )
            if not personal and self.is_bent(" ".join(token.text for token in head)):
                return size
        if len(part) < 3 or not self.words.is_given(part[1].text) or self.words.may_be_given(part[0].text):
            return 0
        if is_english(part[0].text) or self.is_place(part[0].text) or _CAMEL.search(part[0].text):
            return 1
        bodily = _CYRILLIC.match(part[0].text) and not _PATRONYMIC.match(part[2].low)
        return int(bool(bodily) and not self._is_surname(part[0]))

    def _is_outside(self, token: Token, scene: "Scene", *, first: bool, alone: bool) -> bool:
        """Say whether a leading word is no part of the name: an adjective, a weekday, the start of a sentence."""
        words, low = self.words, token.low
        if low in words.nation or low in words.stop or low in words.calendar - words.ambiguous:
            return True
        if alone or token.initial or words.may_be_given(token.text):
            return False
        if low in words.country or low in words.epithet:
            return True
        return first and is_english(low) and scene.starts_sentence(token.start) and self.english

    def _anchored(self, part: Sequence[Token]) -> list[Token]:
        """Return the two or three words from a given name on, out of a long run."""
        for number, token in enumerate(part[:-1]):
            if self.words.is_given(token.text):
                return list(part[number : number + 2])
        return []

    def _judge(self, part: Sequence[Token], scene: "Scene") -> Found | None:
        """Return the name that a stretch is, or None."""
        words, text = self.words, scene.text
        start, end = part[0].start, part[-1].end
        printed = text[start:end]
        names = [token for token in part if not token.particle]
        if self.is_body(printed) or self._is_acronym(names) or scene.follower(end) in words.place_after:
            return None
        lead = before(text, start, end, words, limit=scene.start)
        trail = None if part[-1].possessive else after(text, end, words, limit=scene.end)
        aged = age(text, start, end)
        sure_age = aged is not None and aged[1] and not _ADDRESS.search(text[max(0, start - 8) : start])
        honoured = scene.honorific(start, words)
        evidence = _Evidence(
            titled=honoured or lead is not None or (scene.byline(start) and len(names) > 1),
            titled_large=lead is not None and _opens_name(text, lead, start),
            honoured=honoured,
            described=trail is not None,
            aged=sure_age,
            speaks=scene.speaks(start, end, words),
            named=scene.is_named(start, words),
            located=scene.is_located(start, words) or (lead is not None and lead.term in words.resident),
        )
        single = len(names) == 1
        reason = self._single(names[0], evidence, scene) if single else self._several(names, printed, evidence, scene)
        if not reason:
            return None
        return Found(
            Span(start, end), tuple(token.text for token in names), reason, lead, trail, aged[0] if aged else None
        )

    def _several(self, names: Sequence[Token], printed: str, evidence: "_Evidence", scene: "Scene") -> str:
        """Return why two or more words are a name; empty if they are not."""
        words = self.words
        given = next((n for n, token in enumerate(names) if self._gives(token, n, scene)), None)
        soft = evidence.direct if given == 0 and len(names) == 2 else False
        # "President Park X": right after a title even a word for a place opens a name, if an unknown one closes it.
        soft = soft or (evidence.titled and not self._is_common(names[-1]) and not is_english(names[-1].text))
        if any(self._is_common(token) for token in names) and not soft:
            return ""
        plain = all(is_english(token.text) for token in names) and not words.may_be_given(names[0].text)
        large = evidence.titled_large and not scene.title_case
        if evidence.honoured or large or ((evidence.titled or evidence.aged or evidence.named) and not plain):
            return "stands where a name stands"
        if (
            names[-1].low in words.country
            or self.is_place(printed)
            or (given is None and is_of_town([token.text for token in names], printed, self.is_place, self.is_bent))
            or (evidence.located and given != 0 and not self._is_marked(names))
        ):
            return ""
        if given is not None:
            return self._with_given(names, given, scene)
        if self._is_marked(names):
            return "initials or a patronymic"
        return self._unlisted(names, evidence, scene)

    def _gives(self, token: Token, number: int, scene: "Scene") -> bool:
        wordlike = number == 0 and token.low in self.words.wordlike and not scene.title_case
        return self.words.is_given(token.text) or wordlike

    def _with_given(self, names: Sequence[Token], given: int, scene: "Scene") -> str:
        others = [token for number, token in enumerate(names) if number != given]
        plain = all(is_english(token.text) for token in others)
        if scene.title_case and plain and not any(self._is_surname(token) for token in others):
            return ""
        if given and plain and all(self.is_place(token.text) or is_english(token.text) for token in others):
            return ""
        return "a listed given name"

    def _unlisted(self, names: Sequence[Token], evidence: "_Evidence", scene: "Scene") -> str:
        words = self.words
        unknown = [token for token in names if not is_english(token.text)]
        maybe = words.may_be_given(names[0].text) and bool(unknown) and not self.is_place(names[0].text)
        placed = all(self.is_place(token.text) or token.low in words.country for token in names)
        if placed or any(token.low in words.country for token in names[-1:]):
            return ""
        unlikely = not unknown and not evidence.described and not words.may_be_given(names[0].text)
        if not scene.title_case and (evidence.described or evidence.speaks) and not unlikely:
            return "described or quoted as a person"
        if maybe or any(self._is_surname(token) for token in names[1:]):
            return "a given name or a family name by its form"
        if not self.english or scene.title_case or len(names) > 3 or any(self.is_place(t.text) for t in names):
            return ""
        inside = not scene.starts_sentence(names[0].start) and len(names[-1].text) > 2
        if len(unknown) == len(names) or (inside and names[-1] in unknown):
            return UNLISTED
        return ""

    def _single(self, token: Token, evidence: "_Evidence", scene: "Scene") -> str:
        """Return why one word is a name; empty if it is not."""
        words, plain = self.words, is_english(token.text)
        bare = token.initial or len(token.text) < 2 or token.low in words.describing or token.low in words.titles
        shouted = len(token.text) > 1 and token.text.isupper() and not evidence.direct
        if bare or shouted or self._is_common(token):
            return ""
        known = self.is_place(token.text) or (evidence.located and self.is_bent(token.text))
        maybe, given = words.may_be_given(token.text), words.is_given(token.text)
        if evidence.titled:
            sure = maybe or evidence.honoured or (evidence.titled_large and not scene.title_case)
            unlikely = (plain and not sure) or (evidence.located and known)
            return "" if unlikely else "stands after a title or role"
        first = scene.starts_sentence(token.start)
        form = self._is_surname(token) and len(token.low) > 5
        reasons = (
            (_PATRONYMIC.match(token.low) is not None and not is_slavic(token.low), "a patronymic"),
            (evidence.described and not known and not plain, "described as a person"),
            (evidence.named and (not known or maybe), "named in the text"),
            (given and not evidence.located and (not known or evidence.direct), "a listed given name"),
            (
                maybe and not (plain and first) and evidence.speaks and not (known and evidence.located),
                "a given name that speaks",
            ),
            (form and not known and (evidence.speaks or self._behind_place(token, scene)), "a family name by its form"),
            (evidence.aged and self.english and not plain and not known, "stands before an age"),
        )
        return next((reason for holds, reason in reasons if holds), "")

    def _behind_place(self, token: Token, scene: "Scene") -> bool:
        """Say whether a place in another case stands right before a word: «мер Брезни Ковтуненко»."""
        lead = scene.words_before(token.start, 1) if scene.text[token.start - 2 : token.start - 1].isalpha() else []
        return bool(lead) and lead[0][0].isupper() and self.is_bent(lead[0])

    def _is_common(self, token: Token) -> bool:
        """Say whether a word marks a body, a place or a day, never a person."""
        words, low = self.words, token.low
        if low in words.nation or low in words.stop or (low in words.calendar and low not in words.ambiguous):
            return True
        parts = {low, *low.split("-")}
        if words.is_given(token.text):
            return False
        return bool(parts & words.organisation or parts & words.place)

    def _is_marked(self, names: Sequence[Token]) -> bool:
        return any(token.initial or _PATRONYMIC.match(token.low) for token in names)

    def _is_surname(self, token: Token) -> bool:
        low = token.low
        return len(low) > 4 and low.endswith(self.words.family_suffix) and not is_english(low)

    def _is_acronym(self, names: Sequence[Token]) -> bool:
        if all(token.initial or len(token.text) < 2 for token in names):
            return True
        shouted = [token for token in names if len(token.text) > 1 and token.text.isupper() and not token.initial]
        return bool(shouted) and not any(self.words.is_given(token.text) for token in names)

    def _is_title_case(self, text: str, passage: Passage) -> bool:
        """Say whether a line capitalises nearly all of its longer words, so that capitals mean nothing."""
        # A headline is short; more than this many letters need no look.
        piece = text[passage.span.start : min(passage.span.end, passage.span.start + 400)]
        longer = [word for word in re.findall(r"[^\W\d_]+", piece) if len(word) >= _LETTERS]
        capitals = sum(word[0].isupper() for word in longer)
        closed = piece.rstrip().endswith((".", "!", "?", "”", '"'))
        least = 2 if passage.kind == "headline" else 4
        return len(longer) >= least and capitals >= 0.75 * len(longer) and (passage.kind == "headline" or not closed)


@dataclass(frozen=True, slots=True)
class _Evidence:
    titled: bool
    titled_large: bool
    honoured: bool
    described: bool
    aged: bool
    speaks: bool
    named: bool
    located: bool

    @property
    def direct(self) -> bool:
        """Whether something beside the name speaks of a person."""
        return self.titled or self.described or self.aged or self.speaks or self.named


@lru_cache(maxsize=512)
def _last_words(before: str) -> tuple[str, ...]:
    """Return the words that end a stretch; several questions look at the same one."""
    found = _NAMING.search(before)
    return tuple(found.group(1).split()) if found else ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A passage, with questions about what stands beside a stretch of it."""

    text: str
    start: int
    end: int
    title_case: bool

    def words_before(self, at: int, count: int = 3) -> list[str]:
        """Return up to `count` words that stand directly before `at`, as printed."""
        return list(_last_words(self.text[max(self.start, at - 60) : at])[-count:])

    def word_before(self, at: int) -> str:
        """Return the word directly before `at` in lower case, or an empty string."""
        return next(iter(self.words_before(at, 1)), "").casefold()

    def follower(self, at: int) -> str:
        """Return the word after `at` if only a blank stands between, as printed."""
        found = _FOLLOWER.match(self.text, at, min(self.end, at + 40))
        return found.group(1) if found else ""

    def starts_sentence(self, at: int) -> bool:
        """Say whether a sentence, a quotation or a line begins at `at`."""
        return at == self.start or bool(_STARTS.search(self.text[max(self.start, at - 6) : at]))

    def byline(self, at: int) -> bool:
        """Say whether "By" at the start of the passage is all that stands before `at`."""
        return self.text[self.start : at].casefold() in ("by ", "von ", "par ")

    def honorific(self, at: int, words: Words) -> bool:
        """Say whether "Mr", "Col." and the like stand before `at`."""
        found = re.search(r"([^\W\d_]+(?:-[^\W\d_]+)?)\.?[ \u00a0]\Z", self.text[max(self.start, at - 16) : at])
        return found is not None and found.group(1)[0].isupper() and found.group(1).casefold() in words.honorific

    def speaks(self, at: int, end: int, words: Words) -> bool:
        """Say whether a verb of saying joins the name, before or after it."""
        found = _CLOSE.match(self.text, end, min(self.end, end + 24))
        if found and found.group(1) in words.speech:
            return True
        lead = [word.casefold() for word in self.words_before(at, 2)]
        return bool(lead) and (lead[-1] in words.speech_before or " ".join(lead) in words.speech_before)

    def is_named(self, at: int, words: Words) -> bool:
        """Say whether the text says that someone is called what stands at `at`."""
        lead = [word.casefold() for word in self.words_before(at, 4)]
        for size in (4, 3, 2, 1):
            if size <= len(lead) and " ".join(lead[-size:]) in words.name_cue:
                rest = lead[:-size]
                return lead[-1] in ("is", "am", "i'm") or (bool(rest) and rest[-1] in words.person_noun)
        return False

    def is_located(self, at: int, words: Words) -> bool:
        """Say whether a preposition of place stands before `at`."""
        lead = [word.casefold() for word in self.words_before(at, 2)]
        return bool(lead) and (lead[-1] in words.locative or " ".join(lead) in words.locative)


def key(tokens: Sequence[str]) -> str:
    """Return the form under which two spellings of a name are one."""
    return name_key(" ".join(tokens))


def _joins(text: str, last: Token, token: Token) -> bool:
    """Say whether two words may be of one name by what stands between: a blank, or the marks of a nickname."""
    if _GAP.fullmatch(text, last.end, token.start) or (token.start - last.end == 2 and _NICKNAME.match(text, last.end)):
        return True
    opened = last.start >= 2 and bool(_NICKNAME.match(text, last.start - 2))
    return opened and _AFTER_NICKNAME.fullmatch(text, last.end, token.start) is not None


def _opens_name(text: str, lead: Description, start: int) -> bool:
    """Say whether an office with a capital stands right before `start`: "President X" is seldom anything else."""
    last = lead.term.rpartition(" ")[2]
    adjacent = text[lead.end : start] in (" ", ". ") and lead.kind in ("office_p0", "office_p1")
    # "General" is an adjective of bodies and headings as well.
    return adjacent and last != "general" and text[lead.end - len(last)].isupper()


def _token(match: re.Match[str]) -> Token:
    text, start, end = match.group(), match.start(), match.end()
    owned = _POSSESSIVE.search(text)
    if owned:
        text, end = text[: owned.start()], end - len(owned.group())
    return Token(text, start, end, initial="." in text, possessive=owned is not None)


def _is_capital(word: str) -> bool:
    articled = _ARTICLED.match(word)
    return word[0].isupper() or (articled is not None and word[articled.end()].isupper())

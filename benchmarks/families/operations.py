"""Making a document from another one as outlets and machines do: each operation gives a new text, or None.

A claim's mark goes with its words through every operation.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from random import Random

from benchmarks.families import frames, wordbook
from benchmarks.families.model import LANGUAGES, Body, Kind, Member, Paragraph, Piece, pieces
from benchmarks.families.pieces import filled, joined, mapped, marked, sentences, tidy, words_mapped
from benchmarks.families.wordbook import WORD, spelt

_NUMBER = re.compile(r"(?<![\d.,:])\d{1,6}(?![\d.,:]*\d)")
_LONGEST_EXCERPT = 3
_CHARACTERS = 0.03
"""Share of characters that noise changes; of spaces it is a third."""

_ALPHABETS = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "de": "abcdefghijklmnopqrstuvwxyzäöüß",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A new text: how it derives, its language, title and body."""

    kind: Kind
    lang: str
    title: str
    body: Body


@dataclass(frozen=True, slots=True)
class Base:
    """A document to work on, and for each event the publisher of the document that it took it from, if from one."""

    member: Member
    sources: Mapping[str, str] = field(default_factory=dict)


Operation = Callable[[Base, Random], Made | None]


def copied(base: Base, rng: Random) -> Made | None:
    """Return the text with a few words replaced, another headline, perhaps a shorter end and boilerplate."""
    return _copy(base.member, base.member.body, rng)


def reprinted(base: Base, rng: Random) -> Made | None:
    """Return the text as it is."""
    member = base.member
    title = member.title if rng.random() < 0.6 else _headline(member, rng)
    return Made("copy", member.lang, title, member.body)


def excerpted(base: Base, rng: Random) -> Made | None:
    """Return a few sentences in a row, at least one of them with a claim, under an introduction of its own."""
    member = base.member
    every = [sentence for paragraph in member.body for sentence in sentences(paragraph)]
    told = [n for n, sentence in enumerate(every) if marked(sentence)]
    if not told or len(every) < 3:
        return None
    first = max(0, rng.choice(told) - rng.randrange(2))
    taken = joined(every[first : first + rng.randint(2, _LONGEST_EXCERPT)])
    if not marked(taken):
        return None
    known = frames.load()
    intro: Paragraph = (Piece(known.one("intro", member.lang, rng)),)
    end: Body = ((Piece(known.one("matter", member.lang, rng)),),) if rng.random() < 0.6 else ()
    return Made("excerpt", member.lang, _headline(member, rng), (intro, taken, *end))


def shuffled(base: Base, rng: Random) -> Made | None:
    """Return the paragraphs in another order, or the sentences where there is one paragraph."""
    member = base.member
    parts = list(member.body) if len(member.body) > 1 else sentences(member.body[0])
    order = list(range(len(parts)))
    if len(parts) < 2:
        return None
    while order == sorted(order):
        rng.shuffle(order)
    moved = [parts[n] for n in order]
    body: Body = tuple(moved) if len(member.body) > 1 else (joined(moved),)
    return Made("copy", member.lang, _headline(member, rng), body)


def spun(base: Base, rng: Random) -> Made | None:
    """Return the text with 30 to 50 % of its content words replaced by near synonyms, always by the same one."""
    return _copy_without_edits(base.member, _respelt(base.member, rng.uniform(0.3, 0.5), rng, loose=True), rng)


def machine_translated(base: Base, rng: Random) -> Made | None:
    """Return the text in another language, word by word."""
    member = base.member
    target = rng.choice([tag for tag in LANGUAGES if tag != member.lang])
    return Made("translation", target, _translated_line(member, member.title, target), _translated(member, target))


def posted(base: Base, rng: Random) -> Made | None:
    """Return a short post: the publisher reports, citing another one, that ...; now and then in another language."""
    member, known = base.member, frames.load()
    claims = [piece for piece in pieces(member.body) if piece.event]
    if not claims:
        return None
    claim = rng.choice(claims)
    source = base.sources.get(claim.event)
    lang = member.lang
    if rng.random() < 0.3:
        lang = rng.choice([tag for tag in LANGUAGES if tag != member.lang])
        [[claim]] = _translated(replace(member, body=((claim,),)), lang)
    twice = source is not None and rng.random() < 0.7
    frame = known.one("post2" if twice else "post1", lang, rng)
    frame = frame.replace("{a}", _named(member.publisher, member.lang, lang, rng))
    frame = frame.replace("{b}", _named(source or "", member.lang, lang, rng))
    slot = "{claim}" if "{claim}" in frame else "{Claim}"
    words = known.inside(claim.text, lang) if slot == "{claim}" else claim.text[:1].upper() + claim.text[1:]
    post = filled(frame, slot, replace(claim, text=words))
    own: list[Paragraph] = [(Piece(line),) for line in rng.sample(known.all("matter", lang), rng.randrange(3))]
    own.insert(rng.randrange(len(own) + 1), post)
    title = _translated_line(member, _headline(member, rng), lang)
    return Made("cites", lang, title, tuple(own) if rng.random() < 0.4 else (joined(own),))


def hardened(base: Base, rng: Random) -> Made | None:
    """Return a copy that has lost its hedges."""
    member = base.member
    words = sorted(frames.load().all("hedge", member.lang), key=len, reverse=True)
    pattern = re.compile(r",?\s*\b(?:" + "|".join(map(re.escape, words)) + r")\b,?", re.IGNORECASE)
    body = mapped(member.body, lambda text: pattern.sub("", text))
    return None if body == member.body else _copy(member, body, rng)


def renumbered(base: Base, rng: Random) -> Made | None:
    """Return a copy in which one number of a claim is another one."""
    member = base.member
    places = [
        (p, n)
        for p, paragraph in enumerate(member.body)
        for n, piece in enumerate(paragraph)
        if piece.event and _NUMBER.search(piece.text)
    ]
    if not places:
        return None
    p, n = rng.choice(places)
    paragraph = list(member.body[p])
    found = rng.choice(list(_NUMBER.finditer(paragraph[n].text)))
    text = paragraph[n].text
    paragraph[n] = replace(paragraph[n], text=text[: found.start()] + _other(found[0], rng) + text[found.end() :])
    return _copy(member, (*member.body[:p], tuple(paragraph), *member.body[p + 1 :]), rng)


def noisy(base: Base, rng: Random) -> Made | None:
    """Return a reprint with misread characters: 3 % of them substituted, dropped or inserted, 1 % of the spaces."""
    member = base.member
    letters = _ALPHABETS[member.lang]
    body = member.body[:-1] if len(member.body) > 1 and rng.random() < 0.3 else member.body
    noise = mapped(body, lambda text: "".join(_misread(c, letters, rng) for c in text))
    return Made("copy", member.lang, _headline(member, rng), tuple(tidy(paragraph) for paragraph in noise))


OPERATIONS: Mapping[str, tuple[Operation, int]] = {
    "copy": (copied, 4),
    "excerpt": (excerpted, 3),
    "shuffle": (shuffled, 2),
    "spin": (spun, 3),
    "machine": (machine_translated, 3),
    "post": (posted, 5),
    "harden": (hardened, 6),
    "renumber": (renumbered, 3),
    "noise": (noisy, 2),
    "reprint": (reprinted, 2),
}
"""The operations and how often each is drawn."""


def _copy(member: Member, body: Body, rng: Random) -> Made:
    edited = _respelt(replace(member, body=body), rng.uniform(0.02, 0.08), rng)
    return _copy_without_edits(member, edited, rng)


def _copy_without_edits(member: Member, body: Body, rng: Random) -> Made:
    if len(body) > 1 and rng.random() < 0.35:
        body = body[:-1]
    if rng.random() < 0.4:
        body = (*body, (Piece(frames.load().one("boilerplate", member.lang, rng)),))
    return Made("copy", member.lang, _headline(member, rng), body)


def _respelt(member: Member, share: float, rng: Random, *, loose: bool = False) -> Body:
    """Return a body with that share of its content words replaced by synonyms, as far as there are any."""
    book = wordbook.load()

    def content(word: str) -> bool:
        return len(word) > 3 and (word[0].islower() or member.lang == "de")

    every: Counter[str] = Counter()
    able: Counter[str] = Counter()
    for word in (word for piece in pieces(member.body) for word in WORD.findall(piece.text) if content(word)):
        lemma = book.lemma(word, member.lang)
        every[lemma] += 1
        able[lemma] += book.synonym(word, member.lang, loose=loose) is not None
    wanted = share * sum(every.values())
    chosen: set[str] = set()
    for lemma in rng.sample(sorted(+able), len(+able)):
        if wanted <= 0:
            break
        chosen.add(lemma)
        wanted -= able[lemma]

    def change(word: str) -> str:
        if not content(word) or book.lemma(word, member.lang) not in chosen:
            return word
        return book.synonym(word, member.lang, loose=loose) or word

    return words_mapped(member.body, change)


def _translated(member: Member, target: str) -> Body:
    book = wordbook.load()
    body = words_mapped(member.body, lambda word: book.translation(word, member.lang, target))
    return tuple(tidy(paragraph) for paragraph in body)


def _translated_line(member: Member, line: str, target: str) -> str:
    if target == member.lang:
        return line
    found = "".join(piece.text for piece in pieces(_translated(replace(member, body=((Piece(line),),)), target)))
    return found or line


def _headline(member: Member, rng: Random) -> str:
    """Return a headline: a framed or respelt old one, or the words of a claim."""
    draw = rng.random()
    claims = [piece.text for piece in pieces(member.body) if piece.event]
    if claims and draw < 0.3:
        line = rng.choice(claims)
        return line[:1].upper() + line[1:]
    if draw < 0.6:
        return frames.load().one("title", member.lang, rng).replace("{title}", member.title)
    [[piece]] = _respelt(replace(member, body=((Piece(member.title),),)), 0.5, rng)
    return piece.text


def _named(publisher: str, source: str, target: str, rng: Random) -> str:
    """Return the name of an outlet as a text in another language prints it."""
    if source == target or rng.random() < 0.3:
        return publisher
    return WORD.sub(lambda word: spelt(word[0], target), publisher)


def _other(number: str, rng: Random) -> str:
    """Return another number of a like size: digits swapped or misheard."""
    value = int(number)
    if len(number) > 1 and number[::-1] != number and number[-1] != "0" and rng.random() < 0.4:
        return number[::-1]
    changed = rng.choice([value * 10, max(1, value // 2), value + rng.randint(1, max(2, value // 3)), value * 2])
    return str(changed if changed != value else value + 1)


def _misread(character: str, letters: str, rng: Random) -> str:
    draw = rng.random()
    if character == " ":
        return rng.choice(("", "  ")) if draw < _CHARACTERS / 3 else character
    if character.isspace() or draw >= _CHARACTERS:
        return character
    others = "0123456789" if character.isdigit() else letters
    other = rng.choice([one for one in others if one != character.casefold()])
    other = other.upper() if character.isupper() else other
    return ("", other, character + other)[rng.randrange(3)]

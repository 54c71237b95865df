"""Where German puts its verbs: what belongs together in a clause, and where English would say it.

A German clause parts its verb in two: the finite half stands second, the particle, participle or infinitive last; a
clause that depends on another has all of it at the end. Read word by word in that order, „wirbt … an“ advertises and
„nicht … begonnen“ has no verb that it denies.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from reportedly import lemmas
from reportedly.stages.glossed.verbs import SAME_AS_PARTICIPLE, form_of
from reportedly.stages.glossed.vocabulary import PARTICLES

_PARTICLES = frozenset(PARTICLES)
_BREAK = re.compile(r"[,;:.!?()\n–—„“”\"]")
_AUXILIARY = frozenset(
    "wurde wurden wird werden ist sind war waren hat haben habe hatte hatten sei seien bin kann können konnte konnten "  # noqa: SIM905
    "muss müssen musste mussten soll sollen sollte sollten will wollen wollte wollten darf dürfen durfte durften würde "
    "würden könnte könnten lässt lassen ließ ließen".split()
)
_IN_CLUSTER = frozenset("worden werden sein haben können müssen lassen sollen wollen dürfen".split()) | _AUXILIARY  # noqa: SIM905
_AND = frozenset(("und", "oder", "sowie", "aber", "sondern"))
_SUBORDINATE = frozenset(
    "dass weil ob wenn obwohl nachdem bevor während da damit sodass falls sobald solange ehe wo als bis wie".split()  # noqa: SIM905
)
_RELATIVE = frozenset(("der", "die", "das", "welche", "welcher", "welches", "wer", "was"))
_OBLIQUE = frozenset(("den", "dem", "deren", "dessen", "denen", "welchen", "welchem"))
_PRONOUNS = frozenset("er sie es man wir ich ihr niemand jemand".split())  # noqa: SIM905
_BEFORE_INFINITIVE = frozenset(("um", "ohne", "statt", "anstatt"))
_SEVERAL = 2
"""Nouns before an infinitive of which the first goes with „ohne“ or „statt“ in front, the other with the verb."""

_DENIAL = frozenset(("nicht", "nie", "niemals"))
_IDIOM = 3
"""Words before a verb that may make a phrase with it."""

_ARTICLES = frozenset(
    "der die das den dem des ein eine einen einem einer eines im am zum zur vom beim ins ans keine keinen kein diese "  # noqa: SIM905
    "dieser dieses diesen alle allen seine seinen seiner ihre ihren ihrer".split()
)
_ADJECTIVE = re.compile(r"e[nrsm]?$")
_GENITIVE = {
    "der": "of the", "aller": "of all", "einer": "of a", "ihrer": "of their", "seiner": "of his", "dieser": "of this",
    "unserer": "of our", "zweier": "of two",
}  # fmt: skip
_BEFORE_NOUN = frozenset(
    "in an auf aus bei mit nach von vor zu für gegen durch über unter neben hinter zwischen ohne um seit trotz wegen "  # noqa: SIM905
    "während statt laut entlang binnen und oder aber auch nur wo dass weil wenn als wie ob so da".split()
)
_FEW = 4
"""Words of a segment that may end in its only verb and yet be no more than subject and verb."""

_LEADING = _ARTICLES | _BEFORE_NOUN
_PASSIVE = frozenset(("wurde", "wurden", "wird", "werden", "worden"))
_ATTRIBUTE = re.compile(r"^\w{0,12}ge\w+(?:t|en)e[nrsm]?$|^(?:be|er|ver|zer|ent)\w+(?:t|en)e[nrsm]?$")
_WITH_BE = {"ist": "has", "sind": "have", "war": "had", "waren": "had", "sei": "has", "seien": "have"}
_GOING = (
    "kommen", "gehen", "fahren", "fliehen", "schwinden", "bleiben", "fallen", "sterben", "treffen", "ziehen", "kehren",
    "steigen", "sinken", "reisen", "laufen", "wachsen", "brechen", "geschehen", "wandern", "treten", "scheitern",
    "werden",
)  # fmt: skip
"""Verbs, also behind a prefix, whose perfect is made with „sein“."""


@dataclass(slots=True)
class Order:
    """What to say of the words of a text, by their number.

    `verbs`: bare form that a verb makes with its particle. `silent`: words that are said elsewhere.
    `said`: the English of a word of grammar where it stands. `present`: verbs that look like participles and are none.
    `adjectives`: words before a noun that look like verbs. `idioms`: where a phrase ends that is said as one with the
    verb at its end. `before`, `after`:
    words to say before or after a word, in that order.
    """

    verbs: dict[int, str] = field(default_factory=dict)
    silent: set[int] = field(default_factory=set)
    said: dict[int, str] = field(default_factory=dict)
    present: set[int] = field(default_factory=set)
    adjectives: set[int] = field(default_factory=set)
    idioms: dict[int, int] = field(default_factory=dict)
    before: dict[int, list[int]] = field(default_factory=dict)
    after: dict[int, list[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What the lists have: a verb by its bare form, a phrase by its words."""

    verb: Callable[[str], bool]
    phrase: Callable[[Sequence[str]], bool]


def order(text: str, words: Sequence[re.Match[str]], forms: Sequence[str], known: Known) -> Order:
    """Return how the words of a German text go together."""
    found = Order()
    for start, end in _segments(text, words, forms):
        _prepositions(words, forms, (start, end), found)
        _present(words, forms, (start, end), found)
        _adjectives(words, forms, (start, end), found)
        _join(words, forms, (start, end), known.verb, found)
        _move(words, forms, (start, end), found)
        _idioms(forms, (start, end), known.phrase, found)
    return found


def _segments(text: str, words: Sequence[re.Match[str]], forms: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of words between marks, and between a verb and an "and" after it."""
    start = 0
    for at in range(1, len(words)):
        mark = _BREAK.search(text, words[at - 1].end(), words[at].start()) is not None
        joint = forms[at] in _AND and _verbal(words[at - 1].group(), forms[at - 1])
        if mark or joint:
            yield start, at
            start = at
    if start < len(words):
        yield start, len(words)


def _present(words: Sequence[re.Match[str]], forms: Sequence[str], segment: tuple[int, int], found: Order) -> None:
    """Find the finite verb of a segment that has none but one like a participle: „Der Feind verlegt Panzer.“"""
    start, end = segment
    if forms[end - 1] == "da":
        found.said[end - 1] = "there"
    if start + 1 >= end or any(form in _AUXILIARY for form in forms[start:end]):
        return
    for at in range(start + 1, end):
        printed = words[at].group()
        if printed[0].isupper():
            continue
        kind = form_of(printed, "de")
        if kind in ("present", "past"):
            return
        if kind == "done" and not _ATTRIBUTE.search(printed) and (at + 1 < end or end - start < _FEW):
            found.present.add(at)
            return


def _adjectives(words: Sequence[re.Match[str]], forms: Sequence[str], segment: tuple[int, int], found: Order) -> None:
    """Find words between an article or preposition and a noun that have the ending of an adjective."""
    start, end = segment
    for at in range(start + 1, end - 1):
        inner = forms[at - 1] in _LEADING or at - 1 in found.adjectives
        before_noun = words[at].group()[0].islower() and words[at + 1].group()[0].isupper()
        if inner and before_noun and _ADJECTIVE.search(forms[at]) and forms[at] not in _LEADING:
            found.adjectives.add(at)


def _idioms(
    forms: Sequence[str], segment: tuple[int, int], is_phrase: Callable[[Sequence[str]], bool], found: Order
) -> None:
    """Say a phrase that ends in a moved verb as one, where the verb has gone."""
    start, _ = segment
    for moved in (*found.after.values(), *found.before.values()):
        for n, verb in enumerate(moved):
            if verb < start or verb in found.idioms.values():
                continue
            first = next((j for j in range(max(start, verb - _IDIOM), verb) if is_phrase(forms[j : verb + 1])), None)
            if first is not None and not any(j in found.silent for j in range(first, verb)):
                moved[n] = first
                found.idioms[first] = verb
                found.silent.update(range(first, verb))


def _verbal(printed: str, form: str) -> bool:
    return form in _PARTICLES or form in _AUXILIARY or (printed[0].islower() and form_of(printed, "de") is not None)


def _join(
    words: Sequence[re.Match[str]],
    forms: Sequence[str],
    segment: tuple[int, int],
    is_verb: Callable[[str], bool],
    found: Order,
) -> None:
    """Put a particle at the end of a segment to its verb."""
    start, end = segment
    last = end - 1
    if forms[last] not in _PARTICLES or last - start < 1:
        return
    for at in range(start, last):
        printed = words[at].group()
        kind = form_of(printed.casefold(), "de")
        plural = kind == "bare" and not any(form in _AUXILIARY for form in forms[start:last])
        if (printed[0].isupper() and at != start) or not (kind in ("present", "past") or plural):
            continue
        bare = forms[last] + lemmas.lemmatize(printed.casefold(), lang="de").casefold()
        if is_verb(bare):
            found.verbs[at] = bare
            found.silent.add(last)
            return


def _move(words: Sequence[re.Match[str]], forms: Sequence[str], segment: tuple[int, int], found: Order) -> None:
    """Find the verbs at the end of a segment and where English would have them."""
    start, end = segment
    first = start + 1 if forms[start] in _AND and start + 1 < end else start
    last = end - 1
    if last in found.silent or last <= first or not _verbal(words[last].group(), forms[last]):
        return
    kind = form_of(words[last].group(), "de")
    cluster = _cluster(words, forms, first, last)
    if cluster == last and kind == "bare" and _has_zu(forms, first, last):
        _infinitive(words, forms, (first, last), found)
        return
    finite = next((at for at in range(first, cluster) if forms[at] in _AUXILIARY), None)
    verbs = list(range(last, cluster - 1, -1))
    if finite is not None and forms[first] not in _SUBORDINATE:
        _auxiliary(words, forms, (finite, cluster), found)
        if finite + 1 < cluster:
            _say(found, "after", finite, _denied(forms, finite, cluster, verbs))
    elif finite is None and first > start and kind in ("done", "bare"):
        if not any(form_of(words[n].group(), "de") in ("present", "past") for n in range(first, cluster)):
            _say(found, "after", start, verbs)
    elif (finite is None and forms[last] in _AUXILIARY) or kind in ("present", "past"):
        _depending(words, forms, (first, cluster), verbs, found)


def _depending(
    words: Sequence[re.Match[str]], forms: Sequence[str], clause: tuple[int, int], verbs: list[int], found: Order
) -> None:
    """Put the verbs of a depending clause behind its subject, what denies them behind the finite one."""
    first, cluster = clause
    at = _subject(words, forms, first, cluster)
    if at is None or at + 1 >= cluster:
        return
    said = _denied(forms, at, cluster, verbs)
    if len(verbs) > 1 and said is not verbs:
        said = [verbs[0], *said[: -len(verbs)], *verbs[1:]]
    _say(found, "after", at, said)


def _auxiliary(words: Sequence[re.Match[str]], forms: Sequence[str], verbs: tuple[int, int], found: Order) -> None:
    """Say "will" for „wird“ with an infinitive, and "has" for „ist“ with the participle of a verb of going."""
    finite, main = verbs
    kind = form_of(words[main].group(), "de")
    if kind == "bare" and forms[finite] in ("wird", "werden") and forms[main] not in SAME_AS_PARTICIPLE:
        found.said[finite] = "will"
    elif kind == "done" and forms[finite] in _WITH_BE:
        bare = lemmas.lemmatize(forms[main], lang="de").casefold()
        if bare.endswith(_GOING):
            found.said[finite] = _WITH_BE[forms[finite]]


def _prepositions(words: Sequence[re.Match[str]], forms: Sequence[str], segment: tuple[int, int], found: Order) -> None:
    """Tell the genitive from the article, and whose deed from whence: „der“ and „von“ after a noun are "of"."""
    start, end = segment
    for at in range(start, end - 1):
        noun = (
            at > start
            and words[at - 1].group()[0].isupper()
            and forms[at - 1] not in _BEFORE_NOUN
            and words[at - 1].end() + 1 == words[at].start()
        )
        if noun and forms[at] in _GENITIVE:
            found.said[at] = _GENITIVE[forms[at]]
        elif forms[at] == "von" and noun and words[at + 1].group()[0].isupper() and "zu" not in forms[at:end]:
            found.said[at] = "of"
        elif forms[at] in ("von", "vom") and "bis" not in forms[at:end] and _passive(words, forms, segment, at):
            found.said[at] = "by" if forms[at] == "von" else "by the"


def _passive(words: Sequence[re.Match[str]], forms: Sequence[str], segment: tuple[int, int], at: int) -> bool:
    """Say whether "von" tells by whom: before a participle that stands alone or with „werden“."""
    start, end = segment
    if any(form in _PASSIVE for form in forms[start:end]):
        return True
    return any(_ATTRIBUTE.search(forms[n]) and words[n].group()[0].islower() for n in range(at + 2, min(at + 5, end)))


def _cluster(words: Sequence[re.Match[str]], forms: Sequence[str], first: int, last: int) -> int:
    """Return where the verbs begin that a segment ends in."""
    at = last
    while at - 1 > first and forms[at] in _IN_CLUSTER and form_of(words[at - 1].group(), "de") in ("done", "bare"):
        if words[at - 1].group()[0].isupper():
            break
        at -= 1
    return at


def _has_zu(forms: Sequence[str], first: int, last: int) -> bool:
    return (last - 1 >= first and forms[last - 1] == "zu") or any(
        forms[last].startswith(f"{particle}zu") for particle in PARTICLES
    )


def _infinitive(words: Sequence[re.Match[str]], forms: Sequence[str], segment: tuple[int, int], found: Order) -> None:
    """Move "to" and its verb to where their clause begins."""
    first, last = segment
    moved = [last - 1, last] if forms[last - 1] == "zu" else [last]
    if moved[0] <= first or any(
        form_of(words[at].group(), "de") in ("present", "past") for at in range(first, moved[0])
    ):
        return
    nouns = sum(words[at].group()[0].isupper() for at in range(first + 1, moved[0]))
    if forms[first] == "um" or (forms[first] in _BEFORE_INFINITIVE and nouns < _SEVERAL):
        _say(found, "after", first, moved)
        if forms[first] == "um":
            found.said[first] = "in order"
    else:
        _say(found, "before", first, moved)


def _subject(words: Sequence[re.Match[str]], forms: Sequence[str], first: int, cluster: int) -> int | None:
    """Return after which word a depending clause would have its verb in English; None for one that stands alone."""
    if forms[first] in _RELATIVE:
        return first if words[first].group()[0].islower() else None
    if forms[first] not in _SUBORDINATE and forms[first] not in _OBLIQUE:
        return None
    if first + 1 < cluster and forms[first + 1] in _PRONOUNS:
        return first + 1
    return next((at for at in range(first + 1, cluster) if words[at].group()[0].isupper()), first)


def _denied(forms: Sequence[str], at: int, cluster: int, verbs: list[int]) -> list[int]:
    """Return the verbs with what denies them behind the finite one, where the clause has it."""
    denial = next((n for n in range(at + 1, cluster) if forms[n] in _DENIAL), None)
    if denial is None:
        return verbs
    more = [denial, denial + 1] if denial + 1 < cluster and forms[denial + 1] == "mehr" else [denial]
    return [*more, *verbs]


def _say(found: Order, where: str, at: int, moved: list[int]) -> None:
    places = found.before if where == "before" else found.after
    places[at] = moved
    found.silent.update(moved)

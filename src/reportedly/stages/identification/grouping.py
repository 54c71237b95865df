"""Which printed sources are one body: same name, same entry, acronym, head noun, pronoun with its antecedent."""

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportedly.interfaces import Identified, SourceRegister
from reportedly.records import Span
from reportedly.stages.attribution.bodies import initials
from reportedly.stages.identification.lists import kind_nouns, words
from reportedly.stages.identification.mentions import Mention, is_indefinite, is_list, telling

_REACH = 2500
"""Code points that a short form such as "the ministry" may point back."""

_ORDER = {"person": 0, "name": 0, "acronym": 1, "short": 2, "unnamed": 3, "pronoun": 4}


class Group:
    """The mentions of one body so far, each with the rule that put it there."""

    def __init__(self) -> None:
        self.members: list[tuple[Mention, str]] = []
        self.entry: str | None = None
        self.identified: list[Identified] = []
        self.acronyms: set[str] = set()
        self.heads: set[str] = set()
        self.roles: set[str] = set()
        self.bare = True

    def add(self, mention: Mention, rule: str) -> None:
        """Add a mention."""
        fuller = not self.members or _fullness(mention) < _fullness(self.fullest)
        self.members.append((mention, rule))
        if fuller:
            self.fullest = mention
        self.start = min(self.start, mention.span.start) if len(self.members) > 1 else mention.span.start
        self.acronyms |= mention.acronyms
        self.heads |= {mention.head, *telling(mention.head)}
        self.roles.add(mention.role)
        self.bare = self.bare and mention.form == "acronym"

    def know(self, known: Identified) -> None:
        """Add what the register says of a mention."""
        self.identified.append(known)
        if known.body is not None:
            self.roles.add(known.body.role)

    @property
    def kinds(self) -> set[str]:
        """The roles by whose nouns the body is taken up: that of its entry, which an acronym alone does not tell."""
        return {self.fullest.role, *(i.body.role for i in self.identified if i.body is not None)}

    fullest: Mention
    """The mention with the most telling words; the first and shortest of those."""

    start: int
    """Where its first mention stands."""


def _fullness(mention: Mention) -> tuple[int, int, int, int]:
    return _ORDER[mention.form], -len(mention.words), len(mention.span), mention.span.start


@dataclass(slots=True)
class _Index:
    """Groups by what later mentions look for."""

    entries: dict[str, Group] = field(default_factory=dict)
    words: dict[frozenset[str], list[tuple[Mention, Group]]] = field(default_factory=lambda: defaultdict(list))
    heads: dict[str, list[tuple[Mention, Group]]] = field(default_factory=lambda: defaultdict(list))
    acronyms: dict[str, list[Group]] = field(default_factory=lambda: defaultdict(list))
    initials: dict[str, list[Group]] = field(default_factory=lambda: defaultdict(list))

    def add(self, mention: Mention, group: Group) -> None:
        """Make a mention of a group known."""
        if mention.form in ("name", "person") and mention.words:
            self.words[mention.words].append((mention, group))
            self.heads[_last(mention)].append((mention, group))
        for acronym in mention.acronyms:
            _once(self.acronyms[acronym], group)
        for letters in _initials(mention):
            _once(self.initials[letters], group)


def _once(groups: list[Group], group: Group) -> None:
    if not any(g is group for g in groups):
        groups.append(group)


class Grouping:
    """Brings the mentions of one document together, surest forms first."""

    def __init__(self, text: str, register: SourceRegister | None) -> None:
        self._text = text
        self._register = register
        self._groups: list[Group] = []
        self._home: dict[Span, Group] = {}
        self._index = _Index()
        self._places: list[tuple[int, int]] = []
        self._looked_up: dict[str, Identified] = {}
        self._first: dict[str, int | None] = {}

    def groups(self, mentions: Sequence[Mention]) -> list[Group]:
        """Return the groups that hold a source of a chain, in order of their first mention."""
        names = [m for m in mentions if m.form in ("name", "person")]
        beside = _overlaps(names)
        for mention in sorted(names, key=lambda m: (-len(m.words), m.span)):
            known = self._identify(mention)
            self._place(mention, self._by_name(mention, known, beside.get(mention.span, ())), known)
        for mention in mentions:
            if mention.form == "acronym":
                known = self._identify(mention)
                self._place(mention, self._by_acronym(mention, known), known)
        for mention in mentions:
            if mention.form in ("short", "unnamed"):
                role = self._group_role(mention)
                self._place(mention, self._by_head(mention) if mention.form == "short" and not role else None, role)
            elif mention.form == "pronoun":
                found = self._antecedent(mention)
                if found is not None:
                    self._join(mention, found, "pronoun")
        held = [g for g in self._groups if any(m.linked for m, _ in g.members)]
        return sorted(held, key=lambda g: g.start)

    def _identify(self, mention: Mention) -> Identified | None:
        """Return what the register says of a mention; a full name earlier in the text decides an ambiguous one."""
        if self._register is None or mention.form == "person":
            return None
        if mention.printed not in self._looked_up:
            self._looked_up[mention.printed] = self._register.identify(mention.printed)
        known = self._looked_up[mention.printed]
        if not known.readings or known.proposed is not None:
            return known
        entries = [r.entry for r in known.readings if r.entry is not None]
        before = [e for e in entries if (at := self._first_named(e)) is not None and at < mention.span.start]
        if len(before) != 1:
            return known
        return self._register.identify(mention.printed, earlier=self._text[: mention.span.start])

    def _first_named(self, entry: str) -> int | None:
        if entry not in self._first and self._register is not None:
            self._first[entry] = self._register.first_named(entry, self._text)
        return self._first.get(entry)

    def _group_role(self, mention: Mention) -> Identified | None:
        """Return what the register says of a group of unnamed people ("Russian-installed officials")."""
        known = self._identify(mention) if mention.plural else None
        return known if known is not None and known.body is not None and known.body.kind == "group_role" else None

    def _place(self, mention: Mention, found: tuple[Group, str] | None, known: Identified | None) -> None:
        """Put a mention into the group found for it, into that of its register entry, or into a new one."""
        entry = _entry(known)
        if entry is not None and (found is None or found[0].entry is None):
            same = self._index.entries.get(entry)
            found = (same, "register") if same is not None else found
        elif found is None and known is not None and known.proposed is None:
            before = self._before(mention, known)
            found = (before[0], "register") if len(before) == 1 else None
        group, rule = found or (Group(), mention.form)
        if found is None:
            self._groups.append(group)
        if entry is not None and group.entry is None and entry not in self._index.entries:
            group.entry = entry
            self._index.entries[entry] = group
        if known is not None:
            group.know(known)
        self._join(mention, group, rule)

    def _join(self, mention: Mention, group: Group, rule: str) -> None:
        group.add(mention, rule)
        self._home[mention.span] = group
        self._index.add(mention, group)
        insort(self._places, (mention.span.start, mention.span.end))

    def _by_name(
        self, mention: Mention, known: Identified | None, beside: Sequence[Mention]
    ) -> tuple[Group, str] | None:
        """Return the group that cuts the same phrase, prints the same name, or is the one with a fuller name."""
        entry = _entry(known)

        def agrees(group: Group) -> bool:
            return not (entry and group.entry and group.entry != entry)

        for other in beside:
            group = self._home.get(other.span)
            if group is not None and agrees(group) and _same_phrase(other, mention):
                return group, "overlap"
        for other, group in self._index.words.get(mention.words, ()):
            if agrees(group) and _repeats(other, mention):
                return group, "name"
        fuller: list[Group] = []
        for other, group in self._index.heads.get(_last(mention), ()):
            if agrees(group) and _is_part(mention, other):
                _once(fuller, group)
        return (fuller[0], "part of the name") if len(fuller) == 1 else None

    def _by_acronym(self, mention: Mention, known: Identified | None) -> tuple[Group, str] | None:
        """Return the one group that the acronym abbreviates; an ambiguous one needs its full name before it."""
        letters = next(iter(mention.acronyms))
        entry = _entry(known)
        vague = known is not None and bool(known.readings)

        def fitting(groups: Sequence[Group], *, bare: bool) -> list[Group]:
            return [
                g
                for g in groups
                if g.bare == bare
                and not (entry and g.entry and g.entry != entry)
                and (bare or not vague or g.start < mention.span.start)
            ]

        with_it = self._index.acronyms.get(letters, [])
        tests: list[tuple[str, list[Group]]] = [
            ("acronym", fitting(with_it, bare=False)),
            ("initials", fitting(self._index.initials.get(letters.upper(), []), bare=False)),
            ("register", self._before(mention, known)),
            ("acronym", fitting(with_it, bare=True)),
        ]
        return next(((found[0], rule) for rule, found in tests if len(found) == 1), None)

    def _before(self, mention: Mention, known: Identified | None) -> list[Group]:
        """Return the groups before a mention that are one of the bodies which its ambiguous name may stand for."""
        entries = [r.entry for r in known.readings if r.entry] if known is not None else []
        groups = [self._index.entries[e] for e in entries if e in self._index.entries]
        return [g for g in groups if g.start < mention.span.start]

    def _by_head(self, mention: Mention) -> tuple[Group, str] | None:
        """Return the group that a short form takes up: its antecedent, else the nearest earlier one that fits.

        A form that says more than the kind ("the education ministry") looks for these words first.
        """
        near = self._near(mention)
        same = next((g for g in near if _has_head(mention, g)), None)
        if same is not None and _modifiers(mention):
            return same, "head noun"
        found = self._antecedent(mention)
        found = found if found is not None and _takes_up(mention, found) else None
        kind = next((g for g in near if _has_noun(mention, g)), None)
        if found is not None and (kind is None or kind is found or found not in near):
            return found, "antecedent"
        if kind is not None and found is not None:
            return (found, "antecedent") if near.index(found) < near.index(kind) else (kind, "head noun")
        same = same or kind
        return (same, "head noun") if same is not None else None

    def _near(self, mention: Mention) -> list[Group]:
        """Return the groups with a mention before this one and in reach, the nearest first."""
        found: list[Group] = []
        for at in range(bisect_left(self._places, (mention.span.start, 0)) - 1, -1, -1):
            start, end = self._places[at]
            if mention.span.start - start > _REACH:
                break
            if end <= mention.span.start:
                _once(found, self._home[Span(start, end)])
        return found

    def _antecedent(self, mention: Mention) -> Group | None:
        for span in mention.antecedents:
            if span in self._home:
                return self._home[span]
        return None


def _overlaps(mentions: Sequence[Mention]) -> dict[Span, list[Mention]]:
    """Return the mentions that each mention overlaps with; `mentions` are in order of the text."""
    found: dict[Span, list[Mention]] = defaultdict(list)
    for at, mention in enumerate(mentions):
        for other in mentions[at + 1 :]:
            if other.span.start >= mention.span.end:
                break
            found[mention.span].append(other)
            found[other.span].append(mention)
    return found


def _entry(known: Identified | None) -> str | None:
    return known.body.id if known is not None and known.body is not None else None


def _last(mention: Mention) -> str:
    """Return the word that a shorter form of a name keeps: the family name of a person, else the head."""
    return mention.person[-1] if mention.form == "person" else mention.head


def _same_phrase(a: Mention, b: Mention) -> bool:
    """Say whether two spans cut one phrase differently: one holds the other and both have one head."""
    nested = a.span.covers(b.span) or b.span.covers(a.span)
    return nested and a.head == b.head and (a.words <= b.words or b.words <= a.words)


def _repeats(a: Mention, b: Mention) -> bool:
    """Say whether equal words name one body twice: unnamed persons are others each time."""
    if a.form != b.form:
        return False
    return (a.named and b.named) or (a.plural and b.plural and not (is_indefinite(a) or is_indefinite(b)))


def _is_part(short: Mention, full: Mention) -> bool:
    """Say whether a name is a shorter form of another: its words among them, with the same head."""
    if short.form != full.form or not (short.named and full.named) or not short.words < full.words:
        return False
    return short.form == "name" or len(full.person) > len(short.person)


def _initials(mention: Mention) -> set[str]:
    """Return the acronyms that a name may have: the initials of its words, with and without the small ones."""
    if mention.form != "name" or not mention.named:
        return set()
    found: set[str] = set()
    for name in (mention.printed, re.split(r"[,;(]", mention.printed)[0]):
        parts = re.findall(r"[\w’']+", name)
        letters = initials(parts).upper()
        # Words before the name proper ("the US think tank …") have initials too.
        found |= {letters[at:] for at in range(len(letters) - 1)}
        every = "".join(w[0] for w in parts if w.casefold() not in ("the", "a", "an")).upper()
        found |= {every} if len(every) > 1 else set()
    return found


def _takes_up(mention: Mention, group: Group) -> bool:
    """Say whether a short form may stand for a group: as many, and of its kind."""
    return mention.role in group.roles or _has_head(mention, group) or _has_noun(mention, group)


def _has_head(mention: Mention, group: Group) -> bool:
    """Say whether the head noun of a short form is that of the group's name."""
    fullest = group.fullest
    if fullest.plural != mention.plural or fullest.form == "person":
        return False
    # "the regional administration" is no short form of a district administration.
    return bool({mention.head, *telling(mention.head)} & group.heads) and _modifiers(mention) <= fullest.words


def _modifiers(mention: Mention) -> frozenset[str]:
    """Return the words that a short form has beside its head noun."""
    return mention.words - set(telling(mention.head))


def _has_noun(mention: Mention, group: Group) -> bool:
    """Say whether the head noun of a short form is one by which bodies of the group's role are taken up."""
    fullest = group.fullest
    if (
        fullest.plural
        or mention.plural
        or is_list(fullest)
        or fullest.form not in ("name", "acronym")
        or not fullest.named
    ):
        return False
    own = _modifiers(mention) - words("modifiers")
    return own <= fullest.words and any(mention.head in kind_nouns(role) for role in group.kinds)

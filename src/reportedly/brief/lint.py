"""The linter: the rules of DOMAIN 6.4, and those on quotations, names, days and words that follow from them.

`RULES` lists every check by its rule. Some look at one sentence, some at the whole brief. What a person set aside with
a reason (`BriefStatement.kept`) is not told, where the rule allows it (`lint_table`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reportedly.brief import lint_judgement, lint_names, lint_support, lint_whole, lint_words
from reportedly.brief.facts import Facts
from reportedly.brief.lint_ground import Ground, Sentence, outside_quotes
from reportedly.brief.lint_table import keepable, table
from reportedly.brief.model import Brief, Material
from reportedly.records import Finding

OfSentence = Callable[[Sentence, Ground], Iterator[Finding]]
OfBrief = Callable[[Ground], Iterator[Finding]]

__all__ = ["RULES", "Rule", "lint", "outside_quotes", "rule_ids", "to_publish"]


@dataclass(frozen=True)
class Rule:
    """One check: the id of its rule, and what runs over each sentence or over the brief.

    `kinds` are those of the sentences that it looks at. `beside`: it holds for the sentences on control and drift too.
    """

    id: str
    sentence: OfSentence | None = None
    brief: OfBrief | None = None
    kinds: tuple[str, ...] = ("report", "status")
    beside: bool = True


_ALL = ("report", "status", "assessment", "gap")

RULES: tuple[Rule, ...] = (
    Rule("BR-01", lint_whole.rests),
    Rule("QUOTE", lint_support.quoted, kinds=_ALL, beside=False),
    Rule("BR-02", lint_support.figures, beside=False),
    Rule("BR-03", lint_words.verbs, kinds=_ALL),
    Rule("BR-04", lint_words.sure, kinds=_ALL),
    Rule("BR-05", lint_words.several),
    Rule("BR-06", lint_words.hearsay),
    Rule("BR-07", lint_judgement.assessed, kinds=("assessment",), beside=False),
    Rule("BR-07", brief=lint_judgement.one_row),
    Rule("BR-08", lint_words.judgement),
    Rule("BR-08", lint_judgement.confident_report, beside=False),
    Rule("BR-08", lint_judgement.apart, kinds=("assessment",), beside=False),
    Rule("BR-08", brief=lint_judgement.set_wrong),
    Rule("BR-09", lint_words.disputed),
    Rule("BR-10", lint_whole.stale, beside=False),
    Rule("BR-10", brief=lint_whole.stale_cells),
    Rule("BR-11", lint_words.planned),
    Rule("BR-12", lint_names.persons, kinds=_ALL),
    Rule("BR-12", lint_names.floors, beside=False),
    Rule("BR-12", brief=lint_names.elsewhere),
    Rule("BR-13", lint_names.labels, kinds=_ALL, beside=False),
    Rule("BR-13", lint_names.places, beside=False),
    Rule("BR-13", lint_names.inflected, beside=False),
    Rule("BR-13", brief=lint_names.first_mentions),
    Rule("BR-14", lint_words.labels, kinds=_ALL),
    Rule("BR-14", lint_names.sides, beside=False),
    Rule("BR-15", lint_words.law, kinds=_ALL),
    Rule("BR-16", lint_words.causes),
    Rule("BR-17", lint_words.trends, kinds=_ALL, beside=False),
    Rule("BR-17", brief=lint_whole.changes),
    Rule("BR-18", brief=lint_whole.takeaways),
    Rule("BR-20", brief=lint_whole.complete),
    Rule("WHO", lint_support.who, beside=False),
    Rule("VIA", lint_words.via),
    Rule("DAY", lint_support.days, beside=False),
    Rule("HEDGE", lint_support.hedges),
    Rule("NOT", lint_support.negated, beside=False),
    Rule("WORDS", lint_support.strange_words, beside=False),
)
"""Every check, in the order of telling. BR-19 is held where quotations are looked at."""


def rule_ids() -> tuple[str, ...]:
    """Return the ids of all rules, in order."""
    return tuple(table())


def lint(brief: Brief, material: Material) -> tuple[Finding, ...]:
    """Return every breach of a rule, sentence by sentence, then those of the whole brief."""
    return tuple(_found(_ground(brief, material)))


def to_publish(brief: Brief, material: Material, *, unreviewed: bool = False) -> tuple[Finding, ...]:
    """Return what stands against publishing: all breaches, and claims that are not accepted (BR-01).

    `unreviewed`: the brief says that its claims were not reviewed, so that they need not be.
    """
    ground = _ground(brief, material)
    found = list(_found(ground))
    if not unreviewed:
        found += [f for s in ground.sentences for f in lint_whole.accepted(s, ground)]
    return tuple(found)


def _ground(brief: Brief, material: Material) -> Ground:
    return Ground(brief, Facts(material, working_copy=brief.working_copy, language=brief.language))


def _found(ground: Ground) -> Iterator[Finding]:
    for sentence in ground.sentences:
        yield from of_sentence(sentence, ground)
    for sentence in ground.beside:
        yield from of_sentence(sentence, ground, beside=True)
    kept = {(s.statement.id, rule) for s in ground.sentences for rule in s.statement.kept if s.statement.id}
    for rule in RULES:
        for finding in rule.brief(ground) if rule.brief else ():
            if (finding.sentence, finding.rule) not in kept or not keepable(finding.rule):
                yield finding


def of_sentence(sentence: Sentence, ground: Ground, *, beside: bool = False) -> Iterator[Finding]:
    """Yield the breaches of one sentence, without those that a person set aside."""
    for rule in RULES:
        if rule.sentence is None or sentence.statement.kind not in rule.kinds or (beside and not rule.beside):
            continue
        for finding in rule.sentence(sentence, ground):
            if finding.rule not in sentence.statement.kept or not keepable(finding.rule):
                yield finding

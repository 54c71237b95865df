"""Every harmful edit of an invented brief is found, and no harmless one is."""

import random
from collections import Counter
from types import ModuleType

import pytest

from reportedly.brief import Options, compile_brief
from reportedly.brief.facts import Facts
from reportedly.brief.lint import of_sentence
from reportedly.brief.lint_ground import Ground
from tests.unit.brief import mutations, mutations_uk

LEAST_OF_A_KIND = 3


class Tally:
    """How many edits of each kind were made and found, with a few that were missed or found wrongly.

    `edits` makes briefs of one language and the edits to them.
    """

    def __init__(self, language: str, edits: ModuleType) -> None:
        self.language, self.edits = language, edits
        self.made: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.wrong: list[str] = []

    def run(self, seeds: range) -> "Tally":
        for seed in seeds:
            self._brief(seed)
        return self

    def _brief(self, seed: int) -> None:
        draw = random.Random(seed)
        week = self.edits.invented_brief_material(seed)
        brief = compile_brief(week, Options(language=self.language))
        self.made["untouched brief"] += 1
        if brief.findings:
            self.found["untouched brief"] += 1
            self.wrong.append(f"untouched {seed}: {brief.findings[0]}")
        ground = Ground(brief, Facts(week, language=self.language))
        for one in brief.statements:
            for kind, changed in self.edits.harmful(one, ground.facts, draw):
                self.made[kind] += 1
                if list(of_sentence(ground.sentence(changed), ground)):
                    self.found[kind] += 1
                else:
                    self.wrong.append(f"missed, {kind}: {changed.text}")
            for kind, changed in self.edits.harmless(one, draw):
                self.made[f"harmless: {kind}"] += 1
                if found := list(of_sentence(ground.sentence(changed), ground)):
                    self.found[f"harmless: {kind}"] += 1
                    self.wrong.append(f"flagged, {kind}: {found[0].rule} {changed.text}")
            plain = self.edits.paraphrase(one, ground.facts)
            if plain:
                self.made["harmless: a paraphrase in the claim's own words"] += 1
                changed = type(one)(**{**{f: getattr(one, f) for f in one.__slots__}, "text": plain})
                if found := list(of_sentence(ground.sentence(changed), ground)):
                    self.found["harmless: a paraphrase in the claim's own words"] += 1
                    self.wrong.append(f"flagged, paraphrase: {found[0].rule} {found[0].message} {plain}")

    @property
    def lines(self) -> str:
        rows = [f"{kind}: {self.found[kind]} of {made}" for kind, made in sorted(self.made.items())]
        return "\n".join([*rows, *self.wrong[:20]])


def quiet(kind: str) -> bool:
    return kind.startswith(("harmless", "untouched"))


@pytest.mark.parametrize("seeds", [range(200), pytest.param(range(1000), marks=pytest.mark.soak)], ids=["200", "1000"])
@pytest.mark.parametrize(("language", "edits"), [("en", mutations), ("uk", mutations_uk)], ids=["en", "uk"])
def test_harmful_edits_are_found_and_harmless_ones_are_not(seeds: range, language: str, edits: ModuleType) -> None:
    tally = Tally(language, edits).run(seeds)
    missed = {k: n - tally.found[k] for k, n in tally.made.items() if not quiet(k) and tally.found[k] < n}
    flagged = {k: tally.found[k] for k in tally.made if quiet(k) and tally.found[k]}
    assert not missed, tally.lines
    assert not flagged, tally.lines
    assert all(n >= LEAST_OF_A_KIND for n in tally.made.values()), tally.lines

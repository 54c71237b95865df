"""The acceptance text: its gold lies beside it in the evaluation data, never in the project."""

import json
from pathlib import Path

import pypdfium2
import pytest

from reportedly.assembly import NO_THEATRE, join, pdf_of, read
from reportedly.briefing import BriefSettings, brief_text, compiled
from reportedly.records import Attribution, Claim, Geolocation, Reading, Timing


@pytest.fixture(scope="module")
def gold(shared: Path) -> dict:
    return json.loads((shared / "bench" / "seed" / "gold.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def seed(shared: Path, gold: dict) -> Reading:
    text = (shared / "seed" / "article.txt").read_text("utf-8")
    assert text == gold["text"]
    return read(text)


@pytest.mark.corpus
def test_the_rules_find_the_claims_of_the_acceptance_text(shared: Path) -> None:
    from benchmarks.product import Installed
    from benchmarks.run import run
    from benchmarks.tasks import TASKS

    outcome = run(TASKS["seed"], shared / "bench" / "seed" / "gold.json", Installed())
    figures = outcome.plain()
    assert figures["categories_right"] >= 20
    assert figures["levels_right"] >= 18
    assert figures["violations"] == []


@pytest.mark.corpus
def test_the_roots_of_both_chains_are_right(seed: Reading, gold: dict) -> None:
    printed = {
        (a.root_status, a.links[-1].span.of(seed.text))
        for c in seed.of(Claim)
        if (a := seed.first(Attribution, c.id)) and a.links and a.links[-1].span
    }
    wanted = {(c["root_status"], c["chain"][-1]["printed"]) for c in gold["claims"] if c["chain"]}
    for status, name in wanted:
        assert any(status == s and (p in name or name in p) for s, p in printed), name


@pytest.mark.corpus
def test_the_wrong_acronym_is_kept_and_its_correction_proposed(seed: Reading) -> None:
    corrected = [
        link
        for c in seed.of(Claim)
        if (a := seed.first(Attribution, c.id))
        for link in a.links
        if link.resolution == "corrected"
    ]
    assert corrected
    for link in corrected:
        assert link.span is not None
        assert "GRU" in link.span.of(seed.text)
        assert link.proposed
        assert link.note


@pytest.mark.corpus
def test_home_cities_of_staff_are_never_event_places_and_nothing_is_dated(seed: Reading) -> None:
    for claim in seed.of(Claim):
        for place in seed.about(Geolocation, claim.id):
            assert not (place.function == "event" and place.span.of(seed.text) in ("Novosibirsk", "Volgograd"))
        timing = seed.first(Timing, claim.id)
        assert timing is None or (timing.earliest is None and timing.latest is None)


@pytest.mark.corpus
def test_its_brief_says_that_the_text_has_no_date_and_never_several_sources(seed: Reading) -> None:
    brief = brief_text([seed])
    assert "undated" in brief.lower()
    assert "several sources" not in brief.lower()
    assert "multiple sources" not in brief.lower()


@pytest.mark.corpus
def test_the_one_page_template_prints_the_acceptance_text_on_one_page(seed: Reading) -> None:
    pytest.importorskip("typst", reason="typst is not installed")
    made = compiled([seed], join([seed], NO_THEATRE), BriefSettings(template="one-page"))
    with pypdfium2.PdfDocument(pdf_of(made)) as file:
        assert len(file) == 1

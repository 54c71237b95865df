"""Rules hold for definitions, not for ids."""

from typing import Any

import pytest

from reportedly.codebook import Codebook, load_default
from reportedly.codebook.meanings import basis, has_rules, meanings, rules_for
from reportedly.coders import coder
from reportedly.records import Coding, Document, Passage, Reading, Span, document_id
from reportedly.stages.coding.under import Terms, UnderCodebook
from reportedly.stages.extract import ExtractRules
from reportedly.stages.status import StatusRules

SHUT = "The clinic in Kelmara is shut."


def changed(**categories: dict[str, Any]) -> Codebook:
    """Return the shipped codebook with parts of categories changed, by id without prefix; version 9.0.0."""
    book = load_default()
    parts = tuple(c.model_copy(update=categories.get(c.id.removeprefix("GUO."), {})) for c in book.categories)
    return book.changed(categories=parts, version="9.0.0")


def read_by(book: Codebook, text: str) -> Reading:
    sha = "0" * 64
    document = Document(
        document_id(sha), sha, "t", text, "in.txt", "text/plain", "plain", "2026-01-01T00:00:00Z", language="en"
    )
    whole = Span(0, len(text))
    reading = Reading(document, (Passage(document.id, whole, "body", 0, (whole,)),))
    for stage in (ExtractRules(), coder(book), StatusRules()):
        reading = reading.plus(stage.annotate([reading])[0])
    return reading


def test_the_shipped_codebook_means_itself() -> None:
    book = load_default()
    assert meanings(book) == {c.id: c.id for c in book.categories}
    assert has_rules(book)


def test_a_renamed_id_keeps_its_rules_and_its_service_states() -> None:
    book = changed(C01={"id": "GUO.C41"})
    reading = read_by(book, SHUT)
    [coding] = reading.of(Coding)
    assert (coding.category, coding.meant, coding.version) == ("GUO.C41", "GUO.C01", "9.0.0")
    assert coding.sector == ("health",)
    assert [o.status for o in _observed(reading)] == ["none"]


def _observed(reading: Reading) -> tuple[Any, ...]:
    from reportedly.records import StatusObservation

    return reading.of(StatusObservation)


def test_swapped_definitions_swap_the_rules() -> None:
    book = load_default()
    health, schools = book.category("GUO.C01"), book.category("GUO.D01")
    swapped = changed(C01={"definition": schools.definition}, D01={"definition": health.definition})
    [coding] = read_by(swapped, SHUT).of(Coding)
    assert (coding.category, coding.meant) == ("GUO.D01", "GUO.C01")


def test_white_space_in_a_definition_does_not_count() -> None:
    text = load_default().category("GUO.C01").definition
    assert rules_for(changed(C01={"definition": f"  {text.replace(' ', '  ')} "}))["GUO.C01"] == "GUO.C01"


def test_a_changed_definition_has_no_rules() -> None:
    book = changed(C01={"definition": "Something else altogether."})
    assert "GUO.C01" not in rules_for(book)
    assert not has_rules(book)


def test_a_retired_category_hands_its_rules_to_its_successor() -> None:
    book = changed(C01={"replaced_by": "GUO.C02"})
    assert rules_for(book)["GUO.C01"] == "GUO.C02"
    [coding] = read_by(book, SHUT).of(Coding)
    assert coding.category == "GUO.C02"


def test_what_a_small_codebook_does_not_hold_is_not_relevant() -> None:
    book = load_default()
    small = book.changed(categories=(book.category("GUO.D01"),))
    [coding] = read_by(small, SHUT).of(Coding)
    assert (coding.category, coding.meant, coding.sector) == ("X00", "X00", ())
    assert "GUO.C01, which codebook guo does not have" in coding.rule


def test_a_routing_code_that_is_missing_becomes_not_relevant() -> None:
    book = load_default()
    few = book.changed(routing=tuple(r for r in book.routing if r.id in ("X00", "X09")))
    assert rules_for(few)["X01"] == "X00"
    assert rules_for(few)["X09"] == "X09"


@pytest.mark.parametrize(
    ("part", "counts"),
    [
        ({"notes": ("Look twice.",)}, False),
        ({"maps": load_default().category("GUO.D01").maps}, False),
        ({"slug": "clinics"}, False),
        ({"roles": ()}, False),
        ({"definition": "Other."}, True),
        ({"examples": ("One.", "Two.", "Three.")}, True),
        ({"words": ("ward",)}, True),
        ({"counter_examples": ()}, True),
        ({"sectors": ("water",)}, True),
        ({"values": {"outcome": ("open", "shut")}}, True),
    ],
)
def test_the_basis_changes_with_what_can_affect_coding_only(part: dict[str, Any], counts: bool) -> None:
    assert (basis(changed(C01=part)) != basis(load_default())) is counts


def test_title_version_and_provisions_are_no_part_of_the_basis() -> None:
    book = load_default()
    other = book.changed(title="Other", version="1.1.9", provisions=(), principles=())
    assert basis(other) == basis(book)


def test_an_outcome_and_a_sector_that_the_codebook_does_not_have_are_left_out() -> None:
    book = changed(B02={"values": {"outcome": ("ended",)}})
    book = book.changed(sectors=tuple(s for s in book.sectors if s.id != "health"))
    [coding] = read_by(book, "Doctors in Kelmara refuse to sign the contracts.").of(Coding)
    assert coding.category == "GUO.B02"
    assert (coding.outcome, coding.sector) == (None, ())


def test_a_code_that_the_codebook_does_not_have_fails_the_document() -> None:
    from reportedly.errors import DocumentFailed

    terms = Terms("own", "1.0.0", "b", frozenset({"X00"}), frozenset())
    reading = read_by(load_default(), SHUT)
    with pytest.raises(DocumentFailed, match=r"GUO\.C01.*own 1\.0\.0"):
        UnderCodebook(_Echo(reading), terms).annotate([reading])


class _Echo:
    """Returns the codings that a reading has already."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @property
    def info(self) -> Any:
        return coder(load_default()).info

    def annotate(self, readings: Any) -> Any:
        return [self._reading.of(Coding) for _ in readings]

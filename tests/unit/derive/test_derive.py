import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.derive import derive_edges
from reportedly.derive.citations import Names
from reportedly.derive.kinds import COPY_SHARE, EXCERPT_RUN
from reportedly.records import DocEdge, Reading, Source, Theatre
from tests.unit.derive.pairs import PAIRS, TextPair, measured
from tests.unit.derive.reports import a_report, citing
from tests.unit.derive.sides import a_reading

PLAIN = Theatre()
EXCERPT_WORDS = 40 * EXCERPT_RUN
WATER = (
    "Water runs in Tolmen for two hours a day since the dam was drained, the works announced. Residents fill baths "
    "and buckets before dawn. The works asked for tank lorries from the coast and was told to wait until June."
)
BUSES = (
    "Buses between Tolmen and the coast stand still because drivers took leave together. The depot chief, in office "
    "since March, said replacements were being trained; none has been seen on the road so far."
)


def kinds(edges: Sequence[DocEdge]) -> list[str]:
    return sorted(edge.kind for edge in edges)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda p: f"{p.kind}: {p.later[:24]}")
def test_the_thresholds_tell_the_invented_pairs_apart(pair: TextPair) -> None:
    share, run = measured(pair)
    if pair.kind == "near copy":
        assert share >= COPY_SHARE
    elif pair.kind.startswith("excerpt"):
        assert run >= EXCERPT_WORDS
    else:
        assert share < COPY_SHARE
        assert run < EXCERPT_WORDS


@pytest.mark.parametrize("pair", PAIRS, ids=lambda p: f"{p.kind}: {p.later[:24]}")
def test_a_report_points_to_the_earlier_one_that_it_copies_excerpts_or_retells(pair: TextPair) -> None:
    earlier = a_report(pair.earlier, publisher="Reed Post", published="2026-05-01")
    later = a_report(pair.later, publisher="Sedge Post", published="2026-05-02")
    edges = derive_edges([later, earlier], theatre=PLAIN)
    expected = {
        "near copy": ("copy",),
        "excerpt": ("excerpt",),
        "excerpt of half its length": ("copy",),
        "rewrite": ("cites", "summarises"),
    }
    if pair.kind not in expected:
        assert edges == []
        return
    [edge] = edges
    assert (edge.start, edge.end) == (later.document.id, earlier.document.id)
    assert edge.kind in expected[pair.kind]
    assert edge.spans
    assert all(0 <= span.start < span.end <= len(later.text) for span in edge.spans)
    assert 0.5 < edge.score <= 1.0
    assert "published first" in edge.evidence


TRANSLATED = {
    "de": "In Tolmen läuft nur zwei Stunden am Tag Wasser, seit der Damm leer ist, teilte das Werk mit. Die Bewohner "
    "füllen vor Tagesanbruch Badewannen und Eimer. Das Werk bat um Tanklaster von der Küste und soll bis Juni warten.",
    "uk": "Вода в Толмені йде дві години на день, відколи осушили греблю, повідомив завод. Мешканці до світанку "
    "наповнюють ванни та відра. Завод просив автоцистерни з узбережжя, йому сказали чекати до червня.",
    "ru": "Вода в Толмене идёт два часа в день с тех пор, как осушили плотину, сообщил завод. Жители до рассвета "
    "наполняют ванны и вёдра. Завод просил автоцистерны с побережья, ему велели ждать до июня.",
}


@pytest.mark.parametrize(("language", "text"), TRANSLATED.items(), ids=list(TRANSLATED))
def test_a_translation_points_to_the_report_in_the_other_language(language: str, text: str) -> None:
    english = a_report(WATER, publisher="Reed Post", published="2026-05-01")
    other = a_report(BUSES, publisher="Reed Post", published="2026-05-01")
    foreign = a_reading(text, language, publisher="Zorvik Bote", published="2026-05-02")
    [edge] = derive_edges([foreign, other, english], theatre=PLAIN)
    assert (edge.start, edge.end) == (foreign.document.id, english.document.id)
    assert edge.kind in ("translation", "summarises", "cites")
    assert "in English" in edge.evidence
    assert all(0 <= span.start < span.end <= len(text) for span in edge.spans)


def test_a_copy_of_a_copy_points_to_the_copy() -> None:
    first = a_report(WATER, publisher="Reed Post", published="2026-05-01")
    second = a_report(WATER + " The depot has no lorries to lend, our desk adds.", published="2026-05-02")
    third = a_report(second.text + " So says the whole coast.", publisher="Sedge Post", published="2026-05-03")
    edges = derive_edges([third, first, second], theatre=PLAIN)
    assert {(e.start, e.end) for e in edges} == {
        (second.document.id, first.document.id),
        (third.document.id, second.document.id),
    }


def test_a_report_made_of_two_others_points_to_both() -> None:
    water = a_report(WATER, publisher="Reed Post", published="2026-05-01")
    buses = a_report(BUSES, publisher="Rush Post", published="2026-05-01")
    both = a_report(f"{WATER} {BUSES}", publisher="Sedge Post", published="2026-05-02")
    edges = derive_edges([both, buses, water], theatre=PLAIN)
    assert {(e.start, e.end) for e in edges} == {
        (both.document.id, water.document.id),
        (both.document.id, buses.document.id),
    }


def test_the_same_text_with_other_line_breaks_is_an_exact_copy_of_the_earliest() -> None:
    first = a_report(WATER, publisher="Reed Post", published="2026-05-01")
    second = a_report(WATER.replace(". ", ".\n\n"), publisher="Sedge Post", published="2026-05-02")
    third = a_report(WATER, publisher="Rush Post", published="2026-05-03")
    edges = derive_edges([third, first, second], theatre=PLAIN)
    assert [(e.kind, e.score, e.end) for e in edges] == [("copy", 1.0, first.document.id)] * 2


def test_an_undated_copy_derives_from_the_dated_one() -> None:
    dated = a_report(WATER, publisher="Reed Post")
    undated = a_report(WATER, publisher=None, published=None)
    [edge] = derive_edges([undated, dated], theatre=PLAIN)
    assert (edge.start, edge.end) == (undated.document.id, dated.document.id)


def test_of_two_undated_near_copies_the_one_that_holds_more_is_the_original() -> None:
    short = a_report(WATER, publisher=None, published=None)
    long = a_report(WATER + " More on this in our evening edition and on the board.", publisher=None, published=None)
    [edge] = derive_edges([short, long], theatre=PLAIN)
    assert (edge.start, edge.end) == (short.document.id, long.document.id)
    assert "holds more" in edge.evidence


def test_of_two_copies_of_one_day_the_one_that_names_the_other_derives_from_it() -> None:
    original = a_report(WATER, publisher="Reed Post", published="2026-05-03")
    text = "The Reed Post writes: " + WATER
    copy = citing(a_report(text, publisher="Sedge Post", published="2026-05-03"), "The Reed Post")
    edges = derive_edges([copy, original], theatre=PLAIN)
    assert [(e.kind, e.start) for e in edges] == [("copy", copy.document.id)]
    assert "the one names the other" in edges[0].evidence


def test_a_report_that_names_an_outlet_cites_its_report_on_the_same_matter_only() -> None:
    water = a_report(WATER, publisher="Reed Post", published="2026-05-01")
    buses = a_report(BUSES, publisher="Reed Post", published="2026-05-02")
    text = (
        "Tolmen has water for two hours daily, according to the Reed Post. Lorries for the works are to come in "
        "June at the earliest; people keep buckets."
    )
    late = citing(a_report(text, publisher="Sedge Post", published="2026-05-03"), "the Reed Post")
    [edge] = derive_edges([water, buses, late], theatre=PLAIN)
    assert (edge.kind, edge.start, edge.end) == ("cites", late.document.id, water.document.id)
    assert "names the other's publisher" in edge.evidence


def test_a_citation_by_alias_is_found_through_the_theatre() -> None:
    theatre = Theatre(
        sources=(Source("s:pipes", "Tolmen Pipes", "account", "social_account", aliases=("the pipe channel",)),)
    )
    post = a_report(WATER, publisher="Tolmen Pipes", published="2026-05-01")
    text = "Baths and buckets are filled in Tolmen, the pipe channel says; the works waits for lorries from the coast."
    retold = citing(a_report(text, published="2026-05-02"), "the pipe channel", source="s:pipes", role="social_account")
    [edge] = derive_edges([retold, post], theatre=theatre)
    assert (edge.kind, edge.start) == ("cites", retold.document.id)


def test_nobody_cites_a_report_that_was_published_later_or_long_ago() -> None:
    text = "Tolmen is short of water, according to the Reed Post. Tank lorries are to come at the end of June."
    late = citing(a_report(text, publisher="Sedge Post", published="2026-05-03"), "the Reed Post")
    after = a_report(WATER, publisher="Reed Post", published="2026-05-04")
    long_ago = a_report(WATER + " Again.", publisher="Reed Post", published="2026-01-01")
    assert not [e for e in derive_edges([late, after, long_ago], theatre=PLAIN) if e.start == late.document.id]


def test_an_office_is_not_the_body_whose_name_its_own_name_contains() -> None:
    theatre = Theatre(
        sources=(
            Source("s:board", "Tolmen Board", role="installed_official"),
            Source("s:health", "Health Desk of the Tolmen Board", role="installed_official"),
        )
    )
    board = a_report(WATER, publisher="Tolmen Board", published="2026-05-01")
    printed = "the Health Desk of the Tolmen Board"
    text = f"Water comes for two hours in Tolmen, {printed} said, and the works waits for lorries from the coast."
    other = citing(a_report(text, published="2026-05-02"), printed)
    assert not [e for e in derive_edges([board, other], theatre=theatre) if "names the other's publisher" in e.evidence]
    named = a_report(text.replace(printed, "the Tolmen Board"), published="2026-05-02")
    [edge] = derive_edges([board, named], theatre=theatre)
    assert "names the other's publisher" in edge.evidence


def test_longer_names_come_as_they_are_printed() -> None:
    theatre = Theatre(
        sources=(
            Source("s:board", "Tolmen Board", role="installed_official"),
            Source(
                "s:health", "Health Desk of the Tolmen Board", role="installed_official", aliases=("Tolmen Boarding",)
            ),
        )
    )
    assert Names.of(theatre).longer(("The Tolmen Board",)) == ("Health Desk of the Tolmen Board",)


def test_a_correction_points_to_the_report_that_it_corrects() -> None:
    wrong = a_report(WATER, publisher="Reed Post", published="2026-05-01", title="Water for two hours in Tolmen")
    other = a_report(BUSES, publisher="Reed Post", published="2026-05-02", title="Buses stand still")
    text = (
        "An earlier version of our report said that water runs in Tolmen for two hours a day. It runs for six. The "
        "works had named the wrong dam."
    )
    right = a_report(text, publisher="Reed Post", published="2026-05-03", title="Correction: Water in Tolmen")
    [edge] = derive_edges([wrong, other, right], theatre=PLAIN)
    assert (edge.kind, edge.start, edge.end) == ("revision_of", right.document.id, wrong.document.id)


def test_a_new_text_at_the_same_address_is_a_revision_and_not_a_copy() -> None:
    url = "https://reed.example/water"
    one = a_report(WATER, publisher="Reed Post", published="2026-05-01", url=url)
    two = a_report(WATER + " Updated at noon.", publisher="Reed Post", published="2026-05-02", url=url)
    assert kinds(derive_edges([one, two], theatre=PLAIN)) == ["revision_of"]


def test_a_correction_by_another_outlet_is_no_revision() -> None:
    wrong = a_report(WATER, publisher="Reed Post", published="2026-05-01", title="Water in Tolmen")
    right = a_report(
        "Correction: water runs in Tolmen for six hours.", publisher="Sedge Post", published="2026-05-03",
        title="Correction: Water in Tolmen",
    )  # fmt: skip
    assert "revision_of" not in kinds(derive_edges([wrong, right], theatre=PLAIN))


def test_outlets_of_one_owner_are_joined_in_the_order_of_their_reports() -> None:
    theatre = Theatre(
        sources=tuple(
            Source(f"s:{n}", f"{n} Post", "outlet", "outlet", media_family="marsh") for n in ("Reed", "Sedge")
        )
    )
    one = a_report(WATER, publisher="Reed Post", published="2026-05-01")
    two = a_report(BUSES, publisher="Sedge Post", published="2026-05-02")
    [edge] = derive_edges([two, one], theatre=theatre)
    assert (edge.kind, edge.start, edge.end) == ("same_family", two.document.id, one.document.id)


PIECES = [*WATER.split(". "), *BUSES.split("; "), "The Post 1 wrote so.", "Correction: it runs for 6 hours."]


@settings(deadline=None, max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map(". ".join),
            st.sampled_from(["Post 1", "Post 2", None]),
            st.sampled_from(["2026-05-01", "2026-05-01T10:00:00Z", "2026-05-02", None]),
        ),
        max_size=6,
        unique=True,
    ),
    st.integers(0, 99),
)
def test_edges_of_any_pile_do_not_depend_on_its_order(
    rows: list[tuple[str, str | None, str | None]], seed: int
) -> None:
    pile = [a_report(text, publisher=publisher, published=day) for text, publisher, day in rows]
    edges = derive_edges(pile, theatre=PLAIN)
    assert derive_edges(random.Random(seed).sample(pile, len(pile)), theatre=PLAIN) == edges
    assert all(edge.start != edge.end and 0.0 <= edge.score <= 1.0 for edge in edges)


def test_edges_do_not_depend_on_the_order_of_the_documents() -> None:
    pile: list[Reading] = []
    for i, pair in enumerate(PAIRS):
        pile.append(a_report(pair.earlier, publisher=f"Post {i % 3}", published=f"2026-05-{i + 1:02}"))
        pile.append(a_report(pair.later, publisher=f"Sheet {i % 4}", published=f"2026-05-{i + 2:02}"))
    edges = derive_edges(pile, theatre=PLAIN)
    assert edges
    for seed in range(5):
        shuffled = random.Random(seed).sample(pile, len(pile))
        assert derive_edges(shuffled, theatre=PLAIN) == edges


def test_many_copies_of_one_text_cost_a_few_edges_each() -> None:
    pile = [a_report(WATER + f" Edition {i}.", publisher=f"Post {i}", published="2026-05-01") for i in range(120)]
    edges = derive_edges(pile, theatre=PLAIN)
    assert len(edges) <= 6 * len(pile)
    assert {e.start for e in edges} | {e.end for e in edges} == {r.document.id for r in pile}

"""Origins: the picture and the table tell the same count, time runs down, and groups are said."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from reportedly.records import DocEdge, Event, Origin
from reportedly.web.screens.events_told import Bounds, Told
from reportedly.web.screens.origins_count import DocumentBox, Material, OriginsView, view_of
from reportedly.web.screens.origins_decide import EdgeChange, changed_edges
from reportedly.web.screens.origins_layout import BOX_HEIGHT, Drawing, drawing
from reportedly.web.screens.origins_reasons import reason_of
from reportedly.web.words import said


def told(claim: str, document: str, n: int = 1) -> Told:
    return Told(
        claim=claim, document=document, n=n, outlet=document, title="", language="en", published="2031-05-12",
        kind="event", realis="occurred", polarity="+", level="L1", root_status="named", side="unknown",
        chain=(document,), quote="q", proposition="p", place="", sector=(), when="", start=None, end=None,
        event="e", origins=None, review="open", flags=(),
    )  # fmt: skip


def box(document: str, day: str | None) -> DocumentBox:
    return DocumentBox(document, document.upper(), "", "en", day, None)


def origin(key: str, claims: tuple[str, ...], documents: tuple[str, ...], *, certain: bool, **more: object) -> Origin:
    given: dict[str, object] = {"status": "named", "side": "unknown", **more}
    return Origin(key, key.title(), certain=certain, claims=claims, documents=documents, **given)  # type: ignore[arg-type]


def material(
    days: Mapping[str, str | None], origins: tuple[Origin, ...], edges: list[DocEdge], *, extra: tuple[str, ...] = ()
) -> Material:
    """An event with one claim ("c" and the document) in each document that has a day here, but not in `extra`."""
    claims = tuple(f"c{d}" for d in days if d not in extra)
    low = sum(o.certain for o in origins)
    event = Event(
        "evt_1", "GUO.C02", "Pumps stand still.", claims, origins, low, len(origins), "K1", rule_version="r/1"
    )
    return Material(
        event, event.proposition, tuple(told(f"c{d}", d) for d in days if d not in extra),
        {d: box(d, day) for d, day in days.items()}, edges,
    )  # fmt: skip


def edge(start: str, end: str, kind: str = "cites") -> DocEdge:
    return DocEdge(start, end, kind, 0.9, "in common: pumps")  # type: ignore[arg-type]


@pytest.fixture
def view() -> OriginsView:
    days = {"a": "2031-05-12", "b": "2031-05-13", "c": "2031-05-14", "d": "2031-05-14", "h": "2031-05-14"}
    origins = (
        origin("portal", ("ca", "cb", "cc"), ("a", "b", "c"), certain=True),
        origin("media", ("cd",), ("d",), certain=False, status="unnamed_plural"),
    )
    return view_of(material(days, origins, [edge("b", "a"), edge("c", "b", "copy")]))


def test_each_origin_says_whether_it_counts_always_above_or_never(view: OriginsView) -> None:
    assert [(b.letter, b.counts, b.min, b.max) for b in view.boxes] == [
        ("A", "always", 1, 1),
        ("B", "upper", 0, 1),
        ("", "never", 0, 0),
    ]
    assert view.boxes[2].claims == ("ch",)


def test_the_steps_add_up_to_the_count_of_the_event(view: OriginsView) -> None:
    assert Bounds(sum(s.min for s in view.steps), sum(s.max for s in view.steps)) == view.origins == Bounds(1, 2)
    assert [(s.key, s.values) for s in view.steps[2:]] == [
        ("hearsay", {"n": 1}),
        ("copies", {"n": 1}),
        ("retellings", {"n": 1}),
    ]


def test_an_origin_leads_to_the_document_that_takes_it_from_nowhere_else(view: OriginsView) -> None:
    assert [(r.origin, r.document, r.how, r.unnamed) for r in view.rises] == [
        ("portal", "a", "says", False),
        ("media", "d", "cites", True),
        ("", "h", "hearsay", True),
    ]


def test_a_document_between_two_of_the_event_is_shown_though_it_tells_nothing_of_it() -> None:
    origins = (origin("portal", ("ca", "cc"), ("a", "c"), certain=True),)
    days: dict[str, str | None] = {"a": "2031-05-12", "x": "2031-05-13", "c": "2031-05-14", "y": "2031-05-11"}
    edges = [edge("c", "x"), edge("x", "a"), edge("a", "y")]
    made = view_of(material(days, origins, edges, extra=("x", "y")))
    shown = {d.id: d.claim for d in made.documents}
    assert shown == {"a": 1, "x": None, "c": 1, "y": None}
    assert made.telling == 2


def test_a_publisher_that_is_named_as_source_is_joined_without_an_edge_of_the_record() -> None:
    reason = "C goes back to A, whose own report is in the pile"
    origins = (origin("portal", ("ca", "cc"), ("a", "c"), certain=True, reasons=(reason,)),)
    made = view_of(material({"a": "2031-05-12", "c": "2031-05-14"}, origins, []))
    assert [(e.start, e.end, e.kinds) for e in made.edges] == [("c", "a", ("names",))]


def test_time_runs_down_and_what_derives_stands_below(view: OriginsView) -> None:
    made = drawing(view)
    at = {node.documents[0].id: node.y for node in made.nodes if node.documents}
    assert at["a"] < at["b"] < at["c"]
    assert at["b"] <= at["d"]
    assert max(n.y for n in made.nodes if n.origin) < min(n.y for n in made.nodes if n.documents)


def apart(made: Drawing) -> bool:
    return all(
        abs(a.x - b.x) >= a.width + 5 or abs(a.y - b.y) >= BOX_HEIGHT + 5
        for a in made.nodes
        for b in made.nodes
        if a is not b
    )


@pytest.mark.parametrize("width", [360, 840])
@pytest.mark.parametrize("count", [1, 2, 7, 25, 60])
def test_boxes_never_cover_one_another_and_stay_inside(count: int, width: int) -> None:
    names = [f"d{n:02}" for n in range(count)]
    days = {name: f"2031-05-{1 + n // 4:02}" for n, name in enumerate(names)}
    edges = [edge(name, names[n // 3], "cites" if n % 2 else "copy") for n, name in enumerate(names) if n // 3 != n]
    origins = tuple(origin(f"o{n}", (f"c{names[n]}",), (names[n],), certain=n == 0) for n in range(min(5, count)))
    made = drawing(view_of(material(days, origins, edges)), width=width)
    assert apart(made)
    assert all(0 <= n.x and n.x + n.width <= width and n.y + BOX_HEIGHT <= made.height for n in made.nodes)
    assert sum(len(n.documents) for n in made.nodes) == count
    for line in made.lines:
        assert all(-5 <= float(x) <= width + 5 for x in re.findall(r"[MC ](-?[\d.]+) \d+", line.path)[:1])


def covers(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("language", ["en", "uk"])
@pytest.mark.parametrize("width", [360, 840])
def test_names_of_edges_cover_neither_one_another_nor_a_box(width: int, language: str) -> None:
    kinds = ("cites", "summarises", "copy", "same_release", "excerpt")
    names = [f"d{n}" for n in range(9)]
    days = {name: f"2031-05-{12 + n // 4}" for n, name in enumerate(names)}
    edges = [edge(name, names[(n - 1) // 3], kinds[n % 5]) for n, name in enumerate(names) if n]
    origins = tuple(origin(f"o{n}", (f"cd{n}",), (names[n],), certain=True) for n in range(4))
    made = drawing(
        view_of(material(days, origins, edges)), width=width, words=lambda kind: said(language, f"origins.how_{kind}")
    )
    # An em of 11 px is about 5.8 px a letter; the words are set in the middle of their place.
    printed = [(line, len(said(language, f"origins.how_{line.label}")) * 2.9) for line in made.lines if line.label]
    words = [(line.x - half, line.y - 8, line.x + half, line.y + 2) for line, half in printed]
    boxes = [(n.x, n.y, n.x + n.width, n.y + BOX_HEIGHT) for n in made.nodes]
    assert len(words) > 4
    for at, word in enumerate(words):
        assert word[0] >= 0
        assert word[2] <= width
        assert not any(covers(word, other) for other in (*words[:at], *boxes))


def test_many_copies_of_one_text_are_one_box_and_that_is_said() -> None:
    names = ["a", *(f"k{n}" for n in range(12))]
    origins = (origin("portal", tuple(f"c{n}" for n in names), tuple(names), certain=True),)
    days = dict.fromkeys(names, "2031-05-12")
    made = drawing(view_of(material(days, origins, [edge(k, "a", "copy") for k in names[1:]])))
    assert [len(n.documents) for n in made.nodes if n.documents] == [1, 12]
    assert made.grouped == 12
    assert [line.same_text for line in made.lines if line.kind == "copy"] == [True]


def test_the_open_document_is_never_hidden_in_a_group() -> None:
    names = ["a", *(f"k{n}" for n in range(5))]
    origins = (origin("portal", tuple(f"c{n}" for n in names), tuple(names), certain=True),)
    view = view_of(material(dict.fromkeys(names, "2031-05-12"), origins, [edge(k, "a", "copy") for k in names[1:]]))
    assert any([d.id for d in n.documents] == ["k2"] for n in drawing(view, here="k2").nodes)


def test_documents_without_a_day_come_last_and_circles_end() -> None:
    origins = (origin("portal", ("ca", "cb"), ("a", "b"), certain=False),)
    view = view_of(material({"a": None, "b": "2031-05-13"}, origins, [edge("a", "b"), edge("b", "a")]))
    at = {node.documents[0].id: node.y for node in drawing(view).nodes if node.documents}
    assert at["b"] < at["a"]


@pytest.mark.parametrize(
    ("text", "key", "values"),
    [
        ("Wire goes back to Taps, whose own report is in the pile", "goes_back", {"later": "Wire", "earlier": "Taps"}),
        ("copy: 79% of it; the other first", "derived", {"kind": "copy", "evidence": "79% of it; the other first"}),
        ("may rest on another origin of this event", "may_rest", {}),
        ("may be the other source of the same role (resident)", "may_be_role", {"role": "resident"}),
        ("a rule that nobody has put into words", "", {}),
    ],
)
def test_the_reasons_of_the_rules_are_messages_with_values(text: str, key: str, values: dict[str, str]) -> None:
    found = reason_of(text)
    assert (found.key, found.values, found.text) == (key, values, text)


def test_a_name_that_may_not_be_told_is_masked_in_origins_and_reasons() -> None:
    origins = (origin("jo pell", ("ca",), ("a",), certain=True, reasons=("Jo Pell speaks for jo pell",)),)
    plain = material({"a": "2031-05-12"}, origins, [])
    made = view_of(replace(plain, mask=lambda text: text.replace("Jo Pell", "[name withheld]")))
    assert made.boxes[0].name == "[name withheld]"
    assert "Jo Pell" not in made.boxes[0].reasons[0].text
    assert made.boxes[0].reasons[0].values["name"] == "[name withheld]"


def test_cutting_one_kind_leaves_the_others_and_adding_adds() -> None:
    edges = [edge("b", "a"), edge("b", "a", "summarises"), edge("c", "a")]
    left = changed_edges(edges, EdgeChange("cut", "b", "a", "cites"))
    assert [(e.start, e.kind) for e in left] == [("b", "summarises"), ("c", "cites")]
    assert [e.start for e in changed_edges(edges, EdgeChange("cut", "b", "a"))] == ["c"]
    assert changed_edges(edges, EdgeChange("add", "c", "b", "copy"))[-1].kind == "copy"

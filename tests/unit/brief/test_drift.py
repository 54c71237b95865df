"""Hedge drift in a brief: what is told, how it is cited, and what the linter says of it."""

from dataclasses import replace
from typing import Any

import pytest

from reportedly.brief import Options, compile_brief, lint, render_html, render_markdown
from reportedly.brief.drift import MOST
from reportedly.brief.model import Brief, Material
from reportedly.records import HedgeDrift
from tests.unit.brief.invented import Report, event, material, origin


def a_drift(earlier: Report, later: Report, ids: tuple[str, str], **more: Any) -> HedgeDrift:
    fields: dict[str, Any] = {
        "earlier_document": earlier.document.id, "later_document": later.document.id, "kind": "retelling",
        "direction": "hardened", "before": "L3", "after": "L0", "changes": ("hearsay_dropped",),
        "reason": "“reportedly” is gone", "edge": "cites",
    }  # fmt: skip
    return HedgeDrift(*ids, **{**fields, **more})


def two_reports(**more: Any) -> Material:
    first = Report("Taps in Tarn have reportedly been dry since Sunday.", publisher="Harbour Gazette")
    second = Report("Taps in Tarn have been dry since Sunday.", publisher="Northern Mission", published="2026-10-22")
    ids = (
        first.claim("Taps in Tarn have", "been dry since Sunday", root="none", level="L3", category=more.pop("category", "GUO.C02")),
        second.claim("Taps in Tarn have been dry since Sunday"),
    )  # fmt: skip
    first.hedge(ids[0], "reportedly")
    told = event(*ids, origins=(origin("Northern Mission", ids[1]),))
    return material([first, second], [told], drift=(a_drift(first, second, ids, **more),))


@pytest.fixture
def brief() -> Brief:
    return compile_brief(two_reports(), Options())


def test_a_drift_is_told_in_one_sentence_with_both_passages_cited(brief: Brief) -> None:
    [statement] = brief.drift
    assert statement.text.replace("\u00a0", " ") == (
        "Where Harbour Gazette (20 October) has “Taps in Tarn have reportedly been dry since Sunday”, the Northern "
        "Mission (22 October) tells it again as “Taps in Tarn have been dry since Sunday”: “reportedly” is gone."
    )
    cited = {c.number: c.document for c in brief.citations}
    assert len({cited[n] for n in statement.citations}) == 2


def test_both_forms_of_the_brief_print_it_under_contradictions(brief: Brief) -> None:
    for printed, end in ((render_markdown(brief), "## What we do not know"), (render_html(brief), 'id="g"')):
        part = printed[printed.index("Contradictions and corrections") : printed.index(end)]
        assert "Firmer or softer as it was told again" in part
        assert "tells it again as" in part


def test_a_brief_with_drift_has_no_findings(brief: Brief) -> None:
    assert brief.findings == ()


def test_without_drift_nothing_is_printed_on_it() -> None:
    made = compile_brief(replace(two_reports(), drift=()), Options())
    assert "Firmer or softer" not in render_markdown(made) + render_html(made)


def test_a_softening_to_hearsay_says_that_no_source_is_named() -> None:
    base = two_reports()
    [d] = base.drift
    turned = replace(
        d, earlier=d.later, later=d.earlier, earlier_document=d.later_document, later_document=d.earlier_document,
        direction="softened", before="L0", after="L3", changes=("hearsay_added",), reason="“reportedly” was added",
    )  # fmt: skip
    made = compile_brief(replace(base, drift=(turned,)), Options())
    assert made.drift[0].text.endswith("“reportedly” was added; no source is named.")
    assert made.findings == ()


def test_a_claim_outside_the_codebook_is_not_told_as_drift() -> None:
    assert compile_brief(two_reports(category="GUO.X09"), Options()).drift == ()


def test_a_private_name_in_the_reason_is_withheld() -> None:
    first = Report("Ilma Torvey said that taps in Tarn are dry since Sunday.")
    second = Report("The taps in Tarn are dry since Sunday.", publisher="Northern Mission")
    link = first.link("Ilma Torvey", "resident")
    ids = (
        first.claim("taps in Tarn are dry since Sunday", root=link),
        second.claim("taps in Tarn are dry since Sunday"),
    )
    first.person("Ilma Torvey")
    drift = a_drift(
        first, second, ids, before="L1", changes=("attribution_dropped",),
        reason="“Ilma Torvey” is no longer given as the source",
    )  # fmt: skip
    made = compile_brief(material([first, second], [event(*ids)], drift=(drift,)), Options())
    [statement] = made.drift
    assert "Torvey" not in statement.text
    assert "“[name withheld] said that taps in Tarn are dry since Sunday”" in statement.text
    assert "Torvey" not in render_markdown(made) + render_html(made)
    shown = compile_brief(material([first, second], [event(*ids)], drift=(drift,)), Options(working_copy=True))
    assert "Ilma Torvey" in shown.drift[0].text


def test_the_linter_reads_the_sentences_on_drift(brief: Brief) -> None:
    [statement] = brief.drift
    bad = replace(brief, drift=(replace(statement, text="The outlet admitted that taps are dry."),))
    assert {f.rule for f in lint(bad, two_reports())} == {"BR-03"}


def test_a_reason_that_quotes_what_stands_nowhere_leaves_the_drift_out() -> None:
    made = compile_brief(two_reports(reason="“allegedly” is gone"), Options())
    assert made.drift == ()
    assert [f.rule for f in made.findings] == ["QUOTE"]


def test_more_drifts_than_fit_are_counted_and_the_widest_come_first() -> None:
    first = Report(" ".join(f"Well {n} in Tarn is reportedly dry since Sunday." for n in range(MOST + 3)))
    second = Report(" ".join(f"Well {n} in Tarn is dry since Sunday." for n in range(MOST + 3)), publisher="Other Post")
    drifts, ids = [], []
    for n in range(MOST + 3):
        pair = (
            first.claim(f"Well {n} in Tarn is reportedly dry since Sunday", root="none"),
            second.claim(f"Well {n} in Tarn is dry since Sunday"),
        )
        ids += pair
        last = n == MOST + 2
        drifts.append(
            a_drift(first, second, pair, before="L5" if last else "L3",
                    changes=("distance_dropped",) if last else ("hearsay_dropped",))
        )  # fmt: skip
    made = compile_brief(material([first, second], [event(*ids)], drift=tuple(drifts)), Options())
    assert (len(made.drift), made.drift_left_out) == (MOST, 3)
    assert f"Well {MOST + 2} " in made.drift[0].text
    assert "further claims that changed as they were told again are not told here" in render_markdown(made)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.register import load_default
from reportedly.text import body_key

BOOK = load_default()


@pytest.mark.parametrize(
    ("printed", "entry"),
    [
        ("ISW", "reg:isw"),
        ("the US think tank Institute for the Study of War", "reg:isw"),
        ("the International Committee of the Red Cross (ICRC)", "reg:icrc"),
        ("a spokesman for the Kremlin", "reg:kremlin"),
        ("Kremlin spokesman", "reg:kremlin"),
        ("the National Resistance Center of Ukraine", "reg:nrc"),
        ("the Russian Defense Ministry", "reg:ru-mod"),
        ("Interfax", "reg:interfax"),
        ("Interfax-Ukraine", "reg:interfax-ukraine"),
        ("the Russian-installed Kherson administration", "reg:occ-kherson"),
        ("МАГАТЭ", "reg:iaea"),
        ("Центр національного спротиву", "reg:nrc"),
    ],
)
def test_a_name_of_one_body_names_it(printed: str, entry: str) -> None:
    found = BOOK.identify(printed)
    assert found.body is not None
    assert found.body.id == entry
    assert found.readings == ()
    assert found.reason


@pytest.mark.parametrize(
    "printed",
    ["who", "an insider", "Kremlin-installed head of Kherson", "the Tollmark health ministry", "a memorial", ""],
)
def test_a_phrase_that_only_looks_like_a_name_names_nobody(printed: str) -> None:
    found = BOOK.identify(printed)
    assert (found.body, found.readings, found.proposed) == (None, (), None)


@pytest.mark.parametrize(
    ("printed", "modified", "entry"),
    [
        ("GUR", "Ukraine's GUR", "reg:hur"),
        ("SBU", "the Ukrainian SBU", "reg:sbu"),
        ("NSC", "the US NSC", "reg:us-nsc"),
        ("DIU", "Ukraine’s DIU", "reg:hur"),
        ("MoD", "Britain's MoD", "reg:gb-mod"),
        ("MoD", "the MoD of Russia", "reg:ru-mod"),
        ("CPD", "Ukraine's CPD", "reg:ua-ccd"),
        ("SES", "the Ukrainian SES", "reg:ua-ses"),
        ("JFO", "the Ukrainian JFO", "reg:ua-jfo"),
        ("General Staff", "the General Staff of Ukraine", "reg:ua-general-staff"),
        ("RIA", "the Russian agency RIA", "reg:ria"),
        ("Red Cross", "the Russian Red Cross", "reg:rrcs"),
    ],
)
def test_an_ambiguous_form_needs_a_modifier(printed: str, modified: str, entry: str) -> None:
    bare = BOOK.identify(printed)
    assert bare.body is None
    assert len(bare.readings) >= 2
    assert entry in [r.entry for r in bare.readings]
    assert bare.proposed is None
    resolved = BOOK.identify(modified)
    assert resolved.body is not None
    assert resolved.body.id == entry


def test_an_ambiguous_form_is_resolved_by_one_full_name_before_it_and_not_by_two() -> None:
    one = "The Ministry of Defence of Ukraine held a briefing. "
    two = one + "The Ministry of Defence of the Russian Federation held another. "
    first = BOOK.identify("the MoD", earlier=one)
    assert first.body is not None
    assert first.body.id == "reg:ua-mod"
    assert "earlier in the document" in first.reason
    assert BOOK.identify("the MoD", earlier=two).body is None
    assert BOOK.identify("CIT", earlier="The Conflict Intelligence Team wrote on Tuesday.").body is not None


def test_the_center_stays_open_with_all_its_bearers() -> None:
    found = BOOK.identify("the Center")
    assert found.body is None
    assert {"reg:nrc", "reg:ua-ccd", "reg:csis"} <= {r.entry for r in found.readings}


def test_an_acronym_of_another_country_is_proposed_for_not_corrected() -> None:
    found = BOOK.identify("The Ukrainian military intelligence service GRU")
    assert found.body is None
    assert found.proposed is not None
    assert found.proposed.entry == "reg:hur"
    assert [r.entry for r in found.readings] == ["reg:gru", "reg:hur"]
    assert "GRU" in found.reason
    assert "UA" in found.reason


def test_a_contradiction_without_a_telling_description_has_no_proposal() -> None:
    found = BOOK.identify("the Russian service SBU")
    assert (found.body, found.proposed) == (None, None)
    assert "SBU" in found.reason


def test_every_registered_name_leads_to_its_body_or_to_several() -> None:
    for body, name in [(one, name) for one in BOOK.bodies for name in one.names]:
        found = BOOK.identify(name.text)
        if name.ambiguous:
            assert found.body is None or found.body is body
            assert found.body is not None or body.id in [r.entry for r in found.readings]
        else:
            assert found.body is body


@given(st.text(max_size=60))
def test_any_text_can_be_looked_up(printed: str) -> None:
    found = BOOK.identify(printed)
    assert not (found.body and found.readings)
    assert body_key(printed) or found.body is None


def test_a_list_of_bodies_is_not_taken_for_its_first() -> None:
    for printed in ("UNHCR, OCHA", "OCHA and UNICEF", "the Kremlin, the Russian Defence Ministry and TASS"):
        found = BOOK.identify(printed)
        assert (found.body, found.readings) == (None, ())
        assert "several bodies" in found.reason
    apposition = BOOK.identify("UNHCR, the UN Refugee Agency").body
    assert apposition is not None
    assert apposition.id == "reg:unhcr"
    assert BOOK.identify("the Ministry of Education and Science of Ukraine").body is not None


def test_sources_for_a_theatre_leave_out_what_is_ambiguous() -> None:
    by_id = {s.id: s for s in BOOK.sources(day="2022-07-01")}
    assert "GUR" not in by_id["reg:hur"].aliases
    assert "HUR" in by_id["reg:hur"].aliases
    assert (by_id["reg:hur"].side, by_id["reg:hur"].affiliation_group) == ("displaced", "ukraine-state")

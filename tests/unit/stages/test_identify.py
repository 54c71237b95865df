from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly import assembly
from reportedly.errors import InvalidRecord
from reportedly.records import (
    Attribution,
    Body,
    BodyMention,
    Claim,
    NameReading,
    Reading,
    Relation,
    Source,
    Span,
    Theatre,
    body_id,
    claim_id,
)
from reportedly.register import load_default
from reportedly.stages.chain import ChainRules
from reportedly.stages.identification.mentions import telling
from reportedly.stages.identify import IdentifyRules
from reportedly.stages.persons import PersonRules
from tests.unit.stages.attribution_readings import LEXICON, related

STAGE = IdentifyRules(load_default())


def identified(text: str, *, theatre: Theatre | None = None, stage: IdentifyRules = STAGE) -> Reading:
    """Return the reading with a claim for each piece of reported content, its chain, and the bodies."""
    reading = related(text)
    reading = reading.plus(PersonRules(theatre or Theatre()).annotate([reading])[0])
    pieces = dict.fromkeys((r.content[0],) for r in reading.of(Relation) if r.content)
    document = reading.document.id
    reading = reading.plus(Claim(claim_id(document, p), document, p, p[0].of(text), "event") for p in pieces)
    reading = reading.plus(ChainRules(LEXICON, theatre or Theatre()).annotate([reading])[0])
    return reading.plus(stage.annotate([reading])[0])


def printed(reading: Reading) -> list[tuple[str, ...]]:
    """Return the mentions of each body as printed, in order of the text."""
    return [tuple(m.span.of(reading.text) for m in b.mentions) for b in reading.of(Body)]


def the_one(reading: Reading, name: str) -> Body:
    [found] = [b for b in reading.of(Body) if b.name.of(reading.text) == name]
    return found


ONE_BODY_EACH = [
    (
        (
            "The Institute for the Study of War (ISW) said that two branches in Drelmoor had closed. ISW noted that staff "
            "had left. The think tank added that pay was late. The institute said that more branches would close."
        ),
        [("The Institute for the Study of War (ISW)", "ISW", "The think tank", "The institute")],
    ),
    (
        (
            "A spokesman for the Russian Defence Ministry said that the bridge had been repaired. The ministry reported "
            "that trains were running. The MoD said that water was back."
        ),
        [("A spokesman for the Russian Defence Ministry", "The ministry", "The MoD")],
    ),
    (
        (
            "The Harbour Workers Union of Drelmoor said that the cranes stood still. HWUD said that pay was late. The "
            "union added that talks had failed."
        ),
        [("The Harbour Workers Union of Drelmoor", "HWUD", "The union")],
    ),
    (
        (
            "Reuters reported that the clinic was shut, citing Ukraine's SBU. The SBU said that two doctors had been "
            "detained. Local residents said that there was no water. Several residents said that the shops were empty."
        ),
        [("Reuters",), ("Ukraine's SBU", "The SBU"), ("Local residents",), ("Several residents",)],
    ),
    (
        (
            "The Ministry of Education of Drelmoor said that lessons had begun. The Ministry of Health of Drelmoor said "
            "that wards were full. The education ministry said that books were missing."
        ),
        [("The Ministry of Education of Drelmoor", "The education ministry"), ("The Ministry of Health of Drelmoor",)],
    ),
    (
        ("OCHA said that wells were dry. UNHCR and OCHA said that tents had come. OCHA said that food was short."),
        [("OCHA", "OCHA"), ("UNHCR and OCHA",)],
    ),
    (
        "Interfax reported that the bank would open. Interfax-Ukraine reported that the bank would not open.",
        [("Interfax",), ("Interfax-Ukraine",)],
    ),
    (
        "Kherson Mayor Ivan Derevko said that the hospital had no power. Derevko said that the pumps had stopped.",
        [("Kherson Mayor Ivan Derevko", "Derevko")],
    ),
    (
        (
            "The National Resistance Center said that forms were handed out. The Security Service of Ukraine said that a "
            "clerk was detained. The Center said that the forms were false."
        ),
        [("The National Resistance Center", "The Center"), ("The Security Service of Ukraine",)],
    ),
    (
        (
            "The Defense Ministry of Drelmoor said that the depot was safe. The Ministry of Defence of Drelmoor said that "
            "the road was open."
        ),
        [("The Defense Ministry of Drelmoor", "The Ministry of Defence of Drelmoor")],
    ),
    (
        "ISW said that the clinic had lost its staff. The think tank said that two doctors had left.",
        [("ISW", "The think tank")],
    ),
    (
        (
            "The Centre for Harbour Studies said that three schools were shut. The institute said that teachers had left. "
            "The centre added that water had failed."
        ),
        [("The Centre for Harbour Studies", "The institute", "The centre")],
    ),
    (
        (
            "Kyiv Independent reported that the bank was shut. Ukrainska Pravda wrote that the school was shut. The "
            "newspaper said that three nurses had been detained."
        ),
        [("Kyiv Independent",), ("Ukrainska Pravda", "The newspaper")],
    ),
    (
        "RUSI and ISW said that the bank was shut. The institute said that the school was shut.",
        [("RUSI and ISW",), ("The institute",)],
    ),
    (
        (
            "A spokeswoman for the company, who asked not to be named, said that the mill had stopped. The company said "
            "that thirty workers had been dismissed."
        ),
        [("A spokeswoman for the company, who asked not to be named",), ("The company",)],
    ),
]


@pytest.mark.parametrize(("text", "bodies"), ONE_BODY_EACH)
def test_one_record_for_each_body_with_all_its_forms(text: str, bodies: list[tuple[str, ...]]) -> None:
    assert printed(identified(text)) == bodies


def test_a_pronoun_belongs_to_the_body_that_the_chain_points_to() -> None:
    text = "The Drelmoor Water Board said that two wells were dry. It said that tankers would come."
    reading = identified(text)
    board = the_one(reading, "The Drelmoor Water Board")
    assert board.kind == "organisation"
    assert all(m.span.of(text) in ("The Drelmoor Water Board", "It") for m in board.mentions)
    assert len(reading.of(Body)) == 1


def test_the_fullest_printed_name_and_the_entry_of_the_register() -> None:
    text = ONE_BODY_EACH[1][0]
    [body] = identified(text).of(Body)
    assert body.name.of(text) == "the Russian Defence Ministry"
    assert (body.entry, body.kind, body.role, body.readings, body.proposed) == (
        "reg:ru-mod", "organisation", "ministry", (), None,
    )  # fmt: skip
    assert next(m.rule for m in body.mentions) == "name"


def test_an_acronym_that_the_text_spells_out_elsewhere_has_that_name() -> None:
    text = (
        "Workers of the Sound Harbour Board (SHB) met on Monday in Drelmoor. SHB said that two cranes were broken. "
        "SHB added that a third was old."
    )
    [body] = identified(text).of(Body)
    assert body.name.of(text) == "Sound Harbour Board"
    assert {m.span.of(text) for m in body.mentions} == {"SHB"}


def test_an_ambiguous_acronym_keeps_its_readings_until_something_says_who_is_meant() -> None:
    text = (
        "The MoD said that the depot was hit. Ukraine's Defence Ministry said that the school was shut. "
        "The MoD said that pupils were moved."
    )
    reading = identified(text)
    first, second = reading.of(Body)
    assert (first.entry, [r.entry for r in first.readings]) == (None, ["reg:ua-mod", "reg:ru-mod", "reg:gb-mod"])
    assert first.note is not None
    assert [m.span.of(text) for m in first.mentions] == ["The MoD"]
    assert second.entry == "reg:ua-mod"
    assert [m.span.of(text) for m in second.mentions] == ["Ukraine's Defence Ministry", "The MoD"]


def test_two_full_names_leave_an_acronym_open() -> None:
    text = (
        "The Ukrainian Defence Ministry said that the school was shut. The Russian Defence Ministry said that it was "
        "open. The MoD said that pupils were moved."
    )
    open_one = the_one(identified(text), "The MoD")
    assert open_one.entry is None
    assert {"reg:ua-mod", "reg:ru-mod"} <= {r.entry for r in open_one.readings}


def test_a_wrong_acronym_is_kept_as_printed_with_a_proposal_and_its_reason() -> None:
    text = "The Ukrainian military intelligence service GRU reports that a handbook was printed in Drelmoor."
    [body] = identified(text).of(Body)
    assert body.name.of(text) == "The Ukrainian military intelligence service GRU"
    assert body.entry is None
    assert body.proposed is not None
    assert body.proposed.entry == "reg:hur"
    assert {"reg:gru", "reg:hur"} == {r.entry for r in body.readings}
    assert body.note is not None
    assert "GRU" in body.note


def test_the_seed_text_has_its_institute_and_a_proposal_for_the_service(shared: Path) -> None:
    text = (shared / "seed" / "article.txt").read_text(encoding="utf-8")
    reading = identified(text)
    assert the_one(reading, "the US think tank Institute for the Study of War").entry == "reg:isw"
    service = the_one(reading, "The Ukrainian military intelligence service GRU")
    assert (service.entry, service.proposed and service.proposed.entry) == (None, "reg:hur")
    assert service.source is None


def test_a_person_with_an_office_is_one_body_under_name_and_surname() -> None:
    text = (
        "Head of the Luhansk Regional Military Administration Serhii Vorsky said that two villages had no power. "
        "Vorsky said that pumps had stopped."
    )
    [body] = identified(text).of(Body)
    assert body.kind == "person"
    assert [m.span.of(text) for m in body.mentions][1] == "Vorsky"


def test_a_channel_is_an_account_even_where_its_name_looks_like_that_of_a_person() -> None:
    text = "The Telegram channel Drelmoor Live wrote that shops were empty. The channel added that the market was open."
    [body] = identified(text).of(Body)
    assert body.kind == "account"
    assert len(body.mentions) == 2


def test_officials_of_a_registered_group_are_a_group_role() -> None:
    text = "Russian-installed officials said that passports were issued. Hospital staff said that they were not."
    first, second = identified(text).of(Body)
    assert (first.entry, first.kind, first.named) == ("reg:occ-officials", "group_role", False)
    assert (second.entry, second.kind) == (None, "group_role")


def test_without_a_register_the_forms_still_come_together() -> None:
    text, bodies = ONE_BODY_EACH[0]
    reading = identified(text, stage=IdentifyRules())
    assert printed(reading) == bodies
    assert [b.entry for b in reading.of(Body)] == [None]


def test_a_source_of_the_theatre_is_named_and_leaves_nothing_open() -> None:
    militia = Source("src:mod", "Drelmoor Militia", role="military", aliases=("the MoD",))
    theatre = Theatre("sound", "Sound", sources=(militia,))
    [body] = identified("The MoD said that the depot was hit.", theatre=theatre).of(Body)
    assert (body.source, body.readings) == ("src:mod", ())


def test_who_speaks_of_themselves_is_no_body() -> None:
    assert not identified("We said that the harbour was closed.").of(Body)


SENTENCES = [
    "The Institute for the Study of War said that two branches had closed.",
    "ISW noted that staff had left.",
    "The institute said that more branches would close.",
    "It added that the roads were blocked.",
    "The Russian Defence Ministry said that the bridge had been repaired.",
    "The Ukrainian Defence Ministry said that the bridge was down.",
    "A spokesman for the ministry said that trains were running.",
    "The MoD said that water was back.",
    "The Ukrainian military intelligence service GRU reports that a handbook was printed.",
    "According to the GRU, nobody was hurt.",
    "Reuters, citing the Red Cross, reported that parcels had come.",
    "Several residents said that the shops were empty.",
    "Residents said that there was no gas.",
    "Mayor Ivan Derevko said that the pumps had stopped.",
    "He said that generators were on the way.",
    "Derevko told the Kyiv Independent that the school was shut.",
    "“There is no bread,” said a baker, who asked not to be named.",
    "Officials at the Kherson Regional Military Administration said that two streets were closed.",
    "The administration, which cited the police, said that looting had stopped.",
    "This was reported by TASS, citing the occupation administration.",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=12))
def test_no_mention_is_in_two_bodies_and_every_name_in_a_chain_has_one(sentences: list[str]) -> None:
    reading = identified(" ".join(sentences))
    bodies = reading.of(Body)
    spans = [m.span for b in bodies for m in b.mentions]
    assert len(spans) == len(set(spans))
    assert len({b.id for b in bodies}) == len(bodies)
    assert [b.mentions[0].span for b in bodies] == sorted(b.mentions[0].span for b in bodies)
    hops = {link.span for a in reading.of(Attribution) for link in a.links if link.span is not None}
    unsaid = {span.of(reading.text).casefold() for span in hops - set(spans)}
    assert unsaid <= {"he", "it", "who", "which", "they", "this", "that"}
    entries = [b.entry for b in bodies if b.entry]
    assert len(entries) == len(set(entries))
    for body in bodies:
        others = [m.span for b in bodies if b is not body for m in b.mentions]
        assert body.name not in others


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="The ISWMoD said.,“”\n(Kremlin)itwho", max_size=200))
def test_any_text_is_read(text: str) -> None:
    if text.strip():
        identified(text)


def test_two_spellings_of_a_name_have_the_same_telling_words() -> None:
    assert sorted(telling("the Ministry of Defense")) == sorted(telling("Defence Ministry's"))
    assert telling("a spokesman for the Board of Trade") == ["board", "trade"]


def test_a_body_keeps_its_own_rules() -> None:
    first, second = Span(0, 3), Span(9, 12)
    good = dict(document="doc_1", name=first, kind="organisation", role="official")  # noqa: C408

    def body(mentions: tuple[Span, ...], **more: object) -> Body:
        start = mentions[0] if mentions else first
        return Body(
            id=body_id("doc_1", start), mentions=tuple(BodyMention(s, "name") for s in mentions), **good, **more
        )  # type: ignore[arg-type]

    assert body((first, second)).mentions[1].span == second
    with pytest.raises(InvalidRecord, match="sorted"):
        body((second, first))
    with pytest.raises(InvalidRecord, match="at least one"):
        body(())
    with pytest.raises(InvalidRecord, match="no entry"):
        body((first,), entry="reg:x", readings=(NameReading("X", "reg:x"), NameReading("Y")))
    with pytest.raises(InvalidRecord, match="says why"):
        body((first,), proposed=NameReading("X"))
    with pytest.raises(InvalidRecord, match="does not digest"):
        Body("bdy_x", "doc_1", first, (BodyMention(first, "name"),), "organisation", "official")


def test_a_short_name_that_is_resolved_later_joins_the_body_of_its_entry() -> None:
    text = (
        "The MoD said that water was back. The Russian Defence Ministry said that the bridge had been repaired. "
        "The MoD said that water was back."
    )
    found = [body.entry for body in assembly.read(text).of(Body)]
    assert found == [None, "reg:ru-mod"]

"""What a careful editor asks of a page: who "they" are, whole names once, every place named, and nothing vague first."""

from dataclasses import replace
from typing import Any

import pytest

from reportedly.brief import Material, Options, compile_brief, lint, quoting, voices
from reportedly.brief.facts import Facts
from reportedly.records import Attribution, Event, Geolocation, Link, Span
from tests.unit.brief.invented import _PLACES, THEATRE, Report, event, material, origin

WITH_BEFORE = [
    ("en", "The gate crews are holding the lorries back.", "They are refusing to unload flour for the town"),
    ("en", "Nurses from the ward wrote to the mayor.", "They have had no pay since the spring"),
    ("en", "The keeper of the mill lives beside the weir.", "He opened the sluice for the neighbours"),
    ("en", "A teacher was taken to the barracks.", "She was held there for nine days"),
    ("en", "The fitters left their depot on Monday.", "They took the only crane with them"),
    ("uk", "Водії автобусів чекають у депо.", "Вони не отримали платні за серпень"),
    ("uk", "Лікар виїхав із містечка.", "Він залишив ключі сусідам"),
    ("uk", "Учителька відмовилася підписати папір.", "Вона втратила роботу наступного дня"),
    ("uk", "Комунальники зібралися біля насосної.", "Вони просять привезти насос"),
    ("ru", "Водители автобусов ждут в депо.", "Они не получили зарплату за август"),
    ("ru", "Врач уехал из городка.", "Он оставил ключи соседям"),
    ("ru", "Учительница отказалась подписать бумагу.", "Она потеряла работу на следующий день"),
    ("de", "Die Fahrer warten im Depot.", "Sie haben seit August keinen Lohn bekommen"),
    ("de", "Der Arzt hat die Stadt verlassen.", "Er ließ den Schlüssel bei den Nachbarn"),
]
ALONE = [
    ("en", "They wrote to the mayor again.", "They have had no pay since the spring"),
    ("en", "This was the second time in a week.", "They have had no pay since the spring"),
    ("en", "Too late.", "They have had no pay since the spring"),
    ("en", "The works “are idle.", "They have had no pay since the spring"),
    ("en", "The gate crews are holding the lorries back.", "It was raining in the whole of the valley"),
    ("en", "The gate crews are holding the lorries back.", "Flour for the town is not being unloaded"),
    ("en", "Among other things, they asked for a pump.", "They have had no pay since the spring"),
    ("uk", "Їх чекали біля насосної ще вчора.", "Вони просять привезти насос"),
    ("ru", "Это случилось у насосной ещё вчера.", "Они просят привезти насос"),
    ("de", "Das war am Montag im Depot.", "Sie haben seit August keinen Lohn bekommen"),
]


def happened(claim: str, who: str, place: str = "Brannic", category: str = "GUO.C02", status: Any = "named") -> Event:
    """An event of one claim and one origin in a town of the invented coast."""
    told_by = (origin(who, claim, status=status),)
    return event(claim, category=category, origins=told_by, place=_PLACES[place].id, place_name=place)


def quoted(report: Report, claim: str) -> str:
    facts = Facts(material([report], []), language=report.language if report.language == "uk" else "en")
    return quoting.printed_of(facts.by_id[claim])


@pytest.mark.parametrize(("language", "before", "own"), WITH_BEFORE)
def test_who_they_are_is_quoted_with_them(language: str, before: str, own: str) -> None:
    report = Report(f"{before} {own}. More is not known.", language=language)
    report.claim(before.rstrip("."))
    assert quoted(report, report.claim(own)) == f"{before} {own}"


@pytest.mark.parametrize(("language", "before", "own"), ALONE)
def test_a_sentence_before_that_says_no_more_is_not_quoted(language: str, before: str, own: str) -> None:
    report = Report(f"{before} {own}. More is not known.", language=language)
    report.claim(before.rstrip("."))
    assert quoted(report, report.claim(own)) == own


def test_a_sentence_before_that_no_claim_tells_or_another_source_says_is_not_quoted() -> None:
    """It may have been withheld, and the frame would lay it to the wrong speaker."""
    before, own = "The council hired new fitters.", "They have had no pay since the spring"
    untold = Report(f"{before} {own}.")
    assert quoted(untold, untold.claim(own)) == own
    other = Report(f"{before} {own}, the union said.")
    other.claim(before.rstrip("."))
    assert quoted(other, other.claim(own, root=other.link("the union"))) == own
    same = Report(f"{before} {own}, the union said.")
    same.claim(before.rstrip("."), root=same.link("the union"))
    assert quoted(same, same.claim(own, root=same.link("the union"))) == f"{before} {own}"
    denied = Report(f"{before} {own}.")
    denied.hedge(denied.claim(before.rstrip(".")), "The council", "DEN")
    assert quoted(denied, denied.claim(own)) == own


def test_another_paragraph_and_a_long_sentence_are_not_quoted() -> None:
    own = "They have had no pay since the spring"
    apart = Report(f"The council hired new fitters.\n\n{own}.")
    apart.claim("The council hired new fitters")
    assert quoted(apart, apart.claim(own)) == own
    words = "The council hired new fitters " + "and gave each of them a room by the river " * 8 + "in May"
    long = Report(f"{words}. {own}.")
    long.claim(words)
    assert quoted(long, long.claim(own)) == own


def chained(*contents: str, root: str = "several local papers", **more: Any) -> Material:
    """Statements that one text has from an institute, which has them from papers that it does not name."""
    text = ". ".join(contents)
    report = Report(f"{text}. This is said by the Sellin Institute, citing {root}.", publisher=None, published=None)
    hop = report.link("the Sellin Institute", "think_tank")
    last = report.link(root, more.get("role", "unnamed_plural"), named=more.get("role") is not None)
    status = "named" if more.get("role") else "unnamed_plural"
    claims = [report.claim(c, root=last, root_status=status, status="none", place="Brannic") for c in contents]
    for at, record in enumerate(report.records):
        if isinstance(record, Attribution):
            report.records[at] = replace(record, links=(hop, last))
    events = [happened(c, root, status=status) for c in claims]
    return material([report], events)


def told(pile: Material, **options: Any) -> list[str]:
    brief = compile_brief(pile, Options(**options))
    assert not brief.findings
    assert lint(brief, pile) == ()
    return list(dict.fromkeys(s.text for s in brief.statements))


WATER = ("Water is cut off in Brannic", "Bread has run out in the shops of the old town", "No bus has left the depot")


def test_a_chain_is_named_whole_once_and_shorter_from_then_on() -> None:
    first, *others = told(chained(*WATER))
    assert "citing the Sellin Institute, itself citing “several local papers”, not named:" in first
    assert len(others) == 2
    for text in others:
        assert "citing the same unnamed “local papers” through the Sellin Institute:" in text


def test_a_named_root_needs_no_sameness() -> None:
    _, *others = told(chained(*WATER, root="the water union", role="ngo"))
    assert others
    assert all("citing the water union through the Sellin Institute:" in text for text in others)


def test_a_chain_is_named_shorter_in_ukrainian_too() -> None:
    first, *others = told(chained(*WATER), language="uk")
    assert "яке, своєю чергою, посилається на" in first or "з подальшим посиланням на" in first
    assert others
    assert all("ті самі неназвані джерела («local papers» (англ.)) через джерело" in text for text in others)


def test_a_body_of_the_theatre_is_not_inflected_behind_a_preposition() -> None:
    pile = chained(*WATER)
    [reading] = pile.readings
    mission = [replace(r, links=(replace(r.links[0], source="src:mission"), r.links[1]))
               if isinstance(r, Attribution) else r for r in reading.records]  # fmt: skip
    pile = replace(pile, readings=(replace(reading, records=tuple(mission)),))
    _, *others = told(pile, language="uk")
    assert others
    assert all("через джерело (Northern Mission): " in text for text in others)
    assert all("through the Northern Mission: " in text for text in told(pile)[1:])


def test_two_places_of_a_text_may_mean_other_papers_by_the_same_words() -> None:
    pile = chained(*WATER)
    [reading] = pile.readings
    records = list(reading.records)
    at = [n for n, r in enumerate(records) if isinstance(r, Attribution)]
    for number in at:
        hop, last = records[number].links
        moved = replace(last, span=None, antecedent=hop.span if number == at[1] else last.span)
        records[number] = replace(records[number], links=(hop, moved))
    brief = compile_brief(replace(pile, readings=(replace(reading, records=tuple(records)),)), Options())
    assert sum("the same unnamed" in s.text for s in brief.statements) <= 1


def test_a_place_given_as_an_example_stands_at_the_head() -> None:
    report = Report("Power has failed in towns like Mollhaven. Water is cut off in Brannic.")
    sent = report.claim("Power has failed in towns like Mollhaven", category="GUO.C03", place="Mollhaven")
    cut = report.claim("Water is cut off in Brannic", status="none", place="Brannic")
    for at, record in enumerate(report.records):
        if isinstance(record, Geolocation) and record.claim == sent:
            report.records[at] = replace(record, example=True)
    events = [happened(sent, "Harbour Gazette", "Mollhaven", "GUO.C03"), happened(cut, "Harbour Gazette")]
    brief = compile_brief(material([report], events), Options())
    assert dict(brief.header.facts)["Places"] in ("Brannic and Mollhaven", "Mollhaven and Brannic")


def test_a_town_given_as_an_example_of_a_sensitive_act_is_no_finer_than_its_floor() -> None:
    report = Report("Clerks refuse to serve in towns like Tarn.")
    claim = report.claim("Clerks refuse to serve in towns like Tarn", category="GUO.B02", place="Tarn")
    report.records = [replace(r, example=True) if isinstance(r, Geolocation) else r for r in report.records]
    facts = Facts(material([report], []))
    assert facts.examples(facts.by_id[claim]) == []


def test_trouble_of_no_service_is_no_takeaway() -> None:
    report = Report("A lack of hands is causing difficulties around Brannic. " + ". ".join(WATER[:3]) + ".")
    vague = report.claim("A lack of hands is causing difficulties around Brannic", category="GUO.B02", status="partial",
                         sector="administration", place="Brannic")  # fmt: skip
    claims = [report.claim(c, status="none", place="Brannic") for c in WATER]
    events = [happened(c, f"Harbour Gazette {n}") for n, c in enumerate(claims)]
    events.append(happened(vague, "Harbour Gazette", category="GUO.B02"))
    brief = compile_brief(material([report], events), Options())
    assert len(brief.takeaways) >= 3
    assert not any("difficulties" in line.statement.text for line in brief.takeaways)
    assert any("difficulties" in s.text for s in brief.statements)


def test_in_it_needs_no_remark_behind_the_name_of_the_document_and_it_none_behind_its_speaker() -> None:
    report = Report("The crews printed a “guide for idle hands”. In it, clerks are told to lose the keys. "
                    "The works said it would mend the main by June.")  # fmt: skip
    guide = report.link("“guide for idle hands”", "document")
    inside = report.claim("In it, clerks are told to lose the keys", root=guide, place="Brannic")
    works = Link(report.span("The works"), "company", report.span("said"), named=True)
    plan = report.claim("it would mend the main by June", root=works, realis="planned", place="Brannic")
    events = [happened(inside, "guide for idle hands"), happened(plan, "Sellin water works")]
    brief = compile_brief(material([report], events), Options())
    lines = [line for section in brief.sections for line in section.lines]
    assert lines
    assert not any("stands before the quotation" in line.remark for line in lines)


def test_they_in_what_a_document_tells_are_others_than_the_document() -> None:
    report = Report("The crews printed a “guide for idle hands”. In the guide, they should lose the keys.")
    guide = report.link("“guide for idle hands”", "document")
    claim = report.claim("they should lose the keys", root=guide, place="Brannic")
    brief = compile_brief(material([report], [happened(claim, "guide for idle hands")]), Options())
    [line] = [line for section in brief.sections for line in section.lines]
    assert "who or what “they” is stands before the quotation" in line.remark


def test_a_body_that_publishes_a_denial_of_its_own_department_is_on_its_side() -> None:
    for publisher, side in (("Sellin water works", "controlling"), ("Harbour Gazette", None)):
        report = Report("The department denies that water is cut off in Brannic.", publisher=publisher)
        claim = report.claim("water is cut off in Brannic", root=report.link("The department"))
        facts = Facts(replace(material([report], []), theatre=THEATRE))
        assert voices.own_side(facts.by_id[claim], facts) == side


@pytest.mark.parametrize(("before", "head", "told_as"), [
    ("The school department of the port", "The head of the department, Ilma Torvey",
     "the head of the school department of the port, Ilma Torvey"),
    ("The Brannic water council", "The deputy head of the council", "the deputy head of the Brannic water council"),
    ("The head of the council", "The council", "the council"),
    ("The Brannic water council", "The head of the Sellin works, Ilma Torvey", "the head of the Sellin works, Ilma Torvey"),
    ("The mayor of Brannic", "The head of the department", "the head of the department"),
])  # fmt: skip
def test_whose_head_somebody_is_is_named_where_the_text_said_it_before(before: str, head: str, told_as: str) -> None:
    report = Report(
        f"{before} said wells were dry. {head}, said pipes had burst in Brannic.", publisher="Harbour Gazette"
    )
    report.claim("wells were dry", root=report.link(before))
    later = report.text.index(head, len(before))
    span = Span(later, later + len(head))
    claim = report.claim("pipes had burst in Brannic", root=Link(span, "official", report.span("said"), named=True))
    facts = Facts(material([report], []))
    assert voices.speaker(facts.by_id[claim], facts).name == told_as

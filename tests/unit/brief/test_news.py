"""Which quotations tell something, and what is told first. All texts are invented."""

import pytest

from reportedly.brief import Options, compile_brief, fragments, news
from reportedly.brief.model import Brief
from tests.unit.brief.invented import Report, event, material, origin


@pytest.mark.parametrize(
    "printed",
    [
        "The council asks residents not to send names through open channels",
        "The mayor urged all drivers to keep off the bridge",
        "Міська рада закликає мешканців не виходити з дому",
        "Администрация просит жителей запастись водой",
        "Der Rat bittet alle Bürger um Geduld",
        "The council has received no messages on water",
        "He did not give a reason for the delay",
        "Скільки людей отримали воду, не уточнили",
        "Информации о школе пока нет",
    ],
)
def test_appeals_and_words_that_nothing_is_known_are_no_matter(printed: str) -> None:
    assert news.asks(printed)


@pytest.mark.parametrize(
    "printed",
    [
        "Residents were asked for papers at the bridge",
        "The town has no water",
        "Вчителям наказали підписати договори",
        "Воду подают два раза в день",
    ],
)
def test_what_happened_to_people_is_the_matter(printed: str) -> None:
    assert not news.asks(printed)


@pytest.mark.parametrize(
    ("printed", "own"),
    [
        ("Our defenders hold the line", True),
        ("I hope the water comes back", True),
        ("Наші захисники тримають рубежі", True),
        ("Я не розумію, кому це потрібно", True),
        ("Мы вернёмся в школу", True),
        ("Вода є у всіх будинках", False),
        ("The US shipped flour", False),
        ("В школе нет света", False),
    ],
)
def test_a_writer_who_speaks_of_themselves_is_told_from_one_who_reports(printed: str, own: bool) -> None:
    assert news.personal(printed) is own


@pytest.mark.parametrize(
    ("printed", "language", "verb"),
    [
        ("Адреса та контактні номери лікарень у Тарнинській області", "uk", False),
        ("Тарнинского добровольческого отряда", "ru", False),
        ("Аптека не працює", "uk", True),
        ("Школа закрыта на ремонт", "ru", True),
        ("В городе нет воды", "ru", True),
        ("Flights to the coast", "en", True),
    ],
)
def test_lists_and_headings_have_no_verb(printed: str, language: str, verb: bool) -> None:
    assert fragments.has_verb(printed, language) is verb


def test_words_that_only_say_that_somebody_spoke_are_not_told() -> None:
    assert news.talk("They say next week, every week")
    assert not news.talk("The pumps say nothing")


def the_brief(*told: tuple[str, str], text: str = "") -> Brief:
    """A brief on one text: each quotation with its category is an event of one origin."""
    report = Report(text or " ".join(f"{words}." for words, _ in told))
    claims = [(report.claim(words, category=category), category) for words, category in told]
    events = [event(c, category=category, origins=(origin("Gazette", c),)) for c, category in claims]
    return compile_brief(material([report], events), Options())


def test_an_appeal_does_not_open_a_section() -> None:
    made = the_brief(
        ("The council asks residents not to send names", "GUO.D04"),
        ("Two newspapers in Tarn have stopped printing", "GUO.D04"),
    )
    assert "Two newspapers" in made.sections[0].lines[0].statement.text


def test_refusals_are_takeaways_without_a_number() -> None:
    made = the_brief(
        ("Crews from the coast were brought to the works", "GUO.B03"),
        ("Fitters in Tarn refuse to sign the contracts", "GUO.B02"),
        ("Large parts of the town refuse to deal with the new office", "GUO.J01"),
        ("The new office announced a plan for the park", "GUO.A01"),
        ("The bank opened in the square and closed again", "GUO.E01"),
    )
    told = " ".join(line.statement.text for line in made.takeaways)
    assert "refuse to sign" in told
    assert "refuse to deal" in told


def test_a_reason_in_the_same_sentence_is_quoted_with_what_it_is_given_for() -> None:
    report = Report("The office had to fly in doctors because local ones refuse to treat people in the valley.")
    brought = report.claim("The office had to fly in doctors", category="GUO.B03")
    refused = report.claim(
        "The office had to fly in doctors because local ones refuse to treat people in the valley", category="GUO.B02"
    )
    one = event(brought, refused, category="GUO.B03", origins=(origin("Gazette", brought, refused),))
    made = compile_brief(material([report], [one]), Options())
    assert "because local ones refuse to treat people in the valley" in made.statements[0].text


def test_a_reason_that_is_a_matter_of_its_own_is_quoted_too() -> None:
    report = Report("The bank failed to open its branches in the valley because clerks refused to work there.")
    shut = report.claim("The bank failed to open its branches in the valley", category="GUO.E01", status="not_opened")
    whole = "The bank failed to open its branches in the valley because clerks refused to work there"
    refused = report.claim(whole, category="GUO.B02")
    one = event(shut, refused, category="GUO.E01", origins=(origin("Gazette", shut, refused),))
    made = compile_brief(material([report], [one]), Options())
    assert "because clerks refused" in made.statements[0].text


def test_an_event_is_told_by_a_claim_of_its_own_matter() -> None:
    report = Report("The clinic in Tarn works only until noon. Schools in Tarn change their books.")
    clinic = report.claim("The clinic in Tarn works only until noon", category="GUO.C01")
    school = report.claim("Schools in Tarn change their books", category="GUO.D01")
    one = event(school, clinic, category="GUO.C01", origins=(origin("Gazette", school, clinic),))
    made = compile_brief(material([report], [one]), Options())
    assert "The clinic" in made.statements[0].text


def test_a_bare_mission_has_the_name_of_the_origin_that_the_text_gives() -> None:
    report = Report("The Northern Mission keeps a post in Tarn. Half of Tarn has no water, the mission reported.")
    link = report.link("the mission", role="intl_org")
    claim = report.claim("Half of Tarn has no water", root=link, status="partial")
    told = event(claim, origins=(origin("Northern Mission", claim, side="neutral_monitor"),))
    made = compile_brief(material([report], [told]), Options())
    assert "Northern Mission" in made.statements[0].text
    assert "the mission" not in made.statements[0].text


def test_every_note_is_referred_to_even_where_the_timeline_leaves_rows_out() -> None:
    reports, events = [], []
    for n in range(24):
        category, date = ("GUO.C02", "GUO.E01", "GUO.H01")[n % 3], f"2026-10-{n + 1:02}"
        thing = f"Shops {n}1, {n}2, {n}3, {n}4, {n}5 and {n}6 have closed"
        report = Report(f"{thing}. It failed on day {n} at last.", title=f"Store {n}", published=None)
        told = report.claim(thing, category=category)
        day = report.claim(f"It failed on day {n} at last", category=category, timing=(date, date, date, "stated"))
        reports.append(report)
        events.append(event(told, day, category=category, origins=(origin(f"Store {n}", told, day),)))
    made = compile_brief(material(reports, events), Options())
    used = {n for line in made.takeaways for n in line.statement.citations}
    used |= {n for s in made.sections for line in s.lines for n in line.statement.citations}
    used |= {n for m in (*made.timeline.moments, *made.timeline.undated) for n in m.numbers}
    assert {c.number for c in made.citations} == used


@pytest.mark.parametrize(
    ("language", "trouble", "happened"),
    [
        ("en", "A lack of hands causes difficulties here", "Nurses were brought to the valley from the coast"),
        ("uk", "Нестача рук створює проблеми по всій долині", "Медсестер привезли в долину з узбережжя"),
        ("ru", "Нехватка рук создаёт трудности по всей долине", "Медсестёр привезли в долину с побережья"),
        ("de", "Fehlende Hände bereiten im Tal Schwierigkeiten", "Pflegerinnen wurden von der Küste geholt"),
    ],
)
def test_trouble_of_no_service_that_is_named_comes_after_what_happened(
    language: str, trouble: str, happened: str
) -> None:
    report = Report(f"{trouble}. {happened}.", language=language)
    vague = report.claim(trouble, category="GUO.B01", status="partial", sector="administration")
    brought = report.claim(happened, category="GUO.B03", status="partial", sector="health")
    events = [
        event(c, category=category, origins=(origin("Gazette", c),))
        for c, category in ((vague, "GUO.B01"), (brought, "GUO.B03"))
    ]
    told = [line.statement.text for line in compile_brief(material([report], events), Options()).sections[0].lines]
    assert happened in told[0]
    assert trouble in told[1]

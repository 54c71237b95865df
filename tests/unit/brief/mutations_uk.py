"""Invented Ukrainian briefs in any number, and edits that harm them or do not: the counterpart of `mutations`."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from reportedly.brief.facts import Facts
from reportedly.brief.model import Material
from reportedly.codebook import load_default
from reportedly.naming import code_labels
from reportedly.records import BriefStatement, Contradiction, Source
from tests.unit.brief.invented import THEATRE, Report, event, material, origin
from tests.unit.brief.mutations import Change

OUTLETS = ("Бранницька хвиля", "Тарнський вісник", "Гінець узбережжя", "Північне дзеркало", "Голос рифу", "Маяк")
BODIES: tuple[tuple[str, str, str, str], ...] = (
    ("Сельлінський водоканал", "водоканал", "src:works", "controlling"),
    ("Бранницька міська рада", "міська рада", "src:council", "displaced"),
    ("Північна місія", "місія", "src:mission", "neutral_monitor"),
)
SOURCES = tuple(
    Source(key, name, role="official", side=side, affiliation_group=key)  # type: ignore[arg-type]
    for name, _, key, side in BODIES
)
TOWNS = {"Brannic": ("Бранник", "Бранніку"), "Tarn": ("Тарн", "Тарні")}
FACTS: tuple[tuple[str, str, str], ...] = (
    ("Насосна станція в {town} стоїть з {day} жовтня", "GUO.C02", "none"),
    ("Близько {n} будинків у {town} не мають води", "GUO.C02", "none"),
    ("{n} з {m} колонок у {town} знову працюють", "GUO.C02", "partial"),
    ("Світло в {town} дають на {n} вулицях {m} годин на тиждень", "GUO.C03", "partial"),
    ("{n} учителів у {town} відмовляються підписувати нові договори", "GUO.B02", ""),
    ("Щонайменше {n} медсестер у {town} не вийшли на роботу", "GUO.B02", ""),
    ("Жодного пакунка в {town} {day} жовтня не видали", "GUO.H01", "none"),
    ("Школа в {town} прийняла {n} учнів", "GUO.D01", "partial"),
)
PLANS = (
    ("Ремонт у {town} планують закінчити до {day} листопада", "GUO.C02"),
    ("Пункт видачі в {town} буде відкрито з {day} листопада", "GUO.H01"),
)
HEDGED = (
    ("{n} мешканців {town} нібито лишилися без газу", "нібито", "REP", "L4"),
    ("Більшість із {n} слюсарів у {town}, імовірно, лишилися вдома", "імовірно", "EPI", "L4"),
)
ENGLISH = (
    ("Water in {town} runs for {n} hours a week", "GUO.C02"),
    ("The pharmacy in {town} has been closed since {day} October", "GUO.H01"),
)


def invented_brief_material(seed: int) -> Material:
    """Return the material of one invented week told in Ukrainian; the same seed gives the same week."""
    draw = random.Random(seed)
    reports: list[Report] = []
    events: list[Any] = []
    for _ in range(draw.randint(4, 7)):
        made, found = _KINDS[draw.choice((*_KINDS, "plain", "retold"))](draw)
        reports += made
        events.append(found)
    made_ = material(reports, events, theatre=replace(THEATRE, name="Сельлінське узбережжя", sources=SOURCES))
    names = {f"sel:{town.lower()}": plain for town, (plain, _) in TOWNS.items()}
    return replace(made_, labels=code_labels(load_default(), "uk"), place_names=names, languages=("uk", "en"))


def _words(draw: random.Random, pattern: str, *, english: bool = False) -> tuple[str, str]:
    town = draw.choice(tuple(TOWNS))
    n, m = draw.sample(range(13, 89), 2)
    printed = town if english else TOWNS[town][1]
    return pattern.format(town=printed, n=n, m=m, day=draw.randint(10, 19)), town


def _report(draw: random.Random, text: str, outlet: str, language: str = "uk") -> Report:
    day = f"2026-10-{draw.randint(20, 26)}"
    return Report(text, publisher=outlet, title=f"Зведення {draw.randrange(10**9)}", published=day, language=language)


def _at(town: str) -> dict[str, str]:
    return {"place": f"sel:{town.lower()}", "place_name": town}


def _placed(report: Report, text: str, town: str, **more: Any) -> str:
    return report.claim(text, place=town, **more)


def _plain(draw: random.Random) -> tuple[list[Report], Any]:
    pattern, code, status = draw.choice(FACTS)
    text, town = _words(draw, pattern)
    name, _, _, side = draw.choice(BODIES)
    report = _report(draw, f"{text}. Оголошення висить у холі.", name)
    claim = _placed(report, text, town, category=code, **({"status": status} if status else {}))
    return [report], event(claim, category=code, origins=(origin(name, claim, side=side),), **_at(town))


def _retold(draw: random.Random) -> tuple[list[Report], Any]:
    pattern, code, status = draw.choice(FACTS)
    text, town = _words(draw, pattern)
    name, printed, source, side = draw.choice(BODIES)
    reports, claims = [], []
    for outlet in draw.sample(OUTLETS, draw.randint(1, 4)):
        report = _report(draw, f"{text}, повідомляє {printed}. Далі буде.", outlet)
        link = report.link(printed, "official", source=source)
        claims.append(_placed(report, text, town, category=code, root=link, **({"status": status} if status else {})))
        reports.append(report)
    return reports, event(*claims, category=code, origins=(origin(name, *claims, side=side),), **_at(town))


def _of_body(draw: random.Random, pattern: str, code: str, **more: Any) -> tuple[Report, str, str, tuple[Any, ...]]:
    text, town = _words(draw, pattern)
    name, printed, source, side = draw.choice(BODIES)
    report = _report(draw, f"{text}, повідомляє {printed}.", draw.choice(OUTLETS))
    link = report.link(printed, "official", source=source)
    claim = _placed(report, text, town, category=code, root=link, **more)
    return report, claim, town, (origin(name, claim, side=side),)


def _plan(draw: random.Random) -> tuple[list[Report], Any]:
    pattern, code = draw.choice(PLANS)
    report, claim, _, origins = _of_body(draw, pattern, code, realis="planned", kind="event")
    return [report], event(claim, category=code, origins=origins)


def _hedged(draw: random.Random) -> tuple[list[Report], Any]:
    pattern, cue, kind, level = draw.choice(HEDGED)
    report, claim, _, origins = _of_body(draw, pattern, "GUO.C02", level=level, status="none")
    report.hedge(claim, cue, kind)
    return [report], event(claim, category="GUO.C02", origins=origins)


def _hearsay(draw: random.Random) -> tuple[list[Report], Any]:
    pattern, code, status = draw.choice(FACTS)
    text, town = _words(draw, pattern)
    report = _report(draw, f"{text}, як кажуть люди.", draw.choice(OUTLETS))
    claim = _placed(
        report, text, town, category=code, root="none", level="L3", **({"status": status} if status else {})
    )
    return [report], event(claim, category=code)


def _disputed(draw: random.Random) -> tuple[list[Report], Any]:
    town = draw.choice(tuple(TOWNS))
    one, other = draw.sample(BODIES, 2)
    left_text = f"Світло є в усьому {TOWNS[town][1]}"
    right_text = f"Половина {TOWNS[town][1]} досі без світла"
    left_report = _report(draw, f"{left_text}, повідомляє {one[1]}.", draw.choice(OUTLETS))
    right_report = _report(draw, f"{right_text}. Просимо терпіння.", other[0])
    link = left_report.link(one[1], "official", source=one[2])
    more = {"category": "GUO.C03", "sector": "electricity"}
    left = _placed(left_report, left_text, town, root=link, status="full", **more)
    right = _placed(right_report, right_text, town, status="partial", **more)
    clash = (Contradiction("status", (left,), (right,), "electricity: full against partial"),)
    found = (origin(one[0], left, side=one[3]), origin(other[0], right, side=other[3]))
    made = event(left, right, category="GUO.C03", origins=found, contradictions=clash, **_at(town))
    return [left_report, right_report], made


def _english(draw: random.Random) -> tuple[list[Report], Any]:
    pattern, code = draw.choice(ENGLISH)
    text, town = _words(draw, pattern, english=True)
    name, _, _, side = draw.choice(BODIES)
    report = _report(draw, f"{text}. More later.", name, "en")
    claim = report.claim(text, category=code, place=town, status="partial")
    return [report], event(claim, category=code, origins=(origin(name, claim, side=side),))


_KINDS = {
    "plain": _plain, "retold": _retold, "plan": _plan, "hedged": _hedged, "hearsay": _hearsay, "disputed": _disputed,
    "english": _english,
}  # fmt: skip

_NEUTRAL = "повідомляє|повідомляють|пише|пишуть|каже|кажуть|оголошує"
_SIDES = "сторона фактичного контролю|витіснена сторона|спостерігач"
_LOADED = ("стверджує", "визнає", "твердить")


def harmful(one: BriefStatement, facts: Facts, draw: random.Random) -> Iterator[Change]:
    """Yield edits that make a sentence say what its claims do not."""
    text = one.text
    bodies = "|".join(b[0] for b in BODIES)
    for kind, changed in (
        ("number in a quotation", _first(r"(?<=[«\s])(\d+)(?=[^«]*»)", text, lambda m: str(int(m) + 7))),
        ("number added", text.removesuffix(".") + ", це зачепило 17 людей."),
        ("number in words added", text.removesuffix(".") + ", уже вп’ятеро більше ніж торік, каже сімнадцять людей."),
        ("word in a quotation", _first(r"«[^»]*?\b([а-яіїєґ]{5,})\b", text, lambda m: m[::-1])),
        ("negation taken out of a quotation", _first(r"«[^»]*?((?:не|Жодного|без) )(?=[^«]*»)", text, lambda _: "")),
        ("negation put into a quotation", _first(r"«[^»]*?\b(стоїть|мають|працюють|дають|прийняла|є)\b", text, lambda m: f"не {m}")),
        ("hedge taken out of a quotation", _first(r"(нібито |, імовірно,|Близько |Щонайменше )", text, lambda _: "")),
        ("quotation cut short", _first(r"«[^»]*( (?:з \d|на \d|до \d|без|не )[^»]*)»", text, lambda _: "")),
        ("said of another source", _other_body(text, draw)),
        ("unknown source", _first(rf"({bodies})", text, lambda _: "Гадрунський комітет допомоги")),
        ("a loaded verb", _first(rf"\b({_NEUTRAL})\b", text, lambda _: draw.choice(_LOADED))),
        ("confirmed", _first(rf"\b({_NEUTRAL})\b", text, lambda _: "підтверджує")),
        ("several sources", f"Кілька джерел повідомляють: {text[:1].lower()}{text[1:]}" if (one.origins or (0, 0))[0] < 2 else text),
        ("another place outside of the quotation", f"У Молгавені: {text[:1].lower()}{text[1:]}"),
        ("another day of the report", _first(r"(\d+)\u00a0жовтня", text, lambda m: str(int(m) - 9))),
        ("number of repeaters", _first(r"ще (\d+) вида", text, lambda m: str(int(m) + 3))),
        ("the retelling left out", _first(r"(, як передає [^:«;.]*?)(?=[.;,:])", text, lambda _: "")),
        ("the missing source left out", re.sub(r"; першоджерела не встановлено|, без зазначення джерела", "", text)),
        ("one account of a dispute left out", _first(r"(»\. [^«]*«[^»]*)»\. Розбіжність", text, lambda _: "")),
        ("the other side", _first(rf"\(({_SIDES})\)", text, lambda m: "витіснена сторона" if m != "витіснена сторона" else "спостерігач")),
        ("quotations of a dispute swapped", _swapped(text)),
        ("a label", f"Окупаційна влада: {text[:1].lower()}{text[1:]}"),
        ("a cause", text.removesuffix(".") + " через блокаду."),
        ("a legal conclusion", text.removesuffix(".") + ", що є незаконним."),
        ("a judgement", text.removesuffix(".") + ", і це, мабуть, правда."),
        ("a claim of its own", text.removesuffix(".") + "; лікарні району зачиняються."),
        ("a denial outside of the quotation", text.removesuffix(".") + ", хоча цього не було."),
        ("another event's quotation", _first(r"«([^»]{20,})»", text, lambda _: "Порт зачинений уже місяць")),
        ("an unmarked translation", _first(r"«([^»]*[a-z]{4}[^»]*)» \(англ\.\)", text, lambda _: "Вода тече більшу частину тижня")),
        ("the tag of a language left out", text.replace(" (англ.)", "")),
    ):  # fmt: skip
        if changed and changed != text:
            yield kind, replace(one, text=changed)
    if one.claims:
        yield "its claims taken away", replace(one, claims=(), citations=())
        yield "a paraphrase without its source", replace(one, text="Мости на півдні відбудували минулої весни.")
    plain = paraphrase(one, facts)
    for kind, changed in (
        ("a paraphrase with another number", _first(r"(\d+)", plain, lambda m: str(int(m) + 3))),
        ("a paraphrase with another number in words", _first(r"(\d+)(?= (?:будинк|колон|вулиц|учител|медсестер|мешкан|слюсар|учн))", plain, lambda _: "сто сорок")),
        ("a paraphrase without its about", _first(r"((?:близько|щонайменше) )", plain, lambda _: "")),
        ("a paraphrase with an about of its own", _first(r"що (\d+)", plain, lambda m: f"близько {m}")),
        ("a paraphrase with a denial put in", _first(r"\b(стоїть|працюють|дають|прийняла|планують|буде)\b", plain, lambda m: f"не {m}")),
        ("a paraphrase with the denial taken out", re.sub(r"\b(?:не (?=мають|вийшли|видали)|жодного )", "", plain)),
        ("a paraphrase without its hedge", _first(r"(нібито |, імовірно,)", plain, lambda _: "")),
        ("a paraphrase on another day", _first(r"(\d+) жовтня(?!.*\d жовтня)", plain, lambda m: str(int(m) - 9))),
        ("a paraphrase in another place", _first(r"(Тарні|Бранніку)", plain, lambda m: "Тарні" if m != "Тарні" else "Бранніку")),
        ("a plan told as done", _first(r"(планують закінчити|буде відкрито)", plain, lambda m: "закінчили" if m[0] == "п" else "відкрили")),
        ("a paraphrase of another's words", _first(rf"\A({bodies})", plain, lambda m: next(b[0] for b in BODIES if b[0] != m))),
    ):  # fmt: skip
        if changed != plain:
            yield kind, replace(one, text=changed)


def harmless(one: BriefStatement, draw: random.Random) -> Iterator[Change]:
    """Yield edits that leave what a sentence says as it is."""
    text = one.text
    pairs = {"повідомляє": "пише", "пише": "повідомляє", "повідомляють": "пишуть", "пишуть": "повідомляють"}
    changed = _first(r"\b(повідомляє|пише|повідомляють|пишуть)\b(?=[ :.;,])", text, lambda m: pairs[m])
    if changed != text:
        yield "another neutral verb", replace(one, text=changed)
    yield "white space", replace(one, text=text.replace(", ", ",  ", 1).replace(" — ", "  —  ", 1))
    yield "a note on the margin", replace(one, note=one.note + "; переглянуто двічі")


def paraphrase(one: BriefStatement, facts: Facts) -> str:
    """Return a sentence in its claim's own words without marks, where it rests on one body's word."""
    fact = facts.by_id.get(one.claims[0]) if one.claims else None
    if fact is None or fact.foreign or fact.root_status == "none" or one.origin or "не усунуто" in one.text:
        return ""
    if any(p.precision != "settlement" for p in facts.places(fact)):
        return ""  # its place may not be told as finely as its own words do
    own, outlet = fact.claim.proposition.removesuffix("."), fact.reading.document.publisher or ""
    told = f"{own[:1].lower()}{own[1:]}"
    if fact.root_status == "author":
        return f"{outlet} повідомляє, що {told}."
    name = next(n for n, _, source, _ in BODIES if source == fact.links[-1].source)
    return f"{name} повідомляє, як передає {outlet}, що {told}."


def _first(pattern: str, text: str, change: Any) -> str:
    match = re.search(pattern, text)
    if match is None:
        return text
    at = match.span(1)
    return text[: at[0]] + change(match.group(1)) + text[at[1] :]


def _other_body(text: str, draw: random.Random) -> str:
    names = [b[0] for b in BODIES]
    held = [n for n in names if n.casefold() in text.casefold()]
    free = [n for n in names if n not in held]
    if not held or not free:
        return text
    return re.sub(re.escape(held[0]), draw.choice(free), text, count=1, flags=re.IGNORECASE)


def _swapped(text: str) -> str:
    found = re.findall(r"«[^»]{15,}»", text)
    if len(found) != 2 or "не усунуто" not in text:
        return text
    return text.replace(found[0], "\0").replace(found[1], found[0]).replace("\0", found[1])

"""Invented briefs in any number, and edits that harm them or do not, each with its kind.

Everything is drawn from a seed: reports of outlets that quote bodies of three sides on services, staff and aid, with
numbers, hedges, plans, hearsay, retellings, disputes and texts in other languages.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from reportedly.brief.facts import Facts
from reportedly.brief.model import Brief, Material
from reportedly.records import BriefStatement, Theatre
from tests.unit.brief.invented import THEATRE, Report, event, material, origin

OUTLETS = ("Harbour Gazette", "Strait Courier", "Tern Wire", "Northern Mirror", "Quay Dispatch", "Reef Herald")
BODIES: tuple[tuple[str, str, str, str], ...] = (
    ("Sellin water works", "the water works", "src:works", "controlling"),
    ("Brannic council in exile", "the council in exile", "src:council", "displaced"),
    ("Northern Mission", "the mission", "src:mission", "neutral_monitor"),
)
TOWNS = ("Brannic", "Tarn")
FACTS: tuple[tuple[str, str, str], ...] = (
    ("The pumping station in {town} has stood still since {day} October", "GUO.C02", "none"),
    ("About {n} households in {town} have no running water", "GUO.C02", "none"),
    ("{n} of {m} street wells in {town} are working again", "GUO.C02", "partial"),
    ("Power reaches {n} streets of {town} for {m} hours a day", "GUO.C03", "partial"),
    ("{n} teachers in {town} refuse to sign the new contracts", "GUO.B02", ""),
    ("At least {n} nurses in {town} did not come to work", "GUO.B02", ""),
    ("No parcels were handed out in {town} on {day} October", "GUO.H01", "none"),
    ("The school in {town} opened with {n} pupils", "GUO.D01", "partial"),
)
PLANS = (
    ("The repair in {town} is planned to end by {day} November", "GUO.C02"),
    ("The office in {town} will be open from {day} November", "GUO.H01"),
)
HEDGED = (
    ("{n} residents of {town} have reportedly been without gas", "reportedly", "REP", "L4"),
    ("Most of the {n} fitters in {town} have apparently stayed at home", "apparently", "EVI", "L4"),
)
RUSSIAN = (
    ("Вода в {town} подаётся {n} часов в день", "GUO.C02"),
    ("Аптека в {town} закрыта с {day} октября", "GUO.H01"),
)


def invented_brief_material(seed: int) -> Material:
    """Return the material of one invented week; the same seed gives the same week."""
    draw = random.Random(seed)
    reports: list[Report] = []
    events: list[Any] = []
    for _ in range(draw.randint(4, 7)):
        kind = draw.choice(("plain", "plain", "retold", "retold", "plan", "hedged", "hearsay", "disputed", "russian"))
        made, found = _KINDS[kind](draw)
        reports += made
        events.append(found)
    theatre: Theatre = THEATRE
    return material(reports, events, theatre=theatre)


def _words(draw: random.Random, pattern: str) -> tuple[str, str]:
    town = draw.choice(TOWNS)
    n, m = draw.sample(range(13, 89), 2)
    return pattern.format(town=town, n=n, m=m, day=draw.randint(10, 19)), town


def _day(draw: random.Random) -> str:
    return f"2026-10-{draw.randint(20, 26)}"


def _title(draw: random.Random) -> str:
    """Return a title that no other report of the week has: what tells two documents apart."""
    return f"Bulletin {draw.randrange(10**9)}"


def _plain(draw: random.Random) -> tuple[list[Report], Any]:
    pattern, code, status = draw.choice(FACTS)
    text, town = _words(draw, pattern)
    name, _, _, side = draw.choice(BODIES)
    report = Report(f"{text}. The notice hangs in the hall.", publisher=name, title=_title(draw), published=_day(draw))
    more = {"status": status} if status else {}
    claim = report.claim(text, category=code, place=town, **more)
    return [report], event(claim, category=code, origins=(origin(name, claim, side=side),), place=f"sel:{town.lower()}",
                           place_name=town)  # fmt: skip


def _retold(draw: random.Random) -> tuple[list[Report], Any]:
    pattern, code, status = draw.choice(FACTS)
    text, town = _words(draw, pattern)
    name, printed, source, side = draw.choice(BODIES)
    more = {"status": status} if status else {}
    reports, claims = [], []
    for outlet in draw.sample(OUTLETS, draw.randint(1, 4)):
        report = Report(
            f"{text}, {printed} said. More follows.", publisher=outlet, title=_title(draw), published=_day(draw)
        )
        link = report.link(printed, "official", source=source)
        claims.append(report.claim(text, category=code, place=town, root=link, **more))
        reports.append(report)
    found = (origin(name, *claims, side=side),)
    return reports, event(*claims, category=code, origins=found, place=f"sel:{town.lower()}", place_name=town)


def _plan(draw: random.Random) -> tuple[list[Report], Any]:
    pattern, code = draw.choice(PLANS)
    text, town = _words(draw, pattern)
    name, printed, source, side = draw.choice(BODIES)
    report = Report(
        f"{text}, {printed} said.", publisher=draw.choice(OUTLETS), title=_title(draw), published=_day(draw)
    )
    link = report.link(printed, "official", source=source)
    claim = report.claim(text, category=code, place=town, root=link, realis="planned", kind="event")
    return [report], event(claim, category=code, origins=(origin(name, claim, side=side),))


def _hedged(draw: random.Random) -> tuple[list[Report], Any]:
    pattern, cue, kind, level = draw.choice(HEDGED)
    text, town = _words(draw, pattern)
    name, printed, source, side = draw.choice(BODIES)
    report = Report(
        f"{text}, {printed} said.", publisher=draw.choice(OUTLETS), title=_title(draw), published=_day(draw)
    )
    link = report.link(printed, "official", source=source)
    claim = report.claim(text, category="GUO.C02", place=town, root=link, level=level, status="none")
    report.hedge(claim, cue, kind)
    return [report], event(claim, category="GUO.C02", origins=(origin(name, claim, side=side),))


def _hearsay(draw: random.Random) -> tuple[list[Report], Any]:
    pattern, code, status = draw.choice(FACTS)
    text, town = _words(draw, pattern)
    report = Report(
        f"{text}, according to reports.", publisher=draw.choice(OUTLETS), title=_title(draw), published=_day(draw)
    )
    more = {"status": status} if status else {}
    claim = report.claim(text, category=code, place=town, root="none", level="L3", **more)
    return [report], event(claim, category=code)


def _disputed(draw: random.Random) -> tuple[list[Report], Any]:
    from reportedly.records import Contradiction

    town = draw.choice(TOWNS)
    one, other = draw.sample(BODIES, 2)
    left_text = f"Electricity is back in all of {town}"
    right_text = f"Half of {town} is still without electricity"
    left_report = Report(
        f"{left_text}, {one[1]} said.", publisher=draw.choice(OUTLETS), title=_title(draw), published=_day(draw)
    )
    right_report = Report(
        f"{right_text}. We ask for patience.", publisher=other[0], title=_title(draw), published=_day(draw)
    )
    link = left_report.link(one[1], "official", source=one[2])
    left = left_report.claim(left_text, category="GUO.C03", place=town, root=link, status="full", sector="electricity")
    right = right_report.claim(right_text, category="GUO.C03", place=town, status="partial", sector="electricity")
    clash = (Contradiction("status", (left,), (right,), "electricity: full against partial"),)
    found = (origin(one[0], left, side=one[3]), origin(other[0], right, side=other[3]))
    return [left_report, right_report], event(
        left,
        right,
        category="GUO.C03",
        origins=found,
        contradictions=clash,
        place=f"sel:{town.lower()}",
        place_name=town,
    )


def _russian(draw: random.Random) -> tuple[list[Report], Any]:
    pattern, code = draw.choice(RUSSIAN)
    text, town = _words(draw, pattern)
    name, _, _, side = draw.choice(BODIES)
    report = Report(
        f"{text}. Подробности позже.", publisher=name, title=_title(draw), published=_day(draw), language="ru"
    )
    claim = report.claim(text, category=code, place=town, status="partial")
    return [report], event(claim, category=code, origins=(origin(name, claim, side=side),))


_KINDS = {
    "plain": _plain, "retold": _retold, "plan": _plan, "hedged": _hedged, "hearsay": _hearsay, "disputed": _disputed,
    "russian": _russian,
}  # fmt: skip


Change = tuple[str, BriefStatement]
"""The kind of an edit, and the sentence with it."""

_VERBS = (" said", " wrote", " reported", " announced")
_FOREIGN = "Water flows again for most of the day"


def harmful(one: BriefStatement, facts: Facts, draw: random.Random) -> Iterator[Change]:
    """Yield edits that make a sentence say what its claims do not."""
    text = one.text
    for kind, changed in (
        ("number in a quotation", _first(r"(?<=[“\s])(\d+)(?=[^“]*”)", text, lambda m: str(int(m) + 7))),
        ("number of repeaters", _first(r"\b(one|two|three) other publishers? repeats? it", text, _more)),
        ("number added", text.replace(".", ", and 17 people are affected.", 1) if text.count(".") == 1 else text),
        ("word in a quotation", _first(r"“[^”]*?\b([a-z]{5,})\b", text, lambda m: m[::-1])),
        ("negation taken out of a quotation", _first(r"(?<=[“\s])(No |not |no |without )(?=[^“]*”)", text, lambda _: "")),
        ("negation put into a quotation", _first(r"“[^”]*?\b(is|are|have|has|opened|reaches)\b", text, lambda m: f"{m} not")),
        ("hedge taken out of a quotation", _first(r"\b(reportedly |apparently |About |At least )", text, lambda _: "")),
        ("quotation cut short", _first(r"“[^”]*( (?:since|by|on|for|from|without) [^”]*)”", text, lambda _: "")),
        ("said of another source", _other_body(text, facts, draw)),
        ("unknown source", _first(rf"({'|'.join(b[0] for b in BODIES)})", text, lambda _: "Hadrun Relief Board")),
        ("a loaded verb", _first(r"( said| wrote| reported| announced)\b", text, lambda _: draw.choice((" claimed", " admitted", " alleged")))),
        ("confirmed", _first(r"( said| wrote| reported| announced)\b", text, lambda _: " confirmed")),
        ("several sources", f"Several sources reported: {text[:1].lower()}{text[1:]}" if (one.origins or (0, 0))[0] < 2 else text),
        ("another place outside of the quotation", f"In Mollhaven, {text[:1].lower()}{text[1:]}"),
        ("another day of the report", _first(r"on (\d+)\u00a0October", text, lambda m: str(int(m) - 9))),
        ("the retelling left out", _first(r"(, as carried by [^:“;.]*?)(?=[.;,:]| that)", text, lambda _: "")),
        ("the missing source left out", re.sub(r"; no (?:origin could be identified|source is named)|An unsourced report in|, naming no source", "", text)),
        ("one account of a dispute left out", _first(r"(; [^;“]*“[^”]*”; the two have not been reconciled)", text, lambda _: "")),
        ("the other side", _first(r"\((controlling side|displaced side|monitor)\)", text, lambda m: "displaced side" if m != "displaced side" else "controlling side")),
        ("quotations of a dispute swapped", _swapped(text)),
        ("a label", _first(r"(the |The )", text, lambda m: f"{m}puppet ")),
        ("a cause", text.removesuffix(".") + " because of the blockade."),
        ("a legal conclusion", text.removesuffix(".") + ", which is unlawful."),
        ("a judgement", text.removesuffix(".") + ", which is probably true."),
        ("a claim of its own", text.removesuffix(".") + "; hospitals in the district are closing."),
        ("another event's quotation", _first(r"“([^”]{20,})”", text, lambda _: "The harbour has been closed for a month")),
        ("an unmarked translation", _first(r"“([^”]*[а-я]{4}[^”]*)” \(rus\.\)", text, lambda _: _FOREIGN)),
        ("the tag of a language left out", text.replace(" (rus.)", "")),
    ):  # fmt: skip
        if changed and changed != text:
            yield kind, replace(one, text=changed)
    if one.claims:
        yield "its claims taken away", replace(one, claims=(), citations=())
        yield "a paraphrase without its source", replace(one, text="Bridges in the south were rebuilt last spring.")
    plain = paraphrase(one, facts)
    for kind, changed in (
        ("a paraphrase with another number", _first(r"(\d+)", plain, lambda m: str(int(m) + 3))),
        ("a paraphrase without its about", _first(r"((?:about|at least) )", plain, lambda _: "")),
        ("a paraphrase with a denial put in", _first(r"\b(has stood|are working|reaches|opened|is planned|will be)\b", plain, lambda m: f"not {m}")),
        ("a paraphrase with the denial taken out", _first(r"\b((?:no (?=running|parcels)|did not (?=come)))", plain, lambda _: "")),
        ("a paraphrase without its hedge", _first(r"(reportedly |apparently )", plain, lambda _: "")),
        ("a paraphrase on another day", _first(r"(\d+) October(?!.*\d October)", plain, lambda m: str(int(m) - 9))),
        ("a paraphrase in another place", _first(r"that .*(Tarn|Brannic)", plain, lambda m: "Tarn" if m != "Tarn" else "Brannic")),
        ("a plan told as done", _first(r"(is planned to end|will be open)", plain, lambda m: "ended" if m[0] == "i" else "was opened")),
        ("a paraphrase of another's words", _first(rf"\A({'|'.join(b[0] for b in BODIES)})", plain, lambda m: next(b[0] for b in BODIES if b[0] != m))),
    ):  # fmt: skip
        if changed != plain:
            yield kind, replace(one, text=changed)


def harmless(one: BriefStatement, draw: random.Random) -> Iterator[Change]:
    """Yield edits that leave what a sentence says as it is."""
    text = one.text
    others = list(_VERBS[:3])
    changed = _first(
        r"( said| wrote| reported)(?=[ :.;,]| on)", text, lambda m: draw.choice([v for v in others if v != m])
    )
    if changed != text:
        yield "another neutral verb", replace(one, text=changed)
    yield "white space", replace(one, text=text.replace(", ", ",  ", 1).replace(" on ", " on  ", 1))
    yield "a note on the margin", replace(one, note=one.note + "; looked at twice")


def paraphrase(one: BriefStatement, facts: Facts) -> str:
    """Return a sentence in its claim's own words without marks, where it rests on one body's word."""
    fact = facts.by_id.get(one.claims[0]) if one.claims else None
    if fact is None or fact.foreign or fact.root_status == "none" or one.origin or "reconciled" in one.text:
        return ""
    if any(p.precision != "settlement" for p in facts.places(fact)):
        return ""  # its place may not be told as finely as its own words do
    own, outlet = fact.claim.proposition.removesuffix("."), fact.reading.document.publisher or ""
    told = f"{own[:1].lower()}{own[1:]}"
    if fact.root_status == "author":
        return f"{outlet} reported that {told}."
    name = next(n for n, _, source, _ in BODIES if source == fact.links[-1].source)
    return f"{name} said, as carried by {outlet}, that {told}."


def _first(pattern: str, text: str, change: Any) -> str:
    match = re.search(pattern, text)
    if match is None:
        return text
    at = match.span(1)
    return text[: at[0]] + change(match.group(1)) + text[at[1] :]


def _more(word: str) -> str:
    return {"one": "two", "two": "five", "three": "seven"}[word]


def _other_body(text: str, facts: Facts, draw: random.Random) -> str:
    names = [b[0] for b in BODIES]
    held = [n for n in names if n.casefold() in text.casefold()]
    free = [n for n in names if n not in held]
    if not held or not free:
        return text
    return re.sub(re.escape(held[0]), draw.choice(free), text, count=1, flags=re.IGNORECASE)


def _swapped(text: str) -> str:
    found = re.findall(r"“[^”]*”", text)
    if len(found) != 2 or "reconciled" not in text:
        return text
    return text.replace(found[0], "\0").replace(found[1], found[0]).replace("\0", found[1])


def with_sentence(brief: Brief, old: BriefStatement, new: BriefStatement) -> Brief:
    """Return the brief with one sentence changed, in its section and among the takeaways alike."""
    sections = tuple(
        replace(s, lines=tuple(replace(x, statement=new) if x.statement == old else x for x in s.lines))
        for s in brief.sections
    )
    taken = tuple(
        replace(x, statement=replace(x.statement, text=new.text)) if x.statement.order == old.order else x
        for x in brief.takeaways
    )
    return replace(brief, sections=sections, takeaways=taken)

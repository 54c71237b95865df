"""Invented reports in Ukrainian, Russian, German and English on one invented coast; nothing in them exists."""

from dataclasses import replace
from typing import Any

from reportedly.brief import Material
from reportedly.codebook import load_default
from reportedly.naming import code_labels
from reportedly.records import Contradiction, Interval, Source, Theatre
from tests.unit.brief.invented import THEATRE, Report, cell, event, material, origin

PLACES = {"sel:brannic": "Бранник", "sel:tarn": "Тарн", "sel:upper": "Верхній район"}
LABELS = code_labels(load_default(), "uk")
SOURCES = (
    Source("src:works", "Сельлінський водоканал", role="company", side="controlling", affiliation_group="ca"),
    Source("src:rada", "Бранницька міська рада", role="official", side="displaced", affiliation_group="da"),
)
COAST: Theatre = replace(THEATRE, name="Сельлінське узбережжя", sources=SOURCES)


def _reports() -> dict[str, Report]:
    return {
        "khvylia": Report(
            "У Бранніку з 18 жовтня немає води, повідомила міська рада. Насос на станції згорів, за словами голови водоканалу. "
            "Мешканці кажуть, що крамниці зачинені.",
            publisher="Бранницька хвиля", title="Бранник без води", published="2026-10-19", language="uk",
        ),
        "vestnik": Report(
            "Водоснабжение в Браннике восстановлено полностью. К 2 ноября будет отремонтирована насосная станция.",
            publisher="Сельлинский вестник", title="Вода вернулась", published="2026-10-20", language="ru",
        ),
        "mission": Report(
            "Observers found no running water at five addresses in Brannic on 21 October.",
            publisher="Northern Mission", title="Bulletin 8", published="2026-10-22",
        ),
        "blatt": Report(
            "In Brannic gibt es kein Wasser.", publisher="Küstenblatt", title="Kein Wasser", published="2026-10-23",
            language="de",
        ),
    }  # fmt: skip


def a_mixed_week(**more: Any) -> Material:
    """A week told in four languages: one event in all of them, a dispute, a plan, hearsay, a printed name with a case."""
    at = _reports()
    khvylia, vestnik, mission, blatt = at["khvylia"], at["vestnik"], at["mission"], at["blatt"]
    dry = khvylia.claim(
        "У Бранніку з 18 жовтня немає води", root=khvylia.link("міська рада", source="src:rada"), status="none",
        place="Brannic",
    )  # fmt: skip
    pump = khvylia.claim("Насос на станції згорів", root=khvylia.link("голови водоканалу"), place="Brannic")
    shops = khvylia.claim("крамниці зачинені", category="GUO.C05", root="none", level="L3")
    back = vestnik.claim("Водоснабжение в Браннике восстановлено полностью", status="full", place="Brannic")
    plan = vestnik.claim("К 2 ноября будет отремонтирована насосная станция", category="GUO.C03", realis="planned")
    seen = mission.claim(
        "Observers found no running water at five addresses in Brannic on 21 October", status="none", place="Brannic",
        timing=("2026-10-21", "2026-10-21", "2026-10-21", "stated"),
    )  # fmt: skip
    none = blatt.claim("In Brannic gibt es kein Wasser", status="none", place="Brannic")
    rada, works = "Бранницька міська рада", "Сельлинский вестник"
    dispute = Contradiction("status", (back,), (none,), "water: full against none")
    events = [
        event(seen, dry, none, origins=(
            origin("Northern Mission", seen, side="neutral_monitor"),
            origin(rada, dry, none, side="displaced"),
        ), place="sel:brannic", place_name="Brannic"),
        event(back, origins=(origin(works, back, side="controlling"),), place="sel:brannic", place_name="Brannic",
              contradictions=(dispute,)),
        event(pump, origins=(origin("name:голови водоканалу", pump),), place="sel:brannic", place_name="Brannic"),
        event(plan, category="GUO.C03", origins=(origin(works, plan, side="controlling"),)),
        event(shops, category="GUO.C05"),
    ]  # fmt: skip
    conflict = Interval(
        "2026-10-20", None, "conflict", (back, none), 2, 2, conflict=(("full", (back,)), ("none", (none,)))
    )
    ledger = (
        cell("Brannic", "water", "conflict", intervals=(conflict,), last_reported="2026-10-23"),
        cell("Tarn", "water", "unknown", stale=True, last_status="partial", last_reported="2026-09-02"),
        cell("Upper", "post", "partial", level="adm2"),
    )
    more.setdefault("theatre", COAST)
    made = material(list(at.values()), events, ledger=ledger, languages=("en", "uk", "ru", "de"), **more)
    return replace(made, labels=LABELS, place_names=PLACES)

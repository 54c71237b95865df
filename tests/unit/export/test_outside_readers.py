"""What is written for other programs is read back by those programs, where they are installed."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from reportedly.export.formats.entities import write_ftm
from reportedly.export.released import _Maker
from reportedly.export.rows import CLAIMS, EVENTS, STATUS
from reportedly.interfaces import Candidate
from tests.unit.brief.invented import a_week
from tests.unit.export.piles import prepared, released


def test_followthemoney_reads_every_entity_and_loses_no_value(tmp_path: Path) -> None:
    model = pytest.importorskip("followthemoney", reason="followthemoney is not installed").model
    [path] = write_ftm(released(a_week()), tmp_path)
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert lines
    by_id = {line["id"]: line["schema"] for line in lines}
    for line in lines:
        proxy = model.get_proxy(line)
        # A property that the schema does not have, or a value that its type refuses, is dropped by the reader.
        assert {n: sorted(proxy.get(n)) for n in line["properties"]} == {
            n: sorted(set(v)) for n, v in line["properties"].items()
        }
        for prop in proxy.iterprops():
            if prop.type.name == "entity":
                assert all(model.get(by_id[v]).is_a(prop.range) for v in proxy.get(prop))


def test_the_code_of_a_first_order_unit_is_that_of_the_gazetteer_or_none() -> None:
    entry = Candidate("sel:brannic", "Brannic", "settlement", "settlement", 1.0, 2.0, country="XX", admin1="08")
    rows = [r for table in (CLAIMS, EVENTS, STATUS) for r in table.rows(released(a_week(), known=lambda _: entry))]
    assert {r["adm1_code"] for r in rows if r["place_id"]} == {"sel:08"}
    bare = released(a_week(), known=lambda _: replace(entry, admin1=""))
    assert {r["adm1_code"] for table in (CLAIMS, EVENTS, STATUS) for r in table.rows(bare)} == {None}
    # GeoNames numbers units within a country.
    assert _Maker(prepared(a_week(), known=lambda _: entry))._adm1("geonames:1") == "geonames:XX.08"

"""One claim in four languages: whether each gets the codes of the gold, and whether all get the same.

    python -m benchmarks.languages [--data FILE] [--part tuning|held|all] [--faults LANGUAGE]

The rows of the file are single invented sentences in English, Ukrainian, Russian and German with the codes that all
four should get. A third of them (`held`) is kept from tuning.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reportedly.records import Claim, Coding, Reading, Span, StatusObservation

DATA = Path(__file__).parent / "invented" / "tuning_languages" / "languages.jsonl"
LANGUAGES = ("en", "uk", "ru", "de")
FIELDS = ("category", "domain", "sector", "state", "realis")

Codes = Mapping[str, str]


def main() -> None:
    """Print the figures, and the rows that one language gets wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--part", choices=("tuning", "held", "all"), default="all")
    parser.add_argument("--faults", choices=LANGUAGES)
    args = parser.parse_args()
    rows = [row for row in load(args.data) if args.part == "all" or row.get("held", False) == (args.part == "held")]
    found = coded(rows)
    print(json.dumps(figures(rows, found), indent=1))
    if args.faults:
        for row in rows:
            made, gold = found[args.faults, row["id"]], expected(row)
            wrong = [f"{name} {gold[name]} → {made[name]}" for name in FIELDS if made[name] != gold[name]]
            if wrong:
                print(row["id"], "; ".join(wrong), "|", row[args.faults])


def load(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def expected(row: Mapping[str, Any]) -> Codes:
    """Return the codes that a row should get."""
    short = str(row["category"]).rpartition(".")[2]
    return {
        "category": short,
        "domain": short[0],
        "sector": row["sector"] or "-",
        "state": row["status"] or "-",
        "realis": row["realis"],
    }


def coded(rows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], Codes]:
    """Return what the product makes of each sentence, by language and row; the sentence is given as one claim."""
    coder = _Coder()
    return {(tag, row["id"]): coder.codes(row[tag], tag) for row in rows for tag in LANGUAGES}


class _Coder:
    """The stages that code a claim, opened once."""

    def __init__(self) -> None:
        from reportedly import assembly
        from reportedly.stages.extract import ExtractRules
        from reportedly.stages.glossed.stages import ExtractLanguages
        from reportedly.stages.segment import SegmentRules

        stages = assembly.default_stages(places=_nowhere())
        self._segment = SegmentRules()
        self._english = next(s for s in stages if isinstance(s, ExtractRules))
        self._others = next(s for s in stages if isinstance(s, ExtractLanguages))
        self._after = [s for s in stages if {Coding, StatusObservation} & set(s.info.makes)]

    def codes(self, text: str, language: str) -> Codes:
        """Return the codes of a sentence."""
        from reportedly.ingest.passing import text_in_passing

        reading = Reading(text_in_passing(text, language))
        reading = reading.plus(self._segment.annotate([reading])[0])
        extract = self._english if language == "en" else self._others
        reading = reading.plus(extract.given(reading, [(Span(0, len(text)),)]))
        for stage in self._after:
            reading = reading.plus(stage.annotate([reading])[0])
        return _codes(reading)


def _nowhere() -> Any:
    from reportedly.gazetteer.nowhere import NoPlaces

    return NoPlaces()


def _codes(reading: Reading) -> Codes:
    [claim] = reading.of(Claim)
    coding = reading.first(Coding, claim.id)
    state = reading.first(StatusObservation, claim.id)
    short = coding.meant.rpartition(".")[2] if coding else "-"
    return {
        "category": short,
        "domain": short[:1],
        "sector": coding.sector[0] if coding and coding.sector else "-",
        "state": state.status if state else "-",
        "realis": claim.realis,
    }


def figures(rows: Sequence[Mapping[str, Any]], found: Mapping[tuple[str, str], Codes]) -> dict[str, Any]:
    """Return the share of right codes by language, and of pairs of languages that agree."""
    right: Counter[tuple[str, str]] = Counter()
    same: Counter[tuple[str, str]] = Counter()
    for row in rows:
        gold = expected(row)
        for tag in LANGUAGES:
            for name in FIELDS:
                right[tag, name] += found[tag, row["id"]][name] == gold[name]
        for name, pair in _pairs(row, found):
            same[name, "pairs"] += pair
        for name in FIELDS:
            same[name, "all"] += len({found[tag, row["id"]][name] for tag in LANGUAGES}) == 1
    count = len(rows)
    states = [row for row in rows if row["status"]]
    return {
        "rows": count,
        "right": {tag: {name: round(right[tag, name] / count, 3) for name in FIELDS} for tag in LANGUAGES},
        "state_where_told": {
            tag: round(sum(found[tag, r["id"]]["state"] == r["status"] for r in states) / max(1, len(states)), 3)
            for tag in LANGUAGES
        },
        "agreement_of_pairs": {name: round(same[name, "pairs"] / count / 6, 3) for name in FIELDS},
        "all_four_agree": {name: round(same[name, "all"] / count, 3) for name in FIELDS},
    }


def _pairs(row: Mapping[str, Any], found: Mapping[tuple[str, str], Codes]) -> Iterator[tuple[str, bool]]:
    for at, one in enumerate(LANGUAGES):
        for other in LANGUAGES[at + 1 :]:
            for name in FIELDS:
                yield name, found[one, row["id"]][name] == found[other, row["id"]][name]


if __name__ == "__main__":
    main()

"""Check passage files: print what is wrong with them, then the claims of each category."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

sys.path.append(str(Path(__file__).parent))

import texts

from reportedly.codebook import load_default
from reportedly.models.coding import CHOICES
from reportedly.records import values as v

_BOOK = load_default()
CODES = {c.id.rpartition(".")[2] for c in _BOOK.categories} | {r.id for r in _BOOK.routing}
ALLOWED = {"kind": get_args(v.ClaimKind), "realis": get_args(v.Realis), "polarity": get_args(v.Polarity)}
STATUS = (get_args(v.ServiceState), get_args(v.Change), _BOOK.cause, get_args(v.Access))


def problems(claim: texts.Marked) -> Iterator[str]:
    """Yield what is wrong with a claim."""
    values = [(code, CODES, "category") for code in (claim.category, *claim.secondary)]
    values += [(sector, _BOOK.sector_ids, "sector") for sector in claim.sector]
    values += [(claim.fields[name], allowed, name) for name, allowed in ALLOWED.items()]
    if claim.status is not None:
        state, change, causes, access = claim.status
        values += [(state, STATUS[0], "state"), (change, STATUS[1], "change"), (access, STATUS[3], "access")]
        values += [(cause, STATUS[2], "cause") for cause in causes]
        if not claim.sector:
            yield "status without sector"
    yield from (f"{what} {value!r}" for value, allowed, what in values if value not in allowed)


def main() -> int:
    """Read the options and check; return 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("passages", type=Path, nargs="+")
    seen: Counter[str] = Counter()
    count = wrong = 0
    for file in parser.parse_args().passages:
        for item in texts.passages(file):
            count += 1
            for claim in item.claims:
                seen[claim.category] += 1
                for problem in problems(claim):
                    wrong += 1
                    print(f"{item.id}: claim {claim.number}: {problem}")
    print(f"{count} passages, {sum(seen.values())} claims, {wrong} problems (heads: {', '.join(CHOICES)})")
    print(dict(sorted(seen.items())))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

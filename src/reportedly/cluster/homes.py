"""The home areas of outlets in a corpus, learnt once from its first documents and kept for all workers and runs."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from reportedly.cluster.passing import PassingEvidence
from reportedly.cluster.shards import Shard, plan, read
from reportedly.ingest import Mappings
from reportedly.interfaces import HomeArea
from reportedly.records import Document

NAME = "homes.json"

LEARN = 5000
"""Documents that home areas are learnt from; of a corpus with no more of them they are those of a project."""

Learn = Callable[[Iterable[Document]], Mapping[str, HomeArea]]


def homes_of(folder: Path, paths: Sequence[Path], learn: Learn, *, mappings: Mappings, now: str) -> dict[str, HomeArea]:
    """Return the home areas kept in a folder of partitions; where there are none, learn and keep them."""
    kept = folder / NAME
    if not kept.exists():
        learnt = learn(islice(_documents(paths, mappings, now), LEARN))
        folder.mkdir(parents=True, exist_ok=True)
        temporary = kept.with_name(f".{NAME}.tmp")
        temporary.write_text(json.dumps({name: _plain(area) for name, area in sorted(learnt.items())}), "utf-8")
        temporary.replace(kept)
    # Always as they were kept: numbers are the same in the first run and in those after it.
    return {name: _area(plain) for name, plain in json.loads(kept.read_text("utf-8")).items()}


def _documents(paths: Sequence[Path], mappings: Mappings, now: str) -> Iterator[Document]:
    seen: set[str] = set()
    for shard in plan(paths, known=set()):
        if isinstance(shard, Shard):
            evidence = PassingEvidence()
            for answer in read(shard, evidence, now=now, mappings=mappings):
                if isinstance(answer, Document) and answer.id not in seen:
                    seen.add(answer.id)
                    yield answer
            evidence.forget()


def _plain(area: HomeArea) -> dict[str, Any]:
    units = [[country, unit, share] for (country, unit), share in area.units.items()]
    return {"units": units, "countries": dict(area.countries), "points": [list(point) for point in area.points]}


def _area(plain: dict[str, Any]) -> HomeArea:
    units = {(country, unit): share for country, unit, share in plain["units"]}
    return HomeArea(units, plain["countries"], tuple((lat, lon, weight) for lat, lon, weight in plain["points"]))

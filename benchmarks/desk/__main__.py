"""Time the workbench on a made store: `python -m benchmarks.desk --documents 20000 --claims 100000 [--json]`."""

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from benchmarks.desk import store, texts
from reportedly.desk import ClaimRow, Desk, Filter, Viewer
from reportedly.desk.keeping import FILE
from reportedly.project import Project
from reportedly.records import Claim, ReviewDraft
from reportedly.records.review import ReviewKind
from reportedly.review.placing import quote_of

T = TypeVar("T")

AIM_MS = 100.0
"""What 95 of 100 questions, and a refresh after one decision, are to stay under."""
_WORDS = {
    "en": "water hospitals pump streets electricity failed".split(),  # noqa: SIM905
    "uk": "лікарні вода опалення насоси вулиць школах".split(),  # noqa: SIM905
    "ru": "больница школы свет ещё хлеба дорогу".split(),  # noqa: SIM905
    "de": "Krankenhaus Straße Schulen Wasser Busse Brücke".split(),  # noqa: SIM905
}
_CODES = ("GUO.C", "GUO.C01", "GUO.C02", "GUO.B02", "GUO.E01", "GUO.H01", "X03")


def a_filter(rng: Random) -> Filter:
    """Return a filter as somebody at a page may set it, one to four fields."""
    start = store.FIRST_DAY + timedelta(days=rng.randrange(store.DAYS))
    choices: dict[str, Any] = {
        "area": rng.choice(
            [store.unit(rng.randrange(store.UNITS)), store.district(rng.randrange(store.DISTRICTS)),
             store.settlement(rng.randrange(store.SETTLEMENTS)).id]
        ),
        "start": str(start),
        "codes": tuple(rng.sample(_CODES, rng.randint(1, 2))),
        "kinds": ("status", "event"),
        "sectors": ("water", "health"),
        "hedge": rng.choice(("L1", "L2", "L4")),
        "origins": rng.randint(1, 3),
        "side": rng.choice(("controlling", "displaced")),
        "review": rng.choice(("open", "accepted")),
        "language": rng.choice(texts.LANGUAGES),
        "flags": (rng.choice(("contradicted", "stale", "no_date", "place_inferred")),),
        "stage": "locate.rules",
        "text": rng.choice(_WORDS[rng.choice(texts.LANGUAGES)]),
    }  # fmt: skip
    picked = rng.sample(sorted(choices), rng.randint(1, 4))
    return Filter(**{name: choices[name] for name in picked})


def a_question(rng: Random) -> str:
    """Return words as somebody may search them: one to three, now and then a phrase or the beginning of one."""
    words = _WORDS[rng.choice(texts.LANGUAGES)]
    drawn = rng.random()
    if drawn < 0.1:
        return f'"{texts.person(rng.randrange(180))}"'
    if drawn < 0.2:
        return rng.choice(words)[:4] + "*"
    return " ".join(rng.sample(words, rng.choice((1, 1, 2))))


def questions(desk: Desk, viewer: Viewer) -> dict[str, Callable[[Random], Any]]:
    """Return every kind of question with how one of it is asked."""
    ids = [row.id for row in desk.claims(Filter(), viewer, limit=500).rows]
    orders = ("document", "event", "time", "impact")
    return {
        "claims": lambda rng: desk.claims(a_filter(rng), viewer, order=rng.choice(orders)),
        "claims, all": lambda rng: desk.claims(Filter(), viewer, offset=rng.randrange(50_000), order="impact"),
        "claim": lambda rng: desk.claim(rng.choice(ids), viewer),
        "facets": lambda rng: desk.facets(a_filter(rng), viewer),
        "events": lambda rng: desk.events(a_filter(rng), viewer),
        "documents": lambda rng: desk.documents(a_filter(rng), viewer),
        "search, claims": lambda rng: desk.search(a_question(rng), Filter(), viewer),
        "search, filtered": lambda rng: desk.search(a_question(rng), a_filter(rng), viewer),
        "search, passages": lambda rng: desk.search(a_question(rng), Filter(), viewer, kind="passages"),
        "points of claims": lambda rng: desk.points(a_filter(rng), viewer),
        "points, all": lambda _rng: desk.points(Filter(), viewer),
        "points of events": lambda rng: desk.points(a_filter(rng), viewer, of="events"),
        "areas": lambda rng: desk.areas(viewer, a_filter(rng)),
        "review groups": lambda rng: desk.groups(a_filter(rng), viewer),
        "reading": lambda rng: desk.reading(desk.claim(rng.choice(ids), viewer).document),
    }


class Times:
    """How long things took, by the clock and by the processor, in milliseconds."""

    def __init__(self) -> None:
        self._taken: list[tuple[float, float]] = []

    def add(self, ask: Callable[[], T]) -> T:
        """Ask, keep how long it took, and return the answer."""
        began, used = time.perf_counter(), time.thread_time()
        answer = ask()
        self._taken.append(((time.perf_counter() - began) * 1000, (time.thread_time() - used) * 1000))
        return answer

    def plain(self) -> dict[str, float]:
        """Return median, 95th percentile and maximum by the clock, and the 95th percentile by the processor."""
        clock, processor = (sorted(one) for one in zip(*self._taken, strict=True))
        late = min(len(clock) - 1, int(len(clock) * 0.95))
        found = (clock[len(clock) // 2], clock[late], clock[-1], processor[late])
        return dict(zip(("p50_ms", "p95_ms", "max_ms", "cpu_p95_ms"), (round(v, 1) for v in found), strict=True))


def timed(ask: Callable[[Random], Any], times: int, seed: int) -> dict[str, float]:
    """Return how long questions take, after one to warm up."""
    rng, found = Random(seed), Times()  # noqa: S311
    ask(rng)
    for _ in range(times):
        found.add(lambda: ask(rng))
    return found.plain()


def decided(project: Project, desk: Desk, times: int, seed: int) -> dict[str, dict[str, float]]:
    """Return how long a refresh after one decision takes, and the review queue after it; each is on another claim."""
    reviewer = Viewer("bench", "reviewer", exact=True)
    rng, pages = Random(seed), desk.claims(Filter(review="open"), reviewer, limit=5_000)  # noqa: S311
    refreshing, queue = Times(), Times()
    for row in rng.sample(pages.rows, min(times, len(pages.rows))):
        _decide(project, row, rng)
        changed = refreshing.add(desk.refresh)
        page = queue.add(lambda: desk.claims(Filter(), reviewer, order="impact"))
        assert changed.documents == {row.document}, changed
        assert page.rows
    return {"refresh after a decision": refreshing.plain(), "queue after a decision": queue.plain()}


def _decide(project: Project, row: ClaimRow, rng: Random) -> None:
    """Accept, edit or reject a claim."""
    reading = project.store.reading(row.document)
    claim = next(c for c in reading.of(Claim) if c.id == row.id)
    kind: ReviewKind = rng.choice(("accept", "edit", "reject"))
    edit = kind == "edit"
    draft = ReviewDraft(
        kind,
        (row.id,),
        "bench",
        "2032-01-02T00:00:00+00:00",
        "timed",
        field={"accept": "", "edit": "time", "reject": "duplicate"}[kind],
        before="{}" if edit else "",
        after=json.dumps({"time": "2031-05-01"}) if edit else "",
        quotes=(quote_of(reading, claim),),
    )
    project.store.add_review(draft)


def measure(folder: Path, times: int, seed: int) -> dict[str, Any]:
    """Return all figures of a made project; the file of its workbench is made anew."""
    for file in folder.glob("workbench*"):
        file.unlink()
    found: dict[str, Any] = {}
    with Project(folder, create=False) as project:
        for name in ("cold", "warm"):
            began, used = time.perf_counter(), time.process_time()
            desk = Desk.open(project)
            found[f"open_{name}_s"] = round(time.perf_counter() - began, 2)
            found[f"open_{name}_cpu_s"] = round(time.process_time() - used, 2)
            if name == "cold":
                desk.close()
        with desk:
            found["counts"] = vars_of(desk)
            found["file_mb"] = round((folder / FILE).stat().st_size / 1e6, 1)
            found["after_open_mb"] = memory_mb()
            began = time.perf_counter()
            desk.warm()
            found["word_lists_s"] = round(time.perf_counter() - began, 2)
            asked = {}
            for who, viewer in (("exact", Viewer("bench", "reviewer", True)), ("masked", Viewer("guest"))):
                for kind, ask in questions(desk, viewer).items():
                    asked[f"{kind} ({who})"] = timed(ask, times, seed)
            found["questions"] = asked
            began = time.perf_counter()
            desk.refresh()
            found["refresh_nothing_ms"] = round((time.perf_counter() - began) * 1000, 1)
            asked.update(decided(project, desk, min(times, 40), seed))
            found["memory_mb"] = memory_mb()
    return found


def vars_of(desk: Desk) -> dict[str, int]:
    """Return how much a desk holds as plain numbers."""
    counts = desk.counts()
    return {"documents": counts.documents, "claims": counts.claims, "events": counts.events}


def memory_mb() -> float:
    """Return the most memory that this process has held so far, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def report(found: dict[str, Any]) -> str:
    """Return the figures as lines of text."""
    lines = [f"{name:28} {value}" for name, value in found.items() if not isinstance(value, dict)]
    lines += [f"{name:28} {value}" for name, value in found["counts"].items()]
    lines.append(f"\n{'ms':36} {'p50':>8} {'p95':>8} {'max':>8} {'cpu p95':>8}")
    for kind, one in found["questions"].items():
        missed = "  over" if one["p95_ms"] > AIM_MS else ""
        figures = " ".join(f"{value:8}" for value in one.values())
        lines.append(f"{kind:36} {figures}{missed}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make a project (in a temporary folder, or the one given if it has none) and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desk", description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=60, help="questions of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="keep the project here, or use the one that is there")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.folder or Path(temporary) / "made"
        made_s = 0.0
        if not folder.exists() or not any(folder.iterdir()):
            began = time.perf_counter()
            store.write(folder, asked.documents, asked.claims, seed=asked.seed)
            made_s = round(time.perf_counter() - began, 1)
        found = {"store_made_s": made_s, **measure(folder, asked.times, asked.seed)}
    print(json.dumps(found) if asked.json else report(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())

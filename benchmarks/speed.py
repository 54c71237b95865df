"""Where the time of a run goes, and how far it is from what the machine and the libraries alone do.

    python -m benchmarks.speed --articles 40
    python -m benchmarks.speed --articles 40 --json

One project is made of invented articles of about 500 words in this process: read, coded, joined, briefed. Seconds are
those of the processor for an article of 500 words; each second counts under the innermost name. What is loaded once (a
run over two other articles) is told apart. Ratios compare things that are timed in the same call: 1 is as quick as the
other side, less is slower.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks import ingest_speed, speed_peers
from benchmarks.stopwatch import Stopwatch
from benchmarks.throughput import WORDS, invented
from reportedly import assembly, ingest, joining_work, releasing
from reportedly.interfaces import Stage, StageInfo
from reportedly.join import documents, update
from reportedly.project import BriefOptions, Project, Silent, Summary
from reportedly.records import Reading, Record
from reportedly.store import FileEvidence, SqlStore

STORAGE = "storage"
GROUPS = {
    "ingest": ("ingest",),
    "coding": ("coding", "encoder and heads"),
    "derivation": ("derivation",),
    "joining": ("joining",),
    "drift": ("drift",),
    "ledger": ("ledger",),
    "brief": ("brief", "claims.jsonl", "who holds a place"),
    STORAGE: (STORAGE, "reading back"),
}
"""The labels of the parts of a run; stages of coding have their own beside."""


class _Timed:
    """A stage whose calls are counted under its name."""

    def __init__(self, stage: Stage, watch: Stopwatch) -> None:
        self._stage, self._watch = stage, watch

    @property
    def info(self) -> StageInfo:
        """What the stage says of itself."""
        return self._stage.info

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return what the stage makes of the readings."""
        with self._watch.running(self.info.name):
            return self._stage.annotate(readings)


@contextmanager
def watched(watch: Stopwatch) -> Iterator[None]:
    """Count all parts of a run inside."""
    import onnxruntime

    made = assembly.default_stages
    places: list[tuple[object, str, str]] = [
        (Project, "ingest", "ingest"),
        (Project, "code", "coding"),
        (Project, "join", "joining"),
        (Project, "brief", "brief"),
        (ingest, "read_file", "ingest"),
        (onnxruntime.InferenceSession, "run", "encoder and heads"),
        (documents.Documents, "fill", "derivation"),
        (documents.Documents, "add", "derivation"),
        (update, "print_of", "derivation"),
        (update, "join", "joining"),
        (update, "dossier_of", "joining"),
        (joining_work, "update_drift", "drift"),
        (joining_work, "update_ledger", "ledger"),
        (assembly, "control_statements", "who holds a place"),
        (releasing.Pile, "briefs", "brief"),
        (releasing.Pile, "lines", "claims.jsonl"),
        *((SqlStore, name, STORAGE) for name in ("begin_run", "add_document", "save_many", "add_custody")),
        *((SqlStore, name, "reading back") for name in ("reading", "readings", "readings_of", "documents", "events")),
        *((FileEvidence, name, STORAGE) for name in ("keep", "keep_text", "flush")),
    ]
    with ExitStack() as stack:
        stack.enter_context(watch.watching(*places))
        stages = stack.enter_context(_attribute(assembly, "default_stages"))
        stages(lambda *given, **named: [_Timed(stage, watch) for stage in made(*given, **named)])
        yield


@contextmanager
def _attribute(owner: object, name: str) -> Iterator[Any]:
    before = getattr(owner, name)
    yield lambda value: setattr(owner, name, value)
    setattr(owner, name, before)


def run_once(articles: Sequence[str], folder: Path, watch: Stopwatch) -> Path:
    """Make a project of articles in a folder, all parts counted; return its database."""
    source, out = folder / "in", folder / "out"
    source.mkdir(parents=True)
    for number, article in enumerate(articles):
        (source / f"{number:05}.txt").write_text(article, "utf-8")
    summary, silent = Summary(), Silent()
    with watched(watch), watch.running("beside"), Project(out) as project:
        project.begin({"command": "run"})
        project.ingest([source], summary, silent, None)
        project.code(summary, silent, workers=1)
        project.join(summary, silent)
        project.brief(summary, silent, BriefOptions())
    return out / "reportedly.db"


def parts(seconds: dict[str, float], words: int) -> dict[str, dict[str, float]]:
    """Return the seconds for 500 words and the share of the total, by part and, in the order of cost, by label."""
    total, articles = sum(seconds.values()), words / WORDS
    named = {label for labels in GROUPS.values() for label in labels} | {"beside"}
    stages = {label: s for label, s in seconds.items() if label not in named}
    grouped = {group: sum(seconds.get(label, 0.0) for label in labels) for group, labels in GROUPS.items()}
    grouped["coding"] += sum(stages.values())
    grouped["beside"] = seconds.get("beside", 0.0)

    def column(values: dict[str, float]) -> dict[str, float]:
        return {name: s / articles for name, s in sorted(values.items(), key=lambda item: -item[1])}

    return {
        "parts_s": {**column(grouped), "all": total / articles},
        "parts_share": {name: s / total for name, s in grouped.items()},
        "labels_s": column(seconds),
    }


def measure(*, articles: int, pages: int, warc_mb: float) -> dict[str, Any]:
    """Return all figures of one call. `start_s` is what a run over two articles takes in a new process, unshared."""
    made = invented(articles + 2)
    with tempfile.TemporaryDirectory() as folder:
        start = process_time()
        run_once(made[:2], Path(folder, "first"), Stopwatch())
        start, watch, texts = process_time() - start, Stopwatch(), made[2:]
        database = run_once(texts, Path(folder, "second"), watch)
        words = sum(len(text.split()) for text in texts)
        storage = sum(watch.seconds.get(label, 0.0) for label in (STORAGE,))
        derivation = watch.seconds.get("derivation", 0.0)
        return {
            "articles": articles,
            "words": words,
            "start_s": start,
            **parts(watch.seconds, words),
            "ratios": {
                "encoder_to_int8": speed_peers.encoder(texts[:12]),
                "ingest_to_library": ingest_speed.pages_ratio(pages),
                "warc_to_library": ingest_speed.warc_ratio(int(warc_mb * ingest_speed.MB)),
                "copies_to_minhash": speed_peers.copies(texts, derivation),
                "storage_to_inserts": speed_peers.storage(database, storage),
            },
            "instead": speed_peers.instead(texts[:12]),
        }


def readable(found: dict[str, Any]) -> str:
    """Return the figures as a table for people."""
    lines = [f"{found['articles']} articles, {found['words']:,} words; loaded once: {found['start_s']:.2f} s", ""]
    lines += [f"{'part':<28}{'ms an article':>14}{'share':>8}"]
    whole = found["parts_s"]["all"]
    lines += [f"{name:<28}{s * 1000:>14.1f}{s / whole:>8.1%}" for name, s in found["parts_s"].items()]
    lines += ["", f"{'label':<28}{'ms an article':>14}{'share':>8}"]
    lines += [f"{name:<28}{s * 1000:>14.1f}{s / whole:>8.1%}" for name, s in found["labels_s"].items()]
    for title in ("ratios", "instead"):
        lines += ["", title]
        for name, value in found[title].items():
            said = value if isinstance(value, str) else ", ".join(_printed(k, v) for k, v in value.items())
            lines.append(f"  {name}: {said}")
    return "\n".join(lines)


def _printed(name: str, value: object) -> str:
    return f"{name} {value:.4g}" if isinstance(value, float) else f"{name} {value}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures as a table, or as one line of JSON."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=40, help="invented articles of about 500 words")
    parser.add_argument("--pages", type=int, default=60, help="web pages read beside the library alone")
    parser.add_argument("--warc-mb", type=float, default=6.0, help="size of the web archive in MB, unpacked")
    parser.add_argument("--json", action="store_true", help="one line of JSON in place of the table")
    chosen = parser.parse_args(arguments)
    found = measure(articles=chosen.articles, pages=chosen.pages, warc_mb=chosen.warc_mb)
    print(json.dumps(found, ensure_ascii=False) if chosen.json else readable(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What the parts of a run are held against: the machine, libraries, bare inserts, and what one might take instead."""

import re
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks.attribution_speed import Meter
from benchmarks.corpora import Question

Peer = dict[str, float] | str
"""Figures, or why there are none here."""

_TABLES = ("run", "document", "document_text", "outcome", "record")
_WORD = re.compile(r"\w+")
_PERMUTATIONS, _BANDS, _SHINGLE, _ALIKE = 128, 16, 5, 0.5


def encoder(texts: Sequence[str]) -> Peer:
    """Return the share of the machine's rate of 8-bit products at which the tagger reads, encoder and all round it."""
    meter = Meter()
    rows = [meter.measure(Question(str(n), text)) for n, text in enumerate(texts)]
    if not all(rows):
        return "no weights are installed"
    needed, cpu, done, taken = (
        sum(row[name] for row in rows) for name in ("needed", "cpu", "int8_operations", "int8_cpu")
    )
    words = sum(row["words"] for row in rows)
    return {"ratio": (needed / cpu) / (done / taken), "ms_per_500_words": 500_000 * cpu / words}


def copies(texts: Sequence[str], seconds: float) -> Peer:
    """Return the seconds of MinHash libraries alone (signatures, index, queries) over those of the derivation."""
    shingled = [_shingles(text) for text in texts]
    found: dict[str, float] = {}
    for name, alone in (("rensa", _rensa), ("datasketch", _datasketch)):
        try:
            library: Any = import_module(name)
        except ImportError:
            continue
        found[f"{name}_s"] = _best(partial(alone, library, shingled))
    if not found:
        return "no MinHash library is installed (pip install rensa datasketch)"
    return {"ratio": min(found.values()) / seconds, **found, "derivation_s": seconds}


def _shingles(text: str) -> list[str]:
    words = [word.lower() for word in _WORD.findall(text)]
    return [" ".join(words[i : i + _SHINGLE]) for i in range(len(words))]


def _rensa(library: Any, texts: Sequence[Sequence[str]]) -> None:
    index = library.RMinHashLSH(_ALIKE, _PERMUTATIONS, _BANDS)
    for number, shingles in enumerate(texts):
        made = library.RMinHash(_PERMUTATIONS, 1)
        made.update(shingles)
        index.query(made)
        index.insert(number, made)


def _datasketch(library: Any, texts: Sequence[Sequence[str]]) -> None:
    index = library.MinHashLSH(params=(_BANDS, _PERMUTATIONS // _BANDS), num_perm=_PERMUTATIONS)
    for number, shingles in enumerate(texts):
        made = library.MinHash(num_perm=_PERMUTATIONS, seed=1)
        made.update_batch([shingle.encode() for shingle in shingles])
        index.query(made)
        index.insert(number, made)


def storage(database: Path, seconds: float) -> Peer:
    """Return the seconds of bare inserts of the same rows, a transaction for each document, over those of the store."""
    with sqlite3.connect(database) as source:
        named = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
        schema = [sql for (sql,) in source.execute(named)]
        rows = {table: source.execute(f"SELECT * FROM {table}").fetchall() for table in _TABLES}  # noqa: S608
        key = {t: [c[1] for c in source.execute(f"PRAGMA table_info({t})")] for t in _TABLES}
    by_document: dict[str, list[tuple[str, tuple[Any, ...]]]] = {}
    for table in _TABLES[1:]:
        at = key[table].index("id" if table == "document" else "document")
        for row in rows[table]:
            by_document.setdefault(row[at], []).append((table, row))

    def bare() -> None:
        with tempfile.TemporaryDirectory() as folder:
            target = sqlite3.connect(Path(folder, "bare.db"), isolation_level=None)
            target.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; {'; '.join(schema)};")
            for group in (([("run", row) for row in rows["run"]]), *by_document.values()):
                target.execute("BEGIN IMMEDIATE")
                for table, row in group:
                    target.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)  # noqa: S608
                target.execute("COMMIT")
            target.close()

    taken = _best(bare)
    return {
        "ratio": taken / seconds,
        "inserts_s": taken,
        "store_s": seconds,
        "rows": float(sum(map(len, rows.values()))),
    }


def instead(texts: Sequence[str]) -> dict[str, Peer]:
    """Return what one might take in place of parts of the product, side by side where it runs here."""
    return {"encoder through torch": _torch(texts), "quotations by rules": _quotations(texts)}


def _torch(texts: Sequence[str]) -> Peer:
    """Return the time of an encoder of the same shape in torch, in float32 and on one thread."""
    try:
        torch: Any = import_module("torch")
    except ImportError:
        return "torch is not installed here"
    torch.set_num_threads(1)
    layer = torch.nn.TransformerEncoderLayer(384, 12, 1536, batch_first=True, activation="gelu")
    model = torch.nn.TransformerEncoder(layer, 6).eval()
    words = sum(len(text.split()) for text in texts)
    windows = max(1, round(1.32 * words / 254))

    def read() -> None:
        with torch.inference_mode():
            for _ in range(windows):
                model(torch.zeros(1, 254, 384))

    return {"ms_per_500_words": 500_000 * _best(read) / words}


def _quotations(texts: Sequence[str]) -> Peer:
    """Return the time of textacy's quotations, parser included, and how many texts it gives up on.

    It needs a parser of spaCy, which is a download of its own.
    """
    try:
        extract: Any = import_module("textacy.extract.triples")
        parser = import_module("en_core_web_sm").load()
    except ImportError as error:
        return f"{error.name} is not installed here"

    def is_read(text: str) -> bool:
        try:
            list(extract.direct_quotations(parser(text)))
        except ValueError:  # a mark that opens or closes nothing
            return False
        return True

    refused = sum(not is_read(text) for text in texts)
    words = sum(len(text.split()) for text in texts)
    taken = _best(lambda: [is_read(text) for text in texts])
    return {"ms_per_500_words": 500_000 * taken / words, "texts": float(len(texts)), "given_up": float(refused)}


def _best(work: Callable[[], object], times: int = 3) -> float:
    """Return the fewest seconds of the processor that the work took."""
    found = []
    for _ in range(times):
        start = process_time()
        work()
        found.append(process_time() - start)
    return min(found)

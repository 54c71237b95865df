"""Labels that ship without their texts, put beside the texts where these are there.

A row of labels has the id of a document, the `length` of the beginning of its text that was labelled and the `sha256`
of that beginning in UTF-8; all else is as in the format of the task, offsets only.
"""

import hashlib
import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from reportedly.errors import InvalidData

LABELS = Path(__file__).parent / "labels"


@cache
def joined(labels: Path, texts: Path) -> Path:
    """Return the path of a file, kept for this process, with a row for each row of labels and its text.

    Raises InvalidData if a text is missing or is not the one that was labelled.
    """
    known = {row["doc_id"]: row["text"] for row in _rows(texts)}
    lines = []
    for row in _rows(labels):
        text = known.get(row["doc_id"], "")[: row["length"]]
        if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            raise InvalidData(
                f"{texts}: the text of {row['doc_id']} is missing or not the one that {labels.name} was made on; "
                "give the data that the labels name"
            )
        lines.append(json.dumps({**row, "text": text}, ensure_ascii=False) + "\n")
    path = Path(tempfile.mkdtemp(dir=_folder().name)) / labels.name
    path.write_text("".join(lines), encoding="utf-8")
    return path


@cache
def _folder() -> "tempfile.TemporaryDirectory[str]":
    """Return the folder of the joined files; it goes with the process."""
    return tempfile.TemporaryDirectory(prefix="reportedly-labels-")


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]

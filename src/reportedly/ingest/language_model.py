"""The language detector, limited to likely languages; its tables are kept unpacked: unpacking takes half a second."""

import contextlib
import io
import zipfile
from array import array
from collections.abc import Sequence
from importlib.metadata import version

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from reportedly.kept import folder, written


def detector(languages: Sequence[str]) -> LanguageIdentifier:
    """Return a detector that chooses among languages (ISO 639-1) and gives probabilities."""
    path = folder(f"language-{version('py3langid')}") / f"{'-'.join(languages)}.npz"
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile):
        return _read(path.read_bytes())
    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages(list(languages))
    with contextlib.suppress(OSError, ValueError, TypeError, AttributeError):
        written(path, _packed(found))
    return found


def _packed(model: LanguageIdentifier) -> bytes:
    content = io.BytesIO()
    np.savez(
        content,
        ptc=model.nb_ptc,
        pc=model.nb_pc,
        classes=np.array(model.nb_classes),
        moves=np.asarray(model.tk_nextmove),
        rows=np.asarray(model.tk_row),
        output=np.asarray(model.tk_output),
    )
    return content.getvalue()


def _read(content: bytes) -> LanguageIdentifier:
    with np.load(io.BytesIO(content), allow_pickle=False) as data:
        return LanguageIdentifier(
            data["ptc"],
            data["pc"],
            data["classes"].tolist(),
            _array(data["moves"]),
            data["output"].tolist(),
            norm_probs=True,
            tk_row=_array(data["rows"]),
        )


def _array(values: np.ndarray) -> "array[int]":
    found = array({2: "H", 4: "I", 8: "L"}[values.dtype.itemsize])
    found.frombytes(values.tobytes())
    return found

"""The shipped tagger on texts that nobody writes: offsets hold, nothing raises, nothing is read twice."""

import itertools
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.errors import StageUnavailable
from reportedly.interfaces import Tagged
from reportedly.models import weights
from reportedly.models.reader import STRETCH, stretches
from reportedly.models.tagger import Tagger
from reportedly.records import Span

TAGGER = Tagger()
SENTENCE = (
    "The council of Drellin said on Tuesday that the hospital had lost power, according to a memo seen by Orvel Radio."
)


def whole(text: str) -> list[Tagged]:
    return TAGGER.find(text, [Span(0, len(text))] if text else [])


def sound(text: str, found: list[Tagged]) -> None:
    for relation in found:
        assert relation.cue
        assert relation.content
        spans = [*relation.source, *relation.cue, *relation.content]
        assert all(0 <= s.start < s.end <= len(text) for s in spans)
        assert all(s.of(text).strip() == s.of(text) for s in spans)
        assert not any(a.overlaps(b) for n, a in enumerate(spans) for b in spans[n + 1 :])
        assert 0 <= relation.score <= 1
        assert len(relation.span_scores) == len(spans)


def test_who_says_what_in_a_plain_sentence() -> None:
    (relation,) = whole("The council of Drellin said that the hospital had lost power.")
    text = "The council of Drellin said that the hospital had lost power."
    assert relation.source[0].of(text) == "The council of Drellin"
    assert relation.cue[0].of(text) == "said"
    assert "the hospital had lost power" in relation.content[0].of(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "…",
        "😀 😀😀 said 😀",
        SENTENCE.upper(),
        SENTENCE.replace(" ", "\u200b "),
        SENTENCE.replace("said", "said\u200f \u05d0\u05d1\u05d2"),
        SENTENCE + " \ud800 " + SENTENCE,
        '“She told us: ‘The mayor said “no”’, and left,” wrote the clerk. "It is over, he added.',
        '« Non », said the guide, „Nein“, said the other, and "No said a third.',
        SENTENCE.replace(".", "") * 40,
        "a" * 50_000,
        "said " * 3000,
        "e\u0301" * 200 + " said the clerk.",
    ],
)
def test_awkward_texts_keep_their_offsets(text: str) -> None:
    sound(text, whole(text))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from([*'aA .,\n"“”‘’«»:;-—0', " said ", " mayor ", "\u200b", "\u202e", "א", "😀", "\u0301"]),
        max_size=80,
    ).map("".join)
)
def test_any_mixture_of_marks_keeps_its_offsets(text: str) -> None:
    sound(text, whole(text))


def test_the_same_text_gives_the_same_numbers() -> None:
    assert whole(SENTENCE) == Tagger().find(SENTENCE, [Span(0, len(SENTENCE))])


def test_a_long_document_is_read_in_stretches_without_gap() -> None:
    sentences, at = [], 0
    for _ in range(2000):
        sentences.append(Span(at, at + len(SENTENCE)))
        at += len(SENTENCE) + 1
    cuts = stretches(" ".join([SENTENCE] * 2000), sentences)
    assert cuts[0][0] == 0
    assert all(a[1] == b[0] for a, b in itertools.pairwise(cuts))
    assert all(end - start <= STRETCH for start, end in cuts)


@pytest.mark.parametrize("words", [20_000, pytest.param(200_000, marks=pytest.mark.soak)])
def test_many_words_without_a_sentence_end_keep_their_offsets(words: int) -> None:
    clause = "the mayor said that the bridge was closed and "
    text = clause * (words // 9)
    assert len(text) > 2 * STRETCH
    found = TAGGER.find(text, [Span(0, len(text))])
    assert found[-1].cue[0].start > len(text) - 3 * len(clause)
    assert sum(r.cue[0].of(text) == "said" for r in found) > words // 90
    sound(text, found[:50] + found[-50:])


def test_damaged_weights_are_refused_with_the_way_out(tmp_path: Path) -> None:
    for path in weights.HOME.iterdir():
        shutil.copy(path, tmp_path / path.name)
    with (tmp_path / "attribution.npz").open("ab") as file:
        file.write(b"x")
    with pytest.raises(StageUnavailable, match=r"attribution\.npz is not the file .* install the package again"):
        Tagger(tmp_path).find(SENTENCE, [])
    (tmp_path / "encoder.onnx").unlink()
    weights.weights.cache_clear()
    with pytest.raises(StageUnavailable, match=r"encoder\.onnx is missing"):
        Tagger(tmp_path).find(SENTENCE, [])


def test_the_manifest_tells_data_licence_and_settings() -> None:
    manifest = json.loads((weights.HOME / weights.MANIFEST).read_text("utf-8"))
    assert {"version", "base", "corpora", "training", "figures", "calibration", "files"} <= set(manifest)
    assert all("licence" in corpus for corpus in manifest["corpora"])
    sizes = {name: entry["bytes"] for name, entry in manifest["files"].items()}
    assert sum(size for name, size in sizes.items() if not name.startswith(("places.", "coding"))) <= 25_000_000
    assert sum(sizes.values()) <= 40_000_000

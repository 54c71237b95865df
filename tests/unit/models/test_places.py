"""The shipped recogniser of place names: kinds in plain sentences, offsets that hold, one pass for all heads."""

import itertools
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.gazetteer.marks import COLUMNS
from reportedly.interfaces import NamedPlace
from reportedly.models.encoder import SHARED_OUTPUT, Encoder, SharedEncoder
from reportedly.models.heads import LABELS_OUTPUT
from reportedly.models.pieces import pieces_of
from reportedly.models.places import CLASSES, LABELS, PlaceTagger, decoded, neighbours
from reportedly.models.weights import weights
from reportedly.models.windows import windows
from reportedly.records import Span


class Nothing:
    """A gazetteer that knows no name."""

    def marks(self, text: str, words: Sequence[tuple[int, int]]) -> list[list[int]]:
        return [[0] * len(COLUMNS) for _ in words]


TAGGER = PlaceTagger(Nothing())


def named(text: str, tagger: PlaceTagger = TAGGER) -> list[NamedPlace]:
    return tagger.find(text, [Span(0, len(text))] if text else [])


def test_kinds_of_names_without_any_help_of_a_gazetteer() -> None:
    text = "Nurses were flown from Lindvik to the clinic in Drellin. Moscow denied it. Russian crews left. The Drellin County Council agreed."
    found = {n.span.of(text): n.kind for n in named(text)}
    assert found["Lindvik"] == "toponym"
    assert found["Drellin"] == "toponym"
    assert found["Moscow"] == "government"
    assert found["Russian"] == "demonym"
    assert found["Drellin County"] == "in_name"
    assert "Nurses" not in found


@pytest.mark.parametrize(
    "text",
    ["", " \n ", "…", "😀 in 😀", "IN DRELLIN", "in\u200b Drellin", "\u05d0\u05d1 in Drellin", "in Drellin \ud800 now"],
)
def test_odd_texts_keep_their_offsets(text: str) -> None:
    for found in named(text):
        assert found.span.of(text).strip() == found.span.of(text)
        assert 0 <= found.score <= 1


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="Drelin In.,\n“”-й😀", max_size=120))
def test_names_are_in_order_and_apart(text: str) -> None:
    found = named(text)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    assert all(n.kind in CLASSES for n in found)


def test_a_long_text_is_read_to_its_end() -> None:
    sentence = "The clinic in Drellin was shut on Tuesday and nobody said why. "
    text = sentence * 900
    sentences = [Span(n * len(sentence), (n + 1) * len(sentence) - 1) for n in range(900)]
    found = [n.span.start for n in TAGGER.find(text, sentences) if n.span.of(text) == "Drellin"]
    assert len(found) == 900


def test_what_another_tagger_has_read_is_not_read_again_and_gives_the_same() -> None:
    text = "Moscow-installed officials in Drellin said the clinic had closed."
    first, second = Encoder(weights(), remember=True), Encoder(weights())
    pieces = pieces_of(text, [Span(0, len(text))], first.tokenizer)
    [window] = windows(pieces)
    first.read(pieces, window, (LABELS_OUTPUT,))
    kept = first.shared(pieces, window)
    assert np.array_equal(kept, second.shared(pieces, window))
    first._session = first._lower = None  # a second pass would fail
    assert np.array_equal(kept, first.shared(pieces, window))


def test_short_windows_read_between_do_not_make_an_article_be_read_again() -> None:
    text = "The clinic in Drellin was shut on Tuesday."
    encoder = Encoder(weights(), remember=True)
    pieces = pieces_of(text, [Span(0, len(text))], encoder.tokenizer)
    [window] = windows(pieces)
    encoder.read(pieces, window, (LABELS_OUTPUT,))
    for number in range(200):  # what quotations quote
        short = pieces_of(f"pump {number} failed", [], encoder.tokenizer)
        encoder.read(short, windows(short)[0], (LABELS_OUTPUT,))
    encoder._lower = None  # reading it again would fail
    assert len(encoder.shared(pieces, window)) == len(pieces.ids) + 2


def test_what_is_kept_is_bounded_in_wordpieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.models.encoder._REMEMBERED", 30)
    encoder = Encoder(weights(), remember=True)
    for number in (*range(9), *range(9)):
        pieces = pieces_of(f"pump {number} failed", [], encoder.tokenizer)
        encoder.read(pieces, windows(pieces)[0], (LABELS_OUTPUT,))
    assert 24 < sum(map(len, encoder._kept.values())) == encoder._size <= 30


def test_one_encoder_serves_both_and_opens_once() -> None:
    shared = SharedEncoder(remember=True)
    tagger = PlaceTagger(Nothing(), encoder=shared)
    text = "The clinic in Drellin was shut."
    assert [n.span.of(text) for n in named(text, tagger)] == [n.span.of(text) for n in named(text)]
    assert shared.open is shared.open
    assert SHARED_OUTPUT == "shared"


def test_decoding_keeps_to_what_is_legal() -> None:
    text = "in New Drellin now"
    pieces = pieces_of(text, [], weights_tokenizer())
    scores = np.full((4, len(LABELS)), -5, dtype=np.float32)
    begin, inside, other = LABELS.index("B-toponym"), LABELS.index("I-toponym"), LABELS.index("I-demonym")
    scores[0, 0] = scores[3, 0] = 5
    scores[1, begin] = 5
    scores[2, other], scores[2, inside] = 6, 5
    [found] = decoded(pieces, scores, 100)
    assert (found.span, found.kind) == (Span(103, 114), "toponym")
    assert found.score > 0.9


def test_a_word_sees_the_evidence_of_its_neighbours() -> None:
    evidence = np.array([[1], [2], [3]], dtype=np.float32)
    assert neighbours(evidence).tolist() == [[0, 1, 2], [1, 2, 3], [2, 3, 0]]
    assert neighbours(np.zeros((0, 2), dtype=np.float32)).shape == (0, 6)


def weights_tokenizer():  # type: ignore[no-untyped-def]
    return SharedEncoder().open.tokenizer


def test_a_remembered_text_is_cut_once_and_no_other_text_gets_its_words() -> None:
    encoder, plain = Encoder(weights(), remember=True), Encoder(weights())
    texts = ["The clinic in Drellin was shut.", "The clinic in Lindvik was open.", "The clinic in Drellin was shut. "]
    for text in [*texts, *texts]:
        for sentences in ([], [Span(0, 10), Span(11, len(text))]):
            found, expected = encoder.pieces(text, sentences), plain.pieces(text, sentences)
            assert found.words == expected.words
            assert found.ids.tolist() == expected.ids.tolist()
            assert found.starts.tolist() == expected.starts.tolist()
    encoder.tokenizer = None  # a second cut would fail
    assert len(encoder.pieces(texts[0], [])) == 7

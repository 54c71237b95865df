"""Words, wordpieces and windows keep the offsets of the text, whatever it holds."""

from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reportedly.models.pieces import pieces_of, split, with_sentences
from reportedly.models.windows import windows
from reportedly.records import Span


@dataclass
class Encoded:
    ids: list[int]
    offsets: list[tuple[int, int]]


class Pairs:
    """A tokenizer that cuts every two code points and drops control characters and marks."""

    def encode(self, sequence: str, *, add_special_tokens: bool) -> Encoded:
        assert not add_special_tokens
        offsets = []
        for start in range(0, len(sequence), 2):
            for a, b in ((start, min(start + 2, len(sequence))),):
                if sequence[a:b].strip() and sequence[a].isprintable():
                    offsets.append((a, b))
        return Encoded([ord(sequence[a]) % 1000 for a, _ in offsets], offsets)


TEXTS = st.text(alphabet=st.sampled_from(list("ab Z9.,\n\"“”„«»'’-—\u200b\u200f\u0301\ud800😀אд")), max_size=400)


@given(TEXTS)
def test_words_are_spans_of_the_text_in_order_and_apart(text: str) -> None:
    pieces = pieces_of(text, [], Pairs())
    assert all(text[a:b].strip() for a, b in pieces.words)
    assert all(a[1] <= b[0] for a, b in zip(pieces.words, pieces.words[1:], strict=False))
    assert len(pieces.first) == len(pieces.words) + 1
    assert len(pieces.ids) == len(pieces.features) == pieces.first[-1]


@given(TEXTS, st.lists(st.integers(0, 400), max_size=8))
def test_words_cut_before_the_sentences_are_known_are_the_same(text: str, cuts: list[int]) -> None:
    sentences = [Span(a, b) for a, b in pairwise(sorted({0, *cuts, 401}))]
    apart = with_sentences(split(text, Pairs()), sentences)
    whole = pieces_of(text, sentences, Pairs())
    assert (apart.words, apart.ids.tolist(), apart.features.tolist()) == (
        whole.words,
        whole.ids.tolist(),
        whole.features.tolist(),
    )
    found = {sum(start < sentence.start for start, _ in whole.words) for sentence in sentences}
    assert apart.starts.tolist() == whole.starts.tolist() == sorted(({0} | found) - {len(whole)})


@given(TEXTS, st.lists(st.integers(0, 400), max_size=8), st.integers(2, 40), st.integers(0, 20))
def test_every_word_is_read_from_exactly_one_window(text: str, cuts: list[int], longest: int, overlap: int) -> None:
    bounds = sorted({0, *cuts, 401})
    sentences = [Span(a, b) for a, b in pairwise(bounds)]
    pieces = pieces_of(text, sentences, Pairs())
    found = windows(pieces, longest=longest, overlap=min(overlap, longest // 2))
    owned = [w for window in found for w in range(window.own_start, window.own_end)]
    assert owned == list(range(len(pieces)))
    assert all(w.start <= w.own_start <= w.own_end <= w.end for w in found)
    for w in found:
        assert w.end == w.start + 1 or pieces.first[w.end] - pieces.first[w.start] <= longest


def test_case_paragraph_and_quotation_are_kept_beside_lower_cased_wordpieces() -> None:
    text = 'aa Bb CC 12\n"ee" ff'
    pieces = pieces_of(text, [Span(0, 11), Span(12, 19)], Pairs())
    rows = {text[a:b]: int(pieces.features[pieces.first[n]]) for n, (a, b) in enumerate(pieces.words)}
    assert rows["aa"] == 4
    assert [rows[w] for w in ("Bb", "CC", "12")] == [1, 2, 3]
    assert rows["ee"] == 8
    assert rows["ff"] == 0


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "“aa bb\n\ncc dd"
    pieces = pieces_of(text, [], Pairs())
    rows = {text[a:b]: int(pieces.features[pieces.first[n]]) for n, (a, b) in enumerate(pieces.words)}
    assert rows["bb"] == 8
    assert rows["dd"] == 0

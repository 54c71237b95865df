"""The reader of claims, on made-up weights: what is near to what, where claims begin and end, what is read when."""

import itertools
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import StageUnavailable
from reportedly.models.coding import (
    CARRYING,
    CHOICES,
    EMBEDDED,
    EXPLAINED,
    MANY,
    Heads,
    _words,
    digest_of,
)
from reportedly.models.nearest import (
    TEXT_KINDS,
    Bank,
    CategoryText,
    Columns,
    nearest,
    pooled,
    pooled_without_each,
)
from reportedly.models.pieces import pieces_of
from reportedly.models.reader import STRETCH
from reportedly.models.windows import LONGEST, windows
from reportedly.records import Span
from tests.unit.models.coding_fakes import VALUES, Words, find, made, weights_in, whole

TEXTS = [
    ("OWN.A01", "definition", "water runs dry"),
    ("OWN.A01", "example", "no water today"),
    ("OWN.B01", "definition", "schools open"),
    ("OWN.C01", "definition", "prices rise"),
    ("OWN.D01", "definition", "trains stop"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return weights_in(tmp_path_factory.mktemp("weights"))


@pytest.fixture(scope="module")
def heads(folder: Path) -> Heads:
    return Heads(folder / "coding.npz")


def numbers(*rows: int) -> np.ndarray:
    return np.array(rows, dtype=np.int64)


# What is near.


Category = tuple[str, list[tuple[int, list[int]]]]


def ranks(
    cosines: np.ndarray, found: list[Category], weight: np.ndarray, sharpness: float
) -> list[tuple[str, float, int]]:
    known = Columns(tuple((code, tuple(kinds)) for code, kinds in found))
    [ranked] = nearest(cosines[np.newaxis], known, weight, sharpness)
    return ranked


def columns() -> st.SearchStrategy[list[Category]]:
    """Categories with some kinds of texts each, rows of the bank dealt out in order."""
    kinds = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3)), min_size=1, max_size=3, unique_by=lambda k: k[0])

    def dealt(shape: list[list[tuple[int, int]]]) -> list[Category]:
        rows: Iterator[int] = itertools.count()
        return [
            (f"C{n:02}", [(kind, list(itertools.islice(rows, count))) for kind, count in sorted(category)])
            for n, category in enumerate(shape)
        ]

    return st.lists(kinds, min_size=1, max_size=6).map(dealt)


@given(columns(), st.randoms(use_true_random=False), st.floats(0.5, 20))
def test_nearest_is_the_softmax_of_weighted_means_of_the_nearest_text_of_each_kind(
    found: list[Category], random: object, sharpness: float
) -> None:
    count = 1 + max(max(rows) for _, kinds in found for _, rows in kinds)
    cosines = np.array([random.uniform(-1, 1) for _ in range(count)], dtype=np.float32)  # type: ignore[attr-defined]
    weight = np.array([0.5, 1.0, 2.0], dtype=np.float32)
    ranked = ranks(cosines, found, weight, sharpness)
    raised = {}
    for code, kinds in found:
        over = sum(float(weight[kind]) * max(float(cosines[row]) for row in rows) for kind, rows in kinds)
        raised[code] = math.exp(sharpness * over / sum(float(weight[kind]) for kind, _ in kinds))
    assert sum(share for _, share, _ in ranked) == pytest.approx(1, abs=1e-4)
    assert {code: share for code, share, _ in ranked} == pytest.approx(
        {code: value / sum(raised.values()) for code, value in raised.items()}, rel=1e-3, abs=1e-5
    )
    assert [(-share, code) for code, share, _ in ranked] == sorted((-share, code) for code, share, _ in ranked)
    for code, _, text in ranked:
        own = [row for _, rows in dict(found)[code] for row in rows]
        assert text in own
        assert cosines[text] == max(cosines[row] for row in own)


def test_a_kind_that_a_category_lacks_neither_helps_nor_harms() -> None:
    weight = np.array([1, 1, 1], dtype=np.float32)
    cosines = np.array([0.6, 0.6, 0.6, 0.6, 0.0], dtype=np.float32)
    ranked = ranks(
        cosines,
        [
            ("bare", [(0, [0])]),
            ("full", [(0, [1]), (1, [2]), (2, [3])]),
            ("far", [(0, [4])]),
        ],
        weight,
        5.0,
    )
    shares = {code: share for code, share, _ in ranked}
    assert shares["bare"] == pytest.approx(shares["full"])
    assert [code for code, _, _ in ranked] == ["bare", "full", "far"]


def test_of_one_kind_only_the_nearest_text_counts() -> None:
    weight = np.array([1, 1, 1], dtype=np.float32)
    cosines = np.array([0.9, -0.9, -0.8, 0.5], dtype=np.float32)
    first, second = ranks(cosines, [("one", [(2, [3])]), ("three", [(2, [0, 1, 2])])], weight, 1.0)
    assert (first[0], first[2]) == ("three", 0)
    assert (second[0], second[2]) == ("one", 3)


def test_columns_keep_the_order_of_the_codes_and_part_their_texts_by_kind() -> None:
    texts = (
        CategoryText("B", "example", "x"),
        CategoryText("A", "definition", "y"),
        CategoryText("B", "definition", "z"),
        CategoryText("B", "example", "w"),
    )
    found = Bank(texts, np.zeros((4, EMBEDDED), dtype=np.float32)).columns()
    plain = [(code, [(TEXT_KINDS[kind], rows) for kind, rows in kinds]) for code, kinds in found.codes]
    assert plain == [("B", [("definition", [2]), ("example", [0, 3])]), ("A", [("definition", [1])])]


@given(columns(), st.integers(0, 4), st.randoms(use_true_random=False))
def test_claims_ranked_together_are_ranked_as_each_alone(found: list[Category], claims: int, random: object) -> None:
    count = 1 + max(max(rows) for _, kinds in found for _, rows in kinds)
    drawn = [[random.uniform(-1, 1) for _ in range(count)] for _ in range(claims)]  # type: ignore[attr-defined]
    cosines = np.array(drawn, dtype=np.float32).reshape(claims, count)
    weight = np.array([0.5, 1.0, 2.0], dtype=np.float32)
    known = Columns(tuple((code, tuple(kinds)) for code, kinds in found))
    assert nearest(cosines, known, weight, 2.0) == [ranks(row, found, weight, 2.0) for row in cosines]


def test_nothing_is_near_where_a_codebook_has_no_texts() -> None:
    bank = Bank((), np.zeros((0, EMBEDDED), dtype=np.float32))
    assert nearest(np.zeros((2, 0), dtype=np.float32), bank.columns(), np.ones(3, dtype=np.float32), 1.0) == [[], []]


@given(st.integers(2, 9), st.integers(1, 5), st.integers(0, 10_000))
def test_what_is_left_without_a_word_is_the_mean_and_the_maximum_of_the_others(
    words: int, width: int, seed: int
) -> None:
    # Few different values, so that several words often share the maximum.
    vectors = np.random.default_rng(seed).integers(-2, 3, size=(words, width)).astype(np.float32)
    expected = np.stack([pooled(np.delete(vectors, n, 0)) for n in range(words)])
    assert pooled_without_each(vectors) == pytest.approx(expected, abs=1e-6)


@given(st.text())
def test_a_text_is_known_by_sixteen_hex_digits(text: str) -> None:
    assert len(digest_of(text)) == 16
    assert set(digest_of(text)) <= set("0123456789abcdef")
    assert digest_of(text) != digest_of(text + " ")


def test_a_lone_surrogate_has_a_digest() -> None:
    assert len(digest_of("\ud800")) == 16


# The heads.


def test_choices_share_one_and_several_are_probabilities_each(heads: Heads) -> None:
    pooled = np.random.default_rng(1).normal(size=(4, 2 * EMBEDDED)).astype(np.float32)
    for name in CHOICES:
        rows = heads.choice(name, pooled)
        assert [tuple(row) for row in rows] == [VALUES] * 4
        assert [sum(row.values()) for row in rows] == pytest.approx([1] * 4, abs=1e-5)
    for name in MANY:
        assert all(0 <= share <= 1 for row in heads.several(name, pooled) for share in row.values())
    assert any(sum(row.values()) > 1.01 for name in MANY for row in heads.several(name, pooled))


def test_vectors_have_length_one_even_that_of_nothing(heads: Heads) -> None:
    pooled = np.random.default_rng(2).normal(size=(3, 2 * EMBEDDED)).astype(np.float32)
    assert np.linalg.norm(heads.embedded(pooled), axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert np.isfinite(heads.embedded(np.zeros((1, 2 * EMBEDDED), dtype=np.float32))).all()


def test_weights_of_kinds_and_sharpness_are_above_zero_and_keep_their_order(heads: Heads) -> None:
    assert (heads.weight_of_kind > 0).all()
    assert heads.weight_of_kind.argsort().tolist() == [1, 0, 2]
    assert heads.sharpness == pytest.approx(math.e, rel=1e-5)


# Views.


def test_a_claim_is_nearest_to_the_text_that_shares_its_words(folder: Path) -> None:
    reader = made(folder, TEXTS).reader
    text = "The water runs low. Many schools open late."
    first, second = reader.read(text, whole(text), [[find(text, "water runs low")], [find(text, "schools open late")]])
    assert first is not None
    assert second is not None
    assert (first.near[0].code, first.near[0].example) == ("OWN.A01", "water runs dry")
    assert (second.near[0].code, second.near[0].example) == ("OWN.B01", "schools open")
    for view in (first, second):
        assert sorted(near.code for near in view.near) == ["OWN.A01", "OWN.B01", "OWN.C01", "OWN.D01"]
        assert sum(near.score for near in view.near) == pytest.approx(1, abs=1e-5)
        assert [near.score for near in view.near] == sorted((near.score for near in view.near), reverse=True)
        assert set(view.choices) == set(CHOICES)
        assert set(view.many) == set(MANY)


def test_a_claim_is_carried_by_the_words_that_it_shares_with_the_text(folder: Path) -> None:
    reader = made(folder, TEXTS).reader
    text = "Today the pumps failed and water ran out near trains and prices"
    [view] = reader.read(text, whole(text), [[Span(0, len(text))]])
    assert view is not None
    carried = {near.code: [word.of(text) for word in near.words] for near in view.near}
    # "no water today" is nearest; both words that it shares are as important, so they come in the order of the text.
    assert carried["OWN.A01"] == ["Today", "water"]


def test_only_the_nearest_categories_are_explained(folder: Path) -> None:
    words = [f"w{n}" for n in range(EXPLAINED + 2)]
    reader = made(folder, [(f"OWN.A{n:02}", "definition", word) for n, word in enumerate(words)]).reader
    text = " ".join(words)
    [view] = reader.read(text, whole(text), [whole(text)])
    assert view is not None
    explained = [[word.of(text) for word in near.words] for near in view.near]
    assert explained == [[near.example] if n < EXPLAINED else [] for n, near in enumerate(view.near)]


def test_at_most_so_many_words_carry_a_category_and_one_word_carries_itself(folder: Path) -> None:
    long = " ".join(f"w{n}" for n in range(CARRYING + 4))
    reader = made(folder, [("OWN.A01", "definition", long)]).reader
    text = f"{long}. Dams"
    first, second = reader.read(text, whole(text), [[find(text, long)], [find(text, "Dams")]])
    assert first is not None
    assert second is not None
    assert len(first.near[0].words) <= CARRYING
    assert [word.of(text) for word in second.near[0].words] == ["Dams"]


def test_views_keep_the_order_of_the_evidence_and_there_is_none_without_a_word(folder: Path) -> None:
    reader = made(folder, TEXTS).reader
    text = "The water runs low.   Many schools open late."
    gap = Span(20, 22)
    assert not gap.of(text).strip()
    evidence = [[find(text, "schools open")], [gap], [find(text, "water runs")], []]
    views = reader.read(text, whole(text), evidence)
    assert [view.near[0].code if view else None for view in views] == ["OWN.B01", None, "OWN.A01", None]
    assert reader.read(text, whole(text), [[gap]]) == [None]
    assert reader.read(text, whole(text), []) == []


def test_evidence_in_pieces_is_read_as_one_claim(folder: Path) -> None:
    reader = made(folder, TEXTS).reader
    text = "The water, said everybody in the long street, runs dry"
    [pieces, first] = reader.read(
        text, whole(text), [[find(text, "water"), find(text, "runs dry")], [find(text, "water")]]
    )
    assert pieces is not None
    assert first is not None
    assert pieces.near[0].score > first.near[0].score
    assert {word.of(text) for word in pieces.near[0].words} == {"water", "runs", "dry"}


def test_standing_is_the_mean_over_the_words_of_the_claim(folder: Path) -> None:
    labels = {"water": "B-claim", "runs": "I-claim", "shells": "B-routed", "fell": "I-routed"}
    reader = made(folder, TEXTS, labels).reader
    text = "the water runs and shells fell here"
    parts = ["water runs", "shells fell", "the", "the water"]
    views = reader.read(text, whole(text), [[find(text, part)] for part in parts])
    standing = [view.standing for view in views if view is not None]
    assert [max(one, key=lambda name: one[name]) for one in standing[:3]] == ["claim", "routed", "none"]
    assert all(sum(one.values()) == pytest.approx(1, abs=1e-5) for one in standing)
    sure = standing[0]["claim"]
    assert standing[3]["claim"] == pytest.approx((sure + standing[2]["claim"]) / 2, abs=1e-5)


def test_a_word_counts_if_the_evidence_touches_it(folder: Path) -> None:
    reader = made(folder, TEXTS).reader
    text = "the waterworks and schools open"
    cut = find(text, "ools op")
    [view, exact] = reader.read(text, whole(text), [[cut], [find(text, "schools open")]])
    assert view == exact


# What is read when.


def test_a_window_goes_through_the_fork_once_whoever_asks(folder: Path) -> None:
    one = made(folder, TEXTS)
    one.reader.bank  # noqa: B018
    before = one.fork.calls
    text = "The water runs low. Many schools open late. Trains stop."
    evidence = [[find(text, part)] for part in ("water runs", "schools open", "Trains stop")]
    first = one.reader.read(text, whole(text), evidence)
    assert one.fork.calls == before + 1
    again = one.reader.read(text, whole(text), evidence)
    other = one.reader.read(text, whole(text), evidence[1:])
    one.reader.find(text, whole(text))
    assert one.fork.calls == one.lower.calls == before + 1
    assert again == first
    assert other == first[1:]


def test_only_windows_with_a_claim_in_them_are_read(folder: Path) -> None:
    one = made(folder, TEXTS)
    one.reader.bank  # noqa: B018
    before = one.fork.calls
    text = " ".join(f"w{n}" for n in range(3 * LONGEST))
    one.reader.read(text, whole(text), [[find(text, "w2 w3")]])
    assert one.fork.calls == before + 1
    one.reader.read(text, whole(text), [[find(text, "w2 w3")], [find(text, f"w{3 * LONGEST - 1}")]])
    assert one.fork.calls == before + 2


def test_the_case_of_words_is_not_lost_when_the_same_words_were_read_before(folder: Path) -> None:
    text = "who runs water"
    fresh = made(folder, TEXTS, capitals=True).reader
    [alone] = fresh.read("WHO runs water", whole(text), [[Span(0, len(text))]])
    used = made(folder, TEXTS, capitals=True).reader
    [low] = used.read(text, whole(text), [[Span(0, len(text))]])
    [high] = used.read("WHO runs water", whole(text), [[Span(0, len(text))]])
    assert low != alone
    assert high == alone


def long_sentence() -> tuple[str, list[tuple[int, int]], int]:
    """Return one sentence too long for a window, its words, and where the first window ends."""
    text = " ".join(f"w{n % 300}" for n in range(2 * LONGEST))
    pieces = pieces_of(text, whole(text), Words())
    return text, list(pieces.words), windows(pieces)[0].end


def test_of_a_claim_that_reaches_beyond_its_window_the_part_inside_is_read(folder: Path) -> None:
    reader = made(folder, TEXTS, {"w12": "B-claim", "w260": "B-claim"}).reader
    text, words, end = long_sentence()
    assert end < 265
    start = words[10][0]
    beyond, inside, less = reader.read(
        text,
        whole(text),
        [[Span(start, words[270][1])], [Span(start, words[end - 1][1])], [Span(start, words[end - 2][1])]],
    )
    assert beyond is not None
    assert beyond == inside
    assert beyond != less


def test_other_sentences_are_another_reading(folder: Path) -> None:
    reader = made(folder, TEXTS).reader
    text, words, end = long_sentence()
    evidence = [[Span(words[10][0], words[end + 5][1])]]
    half = [Span(0, words[99][1]), Span(words[100][0], words[199][1]), Span(words[200][0], len(text))]
    one = reader.read(text, whole(text), evidence)
    assert reader.read(text, half, evidence) == made(folder, TEXTS).reader.read(text, half, evidence)
    assert reader.read(text, whole(text), evidence) == one


def test_claims_of_a_text_in_several_stretches_have_the_offsets_of_the_text(folder: Path) -> None:
    filler = "nothing of note was said here at all today. "
    count = STRETCH // len(filler) + 20
    head = filler * count
    text = f"{head}Now water runs dry"
    sentences = [Span(n * len(filler), (n + 1) * len(filler) - 1) for n in range(count)] + [Span(len(head), len(text))]
    reader = made(folder, TEXTS, {"water": "B-claim", "runs": "I-claim", "dry": "I-claim"}).reader
    here = find(text, "water runs dry")
    [early, view] = reader.read(text, sentences, [[Span(0, 7)], [here]])
    assert early is not None
    assert view is not None
    assert {word.of(text) for word in view.near[0].words} == {"water", "runs", "dry"}
    assert all(here.start <= word.start and word.end <= here.end for word in view.near[0].words)
    assert [found.span for found in reader.find(text, sentences)] == [here]


# The texts of the codebook.


def test_texts_that_the_weights_know_are_not_read_and_the_others_once_each(tmp_path: Path) -> None:
    row = np.zeros(EMBEDDED, dtype=np.float32)
    row[200] = 1
    folder = weights_in(tmp_path / "w", {digest_of("schools open"): row})
    one = made(folder, [*TEXTS, ("OWN.E01", "example", "trains stop")])
    bank = one.reader.bank
    assert one.fork.calls == 4  # five different texts, one of them known
    assert [text.text for text in bank.texts] == [text for _, _, text in (*TEXTS, ("", "", "trains stop"))]
    assert bank.embedded.shape == (6, EMBEDDED)
    assert bank.embedded[2] == pytest.approx(row)
    assert bank.embedded[4] == pytest.approx(bank.embedded[5])
    assert bank.embedded[[0, 1, 3, 4]] == pytest.approx(one.reader.embed([TEXTS[n][2] for n in (0, 1, 3, 4)]))


def test_a_known_text_counts_by_the_vector_that_is_kept(tmp_path: Path) -> None:
    text = "pumps fail"
    [vector] = made(weights_in(tmp_path / "plain"), []).reader.embed([text])
    folder = weights_in(tmp_path / "w", {digest_of("schools open"): vector})
    reader = made(folder, TEXTS).reader
    reader._shared.open.tokenizer.encode(text, add_special_tokens=False)  # numbers its words as above
    [view] = reader.read(text, whole(text), [whole(text)])
    assert view is not None
    assert view.near[0].code == "OWN.B01"


def test_the_same_text_has_the_same_vector_and_length_one(folder: Path) -> None:
    found = made(folder).reader.embed(["water runs dry", "schools open", "water runs dry"])
    assert found[0] == pytest.approx(found[2])
    assert found[0] != pytest.approx(found[1])
    assert np.linalg.norm(found, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert made(folder).reader.embed([]).shape == (0, EMBEDDED)


def test_a_text_without_a_word_is_refused(folder: Path) -> None:
    with pytest.raises(ValueError, match="holds no word"):
        made(folder).reader.embed(["water", "\u00a0"])


def test_a_reader_without_one_text_knows_all_others_and_reads_nothing_again(folder: Path) -> None:
    one = made(folder, TEXTS)
    bank = one.reader.bank
    before = one.fork.calls
    other = one.reader.without("water runs dry")
    assert one.fork.calls == before
    assert other.bank.texts == bank.texts[1:]
    assert other.bank.embedded == pytest.approx(bank.embedded[1:])
    text = "water runs dry"
    [known] = one.reader.read(text, whole(text), [whole(text)])
    [unknown] = other.read(text, whole(text), [whole(text)])
    assert known is not None
    assert unknown is not None
    assert known.near[0].example == text
    assert (unknown.near[0].code, unknown.near[0].example) == ("OWN.A01", "no water today")
    assert one.reader.bank is bank


def test_a_reader_without_a_text_that_it_does_not_know_is_the_same(folder: Path) -> None:
    reader = made(folder, TEXTS).reader
    text = "water runs low"
    assert reader.without("nobody wrote this").read(text, whole(text), [whole(text)]) == reader.read(
        text, whole(text), [whole(text)]
    )


def test_weights_that_lack_the_heads_stop_the_stage(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"version": "none", "files": {}}', encoding="utf-8")
    with pytest.raises(StageUnavailable, match=r"coding\.npz"):
        made(tmp_path, TEXTS).reader.read("water", [Span(0, 5)], [[Span(0, 5)]])


def test_heads_that_were_tampered_with_stop_the_stage(tmp_path: Path) -> None:
    folder = weights_in(tmp_path / "w")
    with (folder / "coding.npz").open("ab") as file:
        file.write(b"\0")
    with pytest.raises(StageUnavailable, match=r"coding\.npz"):
        made(folder, TEXTS).reader.read("water", [Span(0, 5)], [[Span(0, 5)]])


# Where claims begin and end.

RUNS = {"aa": "B-claim", "ab": "I-claim", "ra": "B-routed", "rb": "I-routed"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x aa ab ab x", [("aa ab ab", False)]),
        ("aa aa ab", [("aa", False), ("aa ab", False)]),
        ("x ab ab x", [("ab ab", False)]),  # an inside without a beginning is a run all the same
        ("aa ab ra rb", [("aa ab", False), ("ra rb", True)]),
        ("aa rb rb ab", [("aa", False), ("rb rb", True), ("ab", False)]),
        ("ab x ab", [("ab", False), ("ab", False)]),
        ("x x", []),
        ("", []),
    ],
)
def test_runs_of_one_label_are_cut_at_beginnings_and_at_other_labels(
    folder: Path, text: str, expected: list[tuple[str, bool]]
) -> None:
    found = made(folder, TEXTS, RUNS).reader.find(text, whole(text))
    assert [(one.span.of(text), one.routed) for one in found] == expected


def test_a_new_sentence_opens_a_new_run(folder: Path) -> None:
    text = "aa ab ab ab ab"
    one = made(folder, TEXTS, RUNS).reader
    assert [found.span for found in one.find(text, whole(text))] == [Span(0, 14)]
    parted = [Span(0, 8), Span(9, 14)]
    assert [found.span for found in made(folder, TEXTS, RUNS).reader.find(text, parted)] == parted


def test_the_score_is_the_mean_probability_of_either_label_of_the_kind(folder: Path) -> None:
    text = "aa ab x ra"
    first, second = made(folder, TEXTS, RUNS).reader.find(text, whole(text))
    sure = math.exp(4) / (math.exp(4) + 4)
    either = sure + 1 / (math.exp(4) + 4)
    assert first.score == pytest.approx(either, rel=1e-5)
    assert second.score == pytest.approx(either, rel=1e-5)


def test_a_run_goes_on_from_one_window_to_the_next(folder: Path) -> None:
    text = "x aa " + "ab " * (LONGEST + 20) + "x"
    [found] = made(folder, TEXTS, RUNS).reader.find(text, whole(text))
    assert found.span.of(text) == text[2:-2]


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet=st.sampled_from(list("ab r.,\n“”é😀\u200b\ud800א")), max_size=200), st.lists(st.integers(0, 200))
)
def test_what_is_found_is_in_order_apart_and_printed(
    tmp_path_factory: pytest.TempPathFactory, text: str, cuts: list[int]
) -> None:
    bounds = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    sentences = [Span(a, b) for a, b in itertools.pairwise(bounds)]
    labels = {"a": "B-claim", "b": "I-claim", "ab": "B-routed", "r": "I-routed"}
    found = made(tmp_path_factory.getbasetemp(), [], labels).reader.find(text, sentences)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    assert all(one.span.of(text).strip() == one.span.of(text) != "" for one in found)
    assert all(0 <= one.score <= 1 for one in found)


@given(st.text(alphabet="ab ,.", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=4))
def test_words_of_a_claim_are_all_that_its_evidence_touches(text: str, drawn: list[tuple[int, int]]) -> None:
    pieces = pieces_of(text, whole(text), Words())
    evidence = [Span(start, start + size) for start, size in drawn]
    expected = [n for n, (a, b) in enumerate(pieces.words) if any(s.start < b and a < s.end for s in evidence)]
    assert _words(pieces, evidence).tolist() == expected

"""Contents packed by servers come out as they went in, however they are cut, and a bomb only in small pieces."""

import gzip
import zlib
from collections.abc import Callable, Iterator

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import DocumentFailed
from reportedly.ingest.unpacking import unpacked

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}
LARGEST_PIECE = 64 << 20


def cut(data: bytes, step: int) -> Iterator[bytes]:
    return iter([data[start : start + step] for start in range(0, len(data), step)])


@given(
    data=st.one_of(st.binary(max_size=3_000), st.integers(0, 300_000).map(lambda size: b"dry taps " * size)),
    layers=st.lists(st.sampled_from(sorted(PACKERS)), max_size=3),
    step=st.integers(1, 70_000),
)
def test_what_was_packed_comes_out_as_it_went_in(data: bytes, layers: list[str], step: int) -> None:
    packed = data
    for name in layers:
        packed = PACKERS[name](packed)
    assert b"".join(unpacked(cut(packed, max(step, len(packed) // 2_000)), layers)) == data


@pytest.mark.parametrize("name", PACKERS)
@pytest.mark.parametrize("lost", [1, 4, 40])
def test_what_is_cut_off_is_told(name: str, lost: int) -> None:
    packed = PACKERS[name](bytes(range(256)) * 3 + b"No water in Drelmoor." * 9)
    with pytest.raises(DocumentFailed, match="ends in the middle"):
        b"".join(unpacked(cut(packed[:-lost], 50), [name]))


@pytest.mark.parametrize("name", PACKERS)
def test_a_bomb_comes_out_piece_by_piece(name: str) -> None:
    packed = PACKERS[name](bytes(200 << 20))
    assert len(packed) < 300_000
    for number, piece in enumerate(unpacked(cut(packed, 1 << 16), [name])):
        assert len(piece) <= LARGEST_PIECE
        if number > 20:
            break


def test_frames_of_zstandard_one_after_the_other_are_one_content() -> None:
    packed = zstandard.compress(b"Water is off. ") + zstandard.compress(b"It was back on Monday.")
    for step in (1, 7, 1_000):
        assert b"".join(unpacked(cut(packed, step), ["zstd"])) == b"Water is off. It was back on Monday."


def test_a_window_that_takes_too_much_memory_is_refused() -> None:
    settings = zstandard.ZstdCompressionParameters(window_log=30, enable_ldm=True)
    packed = zstandard.ZstdCompressor(compression_params=settings).compressobj(size=-1)
    data = packed.compress(b"x") + packed.flush()
    with pytest.raises(DocumentFailed, match="cannot be unpacked"):
        b"".join(unpacked(iter([data]), ["zstd"]))


def test_many_layers_and_unknown_ways_are_refused() -> None:
    with pytest.raises(DocumentFailed, match="4 times over"):
        unpacked(iter([b""]), ["gzip"] * 4)
    with pytest.raises(DocumentFailed, match="'sdch'"):
        unpacked(iter([b""]), ["sdch"])

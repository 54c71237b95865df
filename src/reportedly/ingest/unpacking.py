"""What a server packed on its way, unpacked piece by piece: gzip, deflate, brotli, Zstandard (RFC 9110)."""

import zlib
from collections.abc import Iterator, Sequence

import brotli
import zstandard

from reportedly.errors import DocumentFailed

_PIECE = 1 << 16
"""Most bytes that come out at once, so that whoever counts them can stop a bomb early."""

_SLICE = 512
"""Bytes that go into Zstandard at once: a block of four can hold 128 KB."""

_WINDOW = 1 << 27
"""Largest window of Zstandard: that of its long mode; browsers allow 8 MB."""

_MOST_LAYERS = 3
_PLAIN = frozenset(("", "identity", "none"))
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_ENDS_EARLY = "its content ends in the middle of what was packed"


def unpacked(pieces: Iterator[bytes], encodings: Sequence[str]) -> Iterator[bytes]:
    """Yield the content of packed pieces; `encodings` are named in the order in which they were put on.

    Content that is not packed although its header says so is given as it is, where the first bytes tell. Raises
    DocumentFailed for what is broken, cut off, or packed in a way that is not known.
    """
    layers = [name for name in encodings if name not in _PLAIN]
    if len(layers) > _MOST_LAYERS:
        raise DocumentFailed(f"its content is packed {len(layers)} times over")
    for name in reversed(layers):
        if name not in _UNPACKERS:
            raise DocumentFailed(f"its content is packed with {name[:40]!r}, which cannot be unpacked here")
        pieces = filter(None, _UNPACKERS[name](pieces))
    return pieces


def _begun(pieces: Iterator[bytes], size: int) -> bytes:
    """Take pieces until there are so many bytes, or the end."""
    held = b""
    while len(held) < size and (piece := next(pieces, b"")):
        held += piece
    return held


def _inflated(pieces: Iterator[bytes], *, raw: bool) -> Iterator[bytes]:
    first = _begun(pieces, len(_GZIP))
    if not raw and first[: len(_GZIP)] != _GZIP:
        # Some archivers unpack the content and leave the header.
        yield first
        yield from pieces
        return
    inflater = zlib.decompressobj((15 if first[:1] == b"\x78" else -15) if raw else 31)
    piece = first
    try:
        while not inflater.eof:
            out = inflater.decompress(piece, _PIECE)
            yield out
            piece = inflater.unconsumed_tail
            if not piece and len(out) < _PIECE and not inflater.eof:
                piece = next(pieces, b"")
                if not piece:
                    raise DocumentFailed(_ENDS_EARLY)
    except zlib.error as error:
        raise _broken(error) from error


def _from_gzip(pieces: Iterator[bytes]) -> Iterator[bytes]:
    return _inflated(pieces, raw=False)


def _from_deflate(pieces: Iterator[bytes]) -> Iterator[bytes]:
    return _inflated(pieces, raw=True)


def _from_brotli(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Brotli has no sign of its own at its head: content that does not unpack from its first bytes on is refused."""
    unpacker = brotli.Decompressor()
    try:
        for piece in pieces:
            out = unpacker.process(piece, output_buffer_limit=_PIECE)
            while out or not unpacker.can_accept_more_data():
                yield out
                out = b"" if unpacker.is_finished() else unpacker.process(b"", output_buffer_limit=_PIECE)
                if not out and unpacker.is_finished():
                    return
    except brotli.error as error:
        raise _broken(error) from error
    if not unpacker.is_finished():
        raise DocumentFailed(_ENDS_EARLY)


def _from_zstandard(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Frames one after the other are one content (RFC 8878); little goes in at a time: much may come out of it."""
    held = _begun(pieces, len(_ZSTD))
    if held[: len(_ZSTD)] != _ZSTD:
        yield held
        yield from pieces
        return
    maker = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    frame = maker.decompressobj()
    try:
        for small in _sliced(held, pieces):
            if frame.eof:
                frame = maker.decompressobj()
            yield frame.decompress(small)
            while rest := frame.unused_data:
                frame = maker.decompressobj()
                yield frame.decompress(rest)
    except zstandard.ZstdError as error:
        raise _broken(error) from error
    if not frame.eof:
        raise DocumentFailed(_ENDS_EARLY)


def _sliced(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    piece = first
    while piece:
        yield from (piece[start : start + _SLICE] for start in range(0, len(piece), _SLICE))
        piece = next(rest, b"")


def _broken(error: Exception) -> DocumentFailed:
    return DocumentFailed(f"its content cannot be unpacked ({error})")


_UNPACKERS = {"gzip": _from_gzip, "deflate": _from_deflate, "br": _from_brotli, "zstd": _from_zstandard}

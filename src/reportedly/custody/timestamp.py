"""Requests for a time stamp by an outside authority (RFC 3161), as DER, over a digest that is kept here."""

_SHA256 = bytes.fromhex("0609608648016503040201")  # the object identifier 2.16.840.1.101.3.4.2.1
_NULL = b"\x05\x00"
_TRUE = b"\x01\x01\xff"


def request(sha256: str, *, nonce: int | None = None) -> bytes:
    """Return a TimeStampReq over a SHA-256 (64 hex digits): version 1, the signer's certificate asked for.

    `nonce` (0 or more) ties the answer to this request.
    """
    imprint = _sequence(_sequence(_SHA256 + _NULL) + _wrapped(0x04, bytes.fromhex(sha256)))
    number = b"" if nonce is None else _integer(nonce)
    return _sequence(_integer(1) + imprint + number + _TRUE)


def _integer(value: int) -> bytes:
    # One bit more than the value has: DER integers are signed.
    return _wrapped(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def _sequence(content: bytes) -> bytes:
    return _wrapped(0x30, content)


def _wrapped(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    digits = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(digits)]) + digits + content

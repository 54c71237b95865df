"""Requests for time stamps are what RFC 3161 says: read back by hand, and by openssl where it is installed."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.custody import request

HEAD = "00ff" * 16


def values(der: bytes) -> list[tuple[int, bytes]]:
    """Return tag and content of each value in some DER."""
    found = []
    while der:
        tag, size, start = der[0], der[1], 2
        if size & 0x80:
            start = 2 + (size & 0x7F)
            size = int.from_bytes(der[2:start], "big")
        found.append((tag, der[start : start + size]))
        der = der[start + size :]
    return found


def test_a_request_without_nonce_byte_for_byte() -> None:
    expected = "3039 020101 3031 300d 0609608648016503040201 0500 0420" + HEAD + "0101ff"
    assert request(HEAD) == bytes.fromhex(expected.replace(" ", ""))


@given(st.binary(min_size=32, max_size=32), st.integers(0, 2**64))
def test_digest_and_nonce_are_in_the_request(imprint: bytes, nonce: int) -> None:
    [(tag, body)] = values(request(imprint.hex(), nonce=nonce))
    version, message, number, certificate = values(body)
    assert tag == 0x30
    assert version == (0x02, b"\x01")
    assert values(message[1])[1] == (0x04, imprint)
    assert number[0] == 0x02
    assert int.from_bytes(number[1], "big", signed=True) == nonce
    assert certificate == (0x01, b"\xff")


def test_openssl_reads_the_request(tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl")
    (tmp_path / "head.tsq").write_bytes(request(HEAD, nonce=0xDEADBEEF00))
    shown = subprocess.run(
        ["openssl", "ts", "-query", "-in", str(tmp_path / "head.tsq"), "-text"],
        capture_output=True, text=True, check=True,
    ).stdout.lower()  # fmt: skip
    assert "version: 1" in shown
    assert "sha256" in shown
    assert "00 ff 00 ff" in shown
    assert "0xdeadbeef00" in shown
    assert "certificate required: yes" in shown

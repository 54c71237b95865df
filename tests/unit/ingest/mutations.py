"""Damage done to files by a seed: bytes, and what is packed inside ZIPs."""

import io
import random
import zipfile

_BITS = (b"\x00", b"\xff\xff\xff\xff", b"\x00" * 40, b"<", b">", b"&", b"&#x0;", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"endobj", b"stream", b"\r\n\r\n",
         b"--", b"999999999999", b"-1", b"PK\x03\x04", b"PK\x05\x06", b"=?utf-8?b?%%%?=", b"%PDF-", b"A" * 5000, b"((((((((((", b"[[[[[[[[[[[[[[")  # fmt: skip


def mutated(data: bytes, seed: int) -> bytes:
    """Return the data with one to six kinds of damage."""
    chance = random.Random(seed)
    if data.startswith(b"PK") and chance.random() < 0.5:
        return _inside(data, chance)
    return _bytes(data, chance)


def _bytes(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        if not out:
            break
        at = chance.randrange(len(out))
        length = chance.choice((1, 1, 2, 8, 64, 700))
        kind = chance.randrange(7)
        if kind == 0:
            out[at] = chance.randrange(256)
        elif kind == 1:
            del out[at : at + length]
        elif kind == 2:
            out[at:at] = chance.choice(_BITS)
        elif kind == 3:
            out[at:at] = out[at : at + length] * chance.choice((1, 2, 20))
        elif kind == 4:
            del out[at:]
        elif kind == 5:
            out[at : at + length] = chance.randbytes(min(length, 64))
        else:
            other = chance.randrange(len(out))
            out[at : at + length] = out[other : other + length]
    return bytes(out)


def _inside(data: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        hit = chance.sample(names, chance.randint(1, min(3, len(names))))
        for name in names:
            content = old.read(name)
            if name in hit:
                if chance.random() < 0.1:
                    continue
                content = _bytes(content, chance)
            new.writestr(name, content)
    return out.getvalue()

"""Bytes to text: declared, byte order mark, strict UTF-8, then a guess from a short list of code pages."""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from reportedly.errors import DocumentFailed

MIXED = "mixed_encoding"
"""Flag: nearly all of the text is UTF-8; each byte that is not became U+FFFD."""

WRONG_DECLARATION = "wrong_encoding_declared"
"""Flag: the page declares an encoding in which it cannot be read."""

CODE_PAGES = [
    "utf_8", "utf_16", "cp1251", "koi8_u", "koi8_r", "cp866", "iso8859_5", "cp1252", "cp1250", "mac_cyrillic",
]  # fmt: skip
"""The guess is made among these only: with all code pages Cyrillic headlines in KOI8-R were never right."""

_MEANT = {
    "ascii": "cp1252", "us-ascii": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252", "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "tis-620": "cp874",
}  # fmt: skip
"""What browsers read for a declared name (WHATWG Encoding): the Windows page that contains the named one."""

_NOT_DECLARED = ("utf-16", "utf_16", "utf16", "utf-32", "utf_32", "utf-7", "utf_7", "unicode", "raw", "idna", "puny")
"""A declaration that could itself be read is in none of these; some would change the text."""

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x7fELF", "an ELF program"),
    (b"MZ\x90\x00", "a Windows program"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"BZh", "a bzip2 archive; unpack it first"),
    (b"\xfd7zXZ\x00", "an xz archive; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"Rar!\x1a", "a RAR archive; unpack it first"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old or encrypted office document; save it as .docx or .xlsx without a password"),
    (b"OggS", "a sound file"),
    (b"ID3\x03", "a sound file"),
    (b"ID3\x04", "a sound file"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_NON_ASCII = re.compile(rb"[\x80-\xff]")
_SAMPLE = 200_000
_MIXED_LIMIT = 0.01
"""Largest share of replaced characters in a text that still counts as UTF-8."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the encoding in which it was read (Python's name), and flags on it."""

    text: str
    encoding: str
    flags: tuple[str, ...] = ()


def decode(data: bytes, *, declared: str | None = None, markup: bool = False) -> Decoded:
    """Return the text of the bytes; line ends stay as they are, a byte order mark is taken off.

    `declared` is what the page says of itself, `markup` keeps tags out of the guess. Raises
    DocumentFailed if the bytes are no text, or mix encodings.
    """
    looks = looks_like(data)
    if looks:
        raise DocumentFailed(f"this is not text but {looks}")
    flags: tuple[str, ...] = ()
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name) or _failed_mark(name)
    if declared and not declared.lower().startswith(_NOT_DECLARED):
        decoded = _strict(data, _MEANT.get(declared.lower(), declared))
        if decoded and not _CONTROL.search(decoded.text[:4000]) and not _is_rather_utf8(data, decoded.encoding):
            return decoded
        flags = (WRONG_DECLARATION,)
    decoded = _wide(data) or _strict(data, "utf-8") or _guess(data, markup=markup)
    if len(_CONTROL.findall(decoded.text[:_SAMPLE])) > 0.01 * min(len(decoded.text), _SAMPLE):
        raise DocumentFailed("this is not text but binary data (control characters); save it as plain text first")
    return Decoded(decoded.text, decoded.encoding, (*decoded.flags, *flags))


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        name = codecs.lookup(encoding).name
        return Decoded(data.decode(encoding), name.removesuffix("-sig"))
    except (UnicodeError, LookupError):
        return None


def _is_rather_utf8(data: bytes, encoding: str) -> bool:
    """Say whether bytes declared as something else are valid UTF-8 with non-ASCII signs: no chance does that."""
    return encoding != "utf-8" and len(_MULTIBYTE.findall(data[:_SAMPLE])) >= 8 and _strict(data, "utf-8") is not None


def _failed_mark(name: str) -> Decoded:
    raise DocumentFailed(f"the byte order mark says {name}, but the bytes cannot be read so; save the file as UTF-8")


def looks_like(data: bytes) -> str | None:
    """Return what bytes are that begin with a known sign of something that is no text, None for others."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            return what
    if data[4:8] == b"ftyp":
        return "a film or sound file"
    if data[:4] == b"RIFF" and data[8:12] in (b"WAVE", b"AVI ", b"WEBP"):
        return "a picture, sound or film file"
    return None


def _wide(data: bytes) -> Decoded | None:
    """Read UTF-16 without a mark, which betrays itself by zeros in every other byte only (blanks, Latin letters)."""
    sample = data[:4000]
    zeros = sample.count(0)
    if not zeros:
        return None
    for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = sample[offset::2]
        if len(data) % 2 == 0 and half.count(0) > 0.05 * len(half) and half.count(0) >= 0.95 * zeros:
            return _strict(data, name)
    raise DocumentFailed("this is not text but binary data (it holds zero bytes); save it as plain text first")


def _guess(data: bytes, *, markup: bool) -> Decoded:
    foreign = len(_NON_ASCII.findall(data))
    inside = sum(len(piece) for piece in _MULTIBYTE.findall(data))
    if inside >= 0.5 * foreign:
        return _mostly_utf8(data)
    for encoding in _likely(data, markup=markup):
        decoded = _strict(data, encoding)
        if decoded:
            return decoded
    return _mostly_utf8(data)


def _mostly_utf8(data: bytes) -> Decoded:
    text = data.decode("utf-8", "replace")
    share = text.count("\ufffd") / max(1, len(text))
    if share >= _MIXED_LIMIT:
        raise DocumentFailed(
            f"the file mixes encodings or uses an unknown one ({share:.0%} of it is not UTF-8); save it as UTF-8"
        )
    return Decoded(text, "utf-8", (MIXED,))


def _likely(data: bytes, *, markup: bool) -> list[str]:
    sample = _without_tags(data[: 5 * _SAMPLE]) if markup else data
    first = _NON_ASCII.search(sample)
    # Long plain ASCII before the first telling byte would only dilute the guess.
    start = max(0, first.start() - 2000) if first else 0
    matches = from_bytes(sample[start : start + _SAMPLE], cp_isolation=CODE_PAGES)
    return [match.encoding for match in matches]


def _without_tags(page: bytes) -> bytes:
    """Return what stands between tags, outside of scripts and styles; in one pass, whatever the page."""
    small, pieces, position = page.lower(), [], 0
    while (start := small.find(b"<", position)) >= 0:
        pieces.append(page[position:start])
        closing = next((b"</" + name for name in (b"script", b"style") if small.startswith(b"<" + name, start)), b"")
        inside = small.find(closing, start) if closing else start
        end = small.find(b">", inside) if inside >= 0 else -1
        if end < 0:
            return b" ".join(pieces)
        position = end + 1
    return b" ".join([*pieces, page[position:]])

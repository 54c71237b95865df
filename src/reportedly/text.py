"""Pure functions over strings; offsets are code points into the untouched text."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

TOKEN = re.compile(r"\w+|[^\w\s]")
"""The token of every token score: a run of word characters, or one other visible character."""

_WORD = re.compile(r"\w+")
_SUBSET = re.compile(rb"<!DOCTYPE[^<>\[]{0,2000}\[")
_SHORT = 48
"""Names up to this length are keyed once as long as they are remembered: a text names the same things again."""

_APOSTROPHES = dict.fromkeys(map(ord, "'’ʼ‘`´ʹ"), None)


def tokens(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each token (`TOKEN`) in order."""
    for match in TOKEN.finditer(text):
        yield match.start(), match.end()


def squeeze(text: str) -> str:
    """Return `text` with each run of white space as one blank and none at the ends; for display only."""
    # str.split() parts at what the regular expression \s matches, and is ten times as quick.
    return " ".join(text.split())


def declares_entities(xml: bytes) -> bool:
    """Say whether XML declares entities of its own, in whatever encoding: what may blow up, or reach for files."""
    plain = xml.replace(b"\x00", b"")
    within = _SUBSET.search(plain)
    return within is not None and plain.find(b"<!ENTITY", within.end()) >= 0


def name_key(name: str) -> str:
    """Return the form under which two spellings of a name count as the same.

    Compatibility-decomposed, without marks, apostrophes and soft signs,
    case-folded, other punctuation as one blank. For look-up only: offsets into
    the result mean nothing.
    """
    return _remembered_key(name) if len(name) <= _SHORT else _name_key(name)


def _name_key(name: str) -> str:
    plain = name.translate(_APOSTROPHES)
    if plain.isascii():  # nothing to take apart
        return " ".join(_WORD.findall(plain.casefold()))
    decomposed = unicodedata.normalize("NFKD", plain).casefold()
    kept = "".join(c for c in decomposed if not unicodedata.combining(c) and c not in "ьъ")
    return " ".join(_WORD.findall(kept))


_remembered_key = lru_cache(maxsize=1 << 15)(_name_key)


_SPOKEN_FOR = re.compile(
    r"^(?:(?:an?|the|one|its|his|her|their) )?(?:(?:senior|unnamed|chief|deputy|acting|official|local) )*"
    r"(?:spokes(?:man|woman|person|people|men)|press (?:service|office|secretary)|representatives?|officials?|head"
    r"|director|chief|statement|release|report|message|post|bulletin|employees?|members?|observers?)"
    r" (?:of|for|from|at|by) (?:the )?"
)


def body_key(name: str) -> str:
    """Return the look-up form of a body's name, without article and without "a spokesman for" and the like."""
    key = name_key(name)
    shorter = _SPOKEN_FOR.sub("", key)
    return (shorter or key).removeprefix("the ")


def digest(*parts: str, length: int = 16) -> str:
    """Return the first `length` hex digits of the SHA-256 over `parts`, unambiguously joined."""
    joined = "\x1f".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:length]


_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_ESCAPED_BYTES = range(0xDC80, 0xDD00)


def printable(name: str) -> str:
    """Return the name of a file as it can be kept and printed: what is no text in it stands as an escape.

    A byte that is not UTF-8 (which Python carries as a lone surrogate) becomes \\xff, a line break \\x0a, a sign that
    turns the direction of writing \\u202e. All other names come back as they are.
    """
    return _UNPRINTABLE.sub(_escape, name)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code in _ESCAPED_BYTES:
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def around(text: str, start: int, end: int, *, width: int = 32) -> tuple[str, str]:
    """Return the `width` code points before `start` and after `end` (prefix, suffix)."""
    return text[max(0, start - width) : start], text[end : end + width]

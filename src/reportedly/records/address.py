"""Addresses as keys: one form for each address of a post or a page, so that a link finds what it links to."""

import re
from urllib.parse import parse_qs, urlsplit

_HOSTS = frozenset(("t.me", "telegram.me", "telegram.dog", "www.t.me"))
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{2,31}")
_NOT_CHANNELS = frozenset(
    ("joinchat", "addstickers", "addemoji", "share", "proxy", "socks", "setlanguage", "iv", "login", "addtheme", "bg")
)


def address_key(printed: str) -> str:
    """Return the form under which two printed addresses are the same: no fragment, no "www.", https for http.

    Addresses of Telegram become https://t.me/NAME/NUMBER (public) or https://t.me/c/CHAT/NUMBER (by the number of the
    chat), whatever host, preview page or thread they are printed with; without NUMBER they name the channel.
    """
    text = printed.strip()
    if "://" not in text and not text.startswith("tg:"):
        text = "https://" + text
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").lower().removeprefix("www.")
    except ValueError:
        return printed.strip()
    if parts.scheme == "tg":
        return _resolved(parts.query, text)
    if host in _HOSTS:
        return _telegram(parts.path) or f"https://{host}{parts.path}"
    path = parts.path.rstrip("/") or "/"
    return f"https://{host}{path}" + (f"?{parts.query}" if parts.query else "")


def post_address(channel: str, number: int) -> str:
    """Return the address of a post; `channel` is the name ("@harbour_news") or number ("channel123") of its channel."""
    numbered = re.fullmatch(r"(?:channel|chat)(\d+)", channel)
    place = f"c/{numbered[1]}" if numbered else channel.lstrip("@").lower()
    return f"https://t.me/{place}/{number}"


def is_post(key: str) -> bool:
    """Say whether an address, as `address_key` gives it, is that of one post of a channel."""
    return re.fullmatch(r"https://t\.me/(?:c/)?\w+/\d+", key) is not None


def _resolved(query: str, text: str) -> str:
    values = parse_qs(query)
    domain, post = values.get("domain", [""])[0], values.get("post", [""])[0]
    if not _NAME.fullmatch(domain):
        return text
    return f"https://t.me/{domain.lower()}" + (f"/{post}" if post.isdigit() else "")


def _telegram(path: str) -> str | None:
    pieces = [piece for piece in path.split("/") if piece]
    if pieces[:1] == ["s"]:
        del pieces[0]
    if pieces[:1] == ["c"] and len(pieces) >= 2 and pieces[1].isdigit():
        number = pieces[-1] if len(pieces) >= 3 and pieces[-1].isdigit() else ""
        return f"https://t.me/c/{pieces[1]}" + (f"/{number}" if number else "")
    if not pieces or not _NAME.fullmatch(pieces[0]) or pieces[0].lower() in _NOT_CHANNELS:
        return None
    number = next((piece for piece in reversed(pieces[1:]) if piece.isdigit()), "")
    return f"https://t.me/{pieces[0].lower()}" + (f"/{number}" if number else "")

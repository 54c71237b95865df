"""Telegram Desktop exports as the program writes them, with invented messages: JSON and web pages, of any size."""

import html
import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

CHANNEL = {"name": "Harbour Voice", "type": "public_channel", "id": 1555000111}
BEGIN = 1_770_000_000
"""Unix time of the message with number 0; each later one comes a minute after the one before."""


def message(number: int, text: Any, **more: Any) -> dict[str, Any]:
    """Return a message of the channel as exported; `more` replaces or adds fields (None takes one away)."""
    at = BEGIN + 60 * number
    entities = text if isinstance(text, list) else ([{"type": "plain", "text": text}] if text else [])
    made = {
        "id": number,
        "type": "message",
        "date": local(at),
        "date_unixtime": str(at),
        "from": CHANNEL["name"],
        "from_id": f"channel{CHANNEL['id']}",
        "text": text,
        "text_entities": [e if isinstance(e, dict) else {"type": "plain", "text": e} for e in entities],
        **more,
    }
    return {name: value for name, value in made.items() if value is not ...}


def local(at: int) -> str:
    """Return a Unix time as the export prints it: without its zone."""
    return datetime.fromtimestamp(at, timezone(timedelta(hours=3))).strftime("%Y-%m-%dT%H:%M:%S")


def service(number: int, action: str = "pin_message") -> dict[str, Any]:
    at = BEGIN + 60 * number
    return {"id": number, "type": "service", "date": local(at), "date_unixtime": str(at), "actor": CHANNEL["name"],
            "actor_id": f"channel{CHANNEL['id']}", "action": action, "text": "", "text_entities": []}  # fmt: skip


def single(messages: Iterable[dict[str, Any]], **head: Any) -> str:
    return json.dumps({**CHANNEL, **head, "messages": list(messages)}, ensure_ascii=False, indent=1)


def everything(chats: Iterable[dict[str, Any]], left: Iterable[dict[str, Any]] = ()) -> str:
    """Return an export of all data: personal details first, then the chats."""
    plain = {
        "about": "Here is the data you requested.",
        "personal_information": {"user_id": 42, "first_name": "Ada", "phone_number": "000"},
        "contacts": {"about": "Your contacts.", "list": [{"first_name": "Bo", "phone_number": "001"}]},
        "chats": {"about": "This page lists all chats.", "list": list(chats)},
        "left_chats": {"about": "Left chats.", "list": list(left)},
    }
    return json.dumps(plain, ensure_ascii=False, indent=1)


def write_large(path: Path, count: int) -> None:
    """Write an export of so many posts without holding them."""
    with path.open("w", encoding="utf-8") as file:
        head = ",\n ".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in CHANNEL.items())
        file.write("{\n " + head + ',\n "messages": [\n')
        for number in range(1, count + 1):
            text = f"Tap water in district {number} of Sollen has been off since Monday, the utility said."
            entities = [text, {"type": "link", "text": f"https://t.me/morrow_line/{number}"}]
            line = json.dumps(message(number, entities), ensure_ascii=False)
            file.write(f"  {line}{',' if number < count else ''}\n")
        file.write(" ]\n}\n")


def printed(at: int) -> str:
    """Return a Unix time as the web pages print it in titles."""
    moment = datetime.fromtimestamp(at, UTC).astimezone(timezone(timedelta(hours=3)))
    return moment.strftime("%d.%m.%Y %H:%M:%S UTC+03:00")


def block(
    number: int, words: str = "", *, sender: str | None = CHANNEL["name"], inside: str = "", after: str = "",
    forwarded: str | None = None, at: int | None = None,
) -> str:  # fmt: skip
    """Return one message of a page; `sender` None joins it to the one before, `inside` stands before the words."""
    moment = printed(BEGIN + 60 * number if at is None else at)
    content = inside + (f'\n   <div class="text">\n{words}\n   </div>\n' if words else "") + after
    if forwarded is not None:
        name = f'<div class="from_name">\n{forwarded}\n   </div>' if forwarded else ""
        picture = '<div class="pull_left forwarded userpic_wrap"><div class="userpic">M</div></div>'
        content = f'{picture}<div class="forwarded body">\n{name}{content}</div>'
    name = f'<div class="from_name">\n{html.escape(sender)}\n   </div>\n' if sender else ""
    joined = "" if sender else " joined"
    return (
        f'\n<div class="message default clearfix{joined}" id="message{number}">\n'
        f'  <div class="body">\n   <div class="pull_right date details" title="{moment}">\n10:00\n   </div>\n'
        f"{name}{content}\n  </div>\n</div>\n"
    )


def page(*blocks: str, name: str = str(CHANNEL["name"])) -> str:
    return (
        '<!DOCTYPE html>\n<html>\n <head>\n  <meta charset="utf-8"/>\n<title>Exported Data</title>\n </head>\n'
        ' <body onload="CheckLocation();">\n  <div class="page_wrap">\n   <div class="page_header">\n'
        f'    <div class="content">\n     <div class="text bold">\n{html.escape(name)}\n     </div>\n    </div>\n   </div>\n'
        '   <div class="page_body chat_page">\n    <div class="history">\n'
        '     <div class="message service" id="message-1">\n      <div class="body details">\n2 February 2026\n      </div>\n     </div>\n'
        + "".join(blocks)
        + "    </div>\n   </div>\n  </div>\n </body>\n</html>\n"
    )

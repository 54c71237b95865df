"""Telegram Desktop exports as web pages: the same posts as from JSON, with the zone that is in the title."""

from pathlib import Path

from reportedly.ingest import Mapping
from reportedly.ingest.telegram_post import ABSENT, HIDDEN_ORIGIN
from reportedly.records import Document, Failure, Forward, Note
from tests.unit.ingest import telegram_made as made
from tests.unit.ingest.kept import read
from tests.unit.ingest.telegram_made import block, message, page

TAPS = "Tap water in Sollen has been off since Monday, the utility said."
TANKERS = "Tankers stand at the hospital in Sollen, the council said."


def posts(folder: Path, *blocks: str, name: str = "messages.html") -> list[Document]:
    found = read(folder, name, page(*blocks))
    assert not [f for f in found if isinstance(f, Failure)], found
    return [f for f in found if isinstance(f, Document)]


def test_each_message_is_a_document_with_the_time_of_its_title(tmp_path: Path) -> None:
    first, second = posts(tmp_path, block(1, TAPS), block(2, TANKERS, sender=None))
    assert (first.text, second.text) == (TAPS, TANKERS)
    assert first.published == "2026-02-02T05:41:00+03:00"
    assert first.publisher == "Harbour Voice"
    assert first.genre == "social"
    assert first.author == second.author == ()
    assert second.path == "messages.html#message=2"
    assert first.id != second.id


def test_a_time_without_zone_is_cut_to_its_day(tmp_path: Path) -> None:
    [post] = posts(tmp_path, block(1, TAPS).replace(" UTC+03:00", ""))
    assert post.published == "2026-02-02"
    assert "time_without_zone" in post.flags


def test_lines_are_those_of_the_message_not_of_the_markup(tmp_path: Path) -> None:
    words = (
        "<strong>Sollen.</strong> Tap water<br>is off &amp; stays off.<br><br>"
        '<span class="spoiler hidden" onclick="ShowSpoiler(this)"><span aria-hidden="true">Tankers</span></span> come.'
        "<blockquote>The utility said so.</blockquote>End."
    )
    [post] = posts(tmp_path, block(1, words))
    assert post.text == "Sollen. Tap water\nis off & stays off.\n\nTankers come.\nThe utility said so.\nEnd."


def test_links_are_kept_and_actions_of_the_page_are_not(tmp_path: Path) -> None:
    words = (
        'See <a href="https://t.me/Morrow_Line/77">this</a>, <a href="" onclick="return ShowMentionName()">Bo</a>, '
        '<a href="https://t.me/morrow_line">@morrow_line</a> and <a href="http://www.sollen.example/a/">that</a>.'
    )
    [post] = posts(tmp_path, block(1, words))
    assert post.links == ("https://t.me/morrow_line/77", "https://t.me/morrow_line", "https://sollen.example/a")


def test_a_forward_keeps_name_and_time_of_the_original_also_when_joined(tmp_path: Path) -> None:
    name = f'Morrow Line <span class="date details" title="{made.printed(made.BEGIN)}"> 02.02.2026 05:40:00</span>'
    named, joined, hidden, ours = posts(
        tmp_path,
        block(1, TAPS, forwarded=name),
        block(2, TANKERS, sender=None, forwarded=""),
        block(3, TAPS + " Still.", forwarded=""),
        block(4, TANKERS + " Still."),
    )
    assert named.forward == Forward("Morrow Line", None, "2026-02-02T05:40:00+03:00")
    assert joined.forward == named.forward
    assert hidden.forward == Forward()
    assert HIDDEN_ORIGIN in hidden.flags
    assert ours.forward is None
    assert [p.text for p in (named, joined)] == [TAPS, TANKERS]


def test_a_reply_names_the_place_of_the_post_that_it_answers(tmp_path: Path) -> None:
    here = '<div class="reply_to details">\nIn reply to <a href="#go_to_message1" onclick="x">this message</a>\n</div>'
    there = here.replace("#go", "messages.html#go")
    first, second, third = posts(
        tmp_path,
        block(1, TAPS),
        block(2, TANKERS, inside=here),
        block(3, TAPS + " !", inside=there),
        name="messages2.html",
    )
    assert second.answers == first.path == "messages2.html#message=1"
    assert third.answers == "messages.html#message=1"


def test_members_of_a_group_are_authors_and_a_signature_is_one(tmp_path: Path) -> None:
    bo, more, signed = posts(
        tmp_path,
        block(1, TAPS, sender="Bo Lunt"),
        block(2, TANKERS, sender=None),
        block(3, TAPS + " So.", after='<div class="signature details">\nEditor\n</div>'),
    )
    assert bo.author == more.author == ("Bo Lunt",)
    assert signed.author == ("Editor",)


def test_an_album_is_one_post_and_an_absent_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "1.jpg").write_bytes(b"x")
    there = '<div class="media_wrap clearfix"><a class="photo_wrap" href="photos/1.jpg"><img src="x"/></a></div>'
    film = (
        '<div class="media_wrap clearfix"><div class="media media_video"><div class="body"><div class="description">'
        "Not included, change data exporting settings to download.</div></div></div></div>"
    )
    at = made.BEGIN
    blocks = [
        block(1, inside=there, at=at),
        block(2, TAPS, sender=None, inside=there, at=at),
        block(3, TANKERS, inside=film),
    ]
    found = read(tmp_path, "messages.html", page(*blocks))
    album, film_post = [f for f in found if isinstance(f, Document)]
    assert album.text == TAPS
    assert ABSENT not in album.flags
    assert ABSENT in film_post.flags
    assert "1 file of posts is not included in the export" in next(f.message for f in found if isinstance(f, Note))


def test_a_poll_and_service_messages(tmp_path: Path) -> None:
    poll = (
        '<div class="media_wrap clearfix"><div class="media_poll"><div class="question bold">\nIs there water?\n</div>'
        '<div class="details">Anonymous poll</div><div class="answer">\n- Yes <span class="details">2 votes</span></div>'
        '<div class="answer">\n- No</div></div></div>'
    )
    pinned = '<div class="message service" id="message5"><div class="body details">Pinned</div></div>'
    found = read(tmp_path, "messages.html", page(block(1, inside=poll), pinned))
    assert [f.text for f in found if isinstance(f, Document)] == ["Is there water?\n– Yes\n– No"]
    assert ["1 service message" in f.message for f in found if isinstance(f, Note)] == [True]


def test_a_page_without_messages_is_a_failure(tmp_path: Path) -> None:
    [found] = read(tmp_path, "messages.html", page())
    assert isinstance(found, Failure)


def test_both_forms_of_an_export_give_the_same_texts_and_times(tmp_path: Path) -> None:
    [plain] = [
        f for f in read(tmp_path, "result.json", made.single([message(1, ["Taps ", {"type": "bold", "text": "off"}])]))
        if isinstance(f, Document)
    ]  # fmt: skip
    [web] = posts(tmp_path, block(1, "Taps <strong>off</strong>"))
    assert web.text == plain.text
    assert plain.published == "2026-02-02T02:41:00Z"
    assert web.published == "2026-02-02T05:41:00+03:00"


def test_the_mapping_can_give_the_address_of_the_channel(tmp_path: Path) -> None:
    found = read(tmp_path, "messages.html", page(block(5, TAPS)), mapping=Mapping(url="https://t.me/harbour_voice"))
    assert [f.url for f in found if isinstance(f, Document)] == ["https://t.me/harbour_voice/5"]

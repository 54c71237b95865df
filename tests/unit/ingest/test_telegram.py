"""Telegram Desktop exports as JSON: one document for each post, with what derivation needs."""

import json
import random
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.ingest import Mapping, read_file
from reportedly.ingest.telegram import _Mended
from reportedly.ingest.telegram_post import ABSENT, HIDDEN_ORIGIN
from reportedly.records import Document, Failure, Forward, Note
from tests.unit.ingest import telegram_made as made
from tests.unit.ingest.kept import NOW, MemoryEvidence, read
from tests.unit.ingest.telegram_made import message, service

TAPS = "Tap water in Sollen has been off since Monday, the utility said."
TANKERS = "Tankers stand at the hospital in Sollen, the council said."


def posts(folder: Path, *messages: dict[str, Any], **head: Any) -> list[Document]:
    found = read(folder, "result.json", made.single(messages, **head))
    assert not [f for f in found if isinstance(f, Failure)], found
    return [f for f in found if isinstance(f, Document)]


def notes(folder: Path, *messages: dict[str, Any], **head: Any) -> list[str]:
    return [f.message for f in read(folder, "result.json", made.single(messages, **head)) if isinstance(f, Note)]


def test_each_message_is_a_document_of_its_channel(tmp_path: Path) -> None:
    first, second = posts(tmp_path, message(1, TAPS), message(2, TANKERS))
    assert first.text == TAPS
    assert second.text == TANKERS
    assert first.publisher == "Harbour Voice"
    assert first.genre == "social"
    assert first.path == "result.json#message=1"
    assert first.container == "result.json"
    assert first.channel == "channel1555000111"
    assert first.aliases == ("https://t.me/c/1555000111/1",)
    assert first.url is None
    assert first.media_type == "application/json"
    assert first.id != second.id


def test_the_time_is_that_of_the_count_not_the_printed_one_which_has_no_zone(tmp_path: Path) -> None:
    [post] = posts(tmp_path, message(1, TAPS))
    assert post.published == "2026-02-02T02:41:00Z"
    assert post.published_basis == "field"
    [old] = posts(tmp_path, message(1, TAPS, date_unixtime=...))
    assert old.published == "2026-02-02"
    assert "time_without_zone" in old.flags


def test_an_edit_is_the_time_of_modification(tmp_path: Path) -> None:
    [post] = posts(tmp_path, message(1, TAPS, edited="2026-02-02T09:00:00", edited_unixtime="1770012000"))
    assert post.modified == "2026-02-02T06:00:00Z"


def test_runs_of_text_are_put_together_and_their_links_kept(tmp_path: Path) -> None:
    runs = [
        "Tap water in ",
        {"type": "bold", "text": "Sollen"},
        " is ",
        {"type": "spoiler", "text": "off"},
        {"type": "custom_emoji", "text": "💧", "document_id": "(File not included.)"},
        " since Monday, ",
        {"type": "text_link", "text": "the utility said", "href": "https://www.sollen-water.example/a?x=1#top"},
        ". ",
        {"type": "link", "text": "t.me/s/Morrow_Line/77?single"},
        " ",
        {"type": "mention", "text": "@morrow_line"},
        {"type": "mention_name", "text": "Bo", "user_id": 7},
    ]
    [post] = posts(tmp_path, message(1, runs))
    assert post.text == (
        "Tap water in Sollen is off💧 since Monday, the utility said. t.me/s/Morrow_Line/77?single @morrow_lineBo"
    )
    assert post.links == (
        "https://sollen-water.example/a?x=1",
        "https://t.me/morrow_line/77",
        "https://t.me/morrow_line",
    )
    [plain] = posts(tmp_path, message(1, runs, text_entities=...))
    assert (plain.text, plain.links) == (post.text, post.links)


def test_a_forward_keeps_whose_post_it_is(tmp_path: Path) -> None:
    named, hidden, ours = posts(
        tmp_path,
        message(1, TAPS, forwarded_from="Morrow Line", forwarded_from_id="channel1777"),
        message(2, TANKERS, forwarded_from=None),
        message(3, TANKERS),
    )
    assert named.forward == Forward("Morrow Line", "channel1777")
    assert named.publisher == "Harbour Voice"
    assert hidden.forward == Forward()
    assert HIDDEN_ORIGIN in hidden.flags
    assert ours.forward is None


def test_a_reply_names_the_post_that_it_answers(tmp_path: Path) -> None:
    here, elsewhere = posts(
        tmp_path,
        message(2, TAPS, reply_to_message_id=1),
        message(3, TANKERS, reply_to_message_id=9, reply_to_peer_id="channel1777"),
    )
    assert here.answers == "https://t.me/c/1555000111/1"
    assert elsewhere.answers == "https://t.me/c/1777/9"


def test_with_a_user_name_the_post_has_its_public_address(tmp_path: Path) -> None:
    [post] = posts(tmp_path, message(5, TAPS), username="Harbour_Voice")
    assert post.url == "https://t.me/harbour_voice/5"
    assert post.aliases == ("https://t.me/c/1555000111/5",)


def test_pictures_of_one_second_and_one_author_are_one_post(tmp_path: Path) -> None:
    at = str(made.BEGIN)
    album = [message(n, TAPS if n == 2 else "", photo=f"photos/{n}.jpg", date_unixtime=at) for n in (1, 2, 3)]
    later = message(4, TANKERS, photo="photos/4.jpg")
    [one, two] = posts(tmp_path, *album, later)
    assert one.text == TAPS
    assert one.path == "result.json#message=1"
    assert one.aliases == tuple(f"https://t.me/c/1555000111/{n}" for n in (1, 2, 3))
    assert two.text == TANKERS


def test_words_of_one_second_are_two_posts(tmp_path: Path) -> None:
    at = str(made.BEGIN)
    assert len(posts(tmp_path, message(1, TAPS, date_unixtime=at), message(2, TANKERS, date_unixtime=at))) == 2


def test_what_gives_no_document_is_counted_and_missing_numbers_are_told(tmp_path: Path) -> None:
    told = notes(tmp_path, service(1), message(2, TAPS), message(3, "", photo="(File not included. Change data "
                 "exporting settings to download.)"), message(7, TANKERS, file="files/plan.pdf"), service(8))  # fmt: skip
    assert told == [
        (
            "“Harbour Voice”: not read as posts: 1 post without words, 2 service messages; "
            "1 file of posts is not included in the export; "
            "3 of the numbers 1 to 8 are not there (messages that were deleted, or left out of the export)"
        )
    ]


def test_one_missing_number_is_told_as_one(tmp_path: Path) -> None:
    told = notes(tmp_path, message(1, TAPS), message(3, TANKERS))
    assert told == [
        "“Harbour Voice”: 1 of the numbers 1 to 3 is not there (a message that was deleted, or left out of the export)"
    ]


def test_a_file_that_lies_beside_the_export_is_there_and_one_that_does_not_is_said(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "1.jpg").write_bytes(b"x")
    path = tmp_path / "result.json"
    path.write_text(made.single([message(1, TAPS, photo="photos/1.jpg"), message(2, TANKERS, photo="../etc/x.jpg"),
                                 message(3, TANKERS + " Again.", photo="photos/3.jpg")]), "utf-8")  # fmt: skip
    found = list(read_file(path, evidence=MemoryEvidence(), now=NOW))
    flags = [f.flags for f in found if isinstance(f, Document)]
    assert [ABSENT in f for f in flags] == [False, False, True]
    assert "named in the export and not in its folder" in next(f.message for f in found if isinstance(f, Note))


def test_a_poll_is_read_with_its_answers(tmp_path: Path) -> None:
    poll = {"question": "Is there water in your street?", "closed": False, "total_voters": 12,
            "answers": [{"text": "Yes", "voters": 2, "chosen": False}, {"text": "Since noon no more", "voters": 10}]}  # fmt: skip
    [post] = posts(tmp_path, message(1, "", poll=poll))
    assert post.text == "Is there water in your street?\n– Yes\n– Since noon no more"


def test_of_an_export_of_everything_channels_and_groups_are_read_and_conversations_are_not(tmp_path: Path) -> None:
    member = message(2, TANKERS, **{"from": "Bo Lunt", "from_id": "user7"})
    chats = [
        {"name": "Ada", "type": "personal_chat", "id": 9, "messages": [message(1, "Nobody published this.")]},
        {**made.CHANNEL, "messages": [message(1, TAPS)]},
        {"name": "Sollen neighbours", "type": "private_supergroup", "id": 88, "messages": [member]},
        {"type": "saved_messages", "id": 42, "messages": []},
    ]
    left = [{"name": "Old Line", "type": "public_channel", "id": 99, "messages": [message(3, TAPS)]}]
    found = read(tmp_path, "result.json", made.everything(chats, left))
    documents = [f for f in found if isinstance(f, Document)]
    assert [(d.publisher, d.path, d.author) for d in documents] == [
        ("Harbour Voice", "result.json#chat=channel1555000111&message=1", ()),
        ("Sollen neighbours", "result.json#chat=channel88&message=2", ("Bo Lunt",)),
        ("Old Line", "result.json#chat=channel99&message=3", ()),
    ]
    [told] = [f.message for f in found if isinstance(f, Note)]
    assert "1 of kind personal_chat, 1 of kind saved_messages" in told


def test_the_same_message_in_a_later_export_is_the_same_document(tmp_path: Path) -> None:
    [before] = posts(tmp_path, message(1, TAPS))
    again, _ = posts(tmp_path, message(1, TAPS), message(2, TANKERS))
    assert again.id == before.id
    [edited] = posts(tmp_path, message(1, TAPS + " It is back.", edited_unixtime="1770012000"))
    assert edited.id != before.id


@pytest.mark.parametrize("cut", [0.5, 0.9, 0.999])
def test_of_a_file_that_ends_in_the_middle_what_came_before_is_read(tmp_path: Path, cut: float) -> None:
    content = made.single([message(n, f"{TAPS} Day {n}.") for n in range(1, 21)]).encode()
    found = read(tmp_path, "result.json", content[: int(len(content) * cut)])
    whole = [f for f in found if isinstance(f, Document)]
    assert 5 < len(whole) <= 20
    [failed] = [f for f in found if isinstance(f, Failure)]
    assert failed.message.startswith(f"it ends in the middle; {len(whole)} messages before that were read")


def test_one_broken_message_costs_only_itself(tmp_path: Path) -> None:
    content = made.single([message(1, TAPS), message(2, TANKERS, id="two"), 7, message(4, TANKERS)])  # type: ignore[list-item]
    found = read(tmp_path, "result.json", content)
    assert [f.path for f in found if isinstance(f, Document)] == ["result.json#message=1", "result.json#message=4"]
    assert len([f for f in found if isinstance(f, Failure)]) == 2


def test_control_characters_that_are_no_json_are_read(tmp_path: Path) -> None:
    content = made.single([message(1, "The pump X station is shut, the council said."), message(2, r"C:\x0a it said.")])
    [first, second] = [
        f for f in read(tmp_path, "result.json", content.replace(" X ", r" \x0B ")) if isinstance(f, Document)
    ]
    assert first.text == "The pump \x0b station is shut, the council said."
    assert second.text == r"C:\x0a it said."


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='\\x0B1n"a', max_size=60), st.integers(1, 7))
def test_mending_does_not_depend_on_where_the_stream_is_cut(text: str, size: int) -> None:
    data = json.dumps(text).encode().replace(b"\\u000b", b"\\x0B")

    class Small:
        def __init__(self) -> None:
            self.left = data

        def read(self, _: int) -> bytes:
            piece, self.left = self.left[:size], self.left[size:]
            return piece

    mended, out = _Mended(Small()), b""  # type: ignore[arg-type]
    while piece := mended.read(10):
        out += piece
    assert json.loads(out) == text


def test_other_json_is_still_refused(tmp_path: Path) -> None:
    [found] = read(tmp_path, "result.json", '{"messages": [1, 2], "type": "invoice"}\n')
    assert isinstance(found, Failure)


def test_memory_does_not_grow_with_the_number_of_messages(tmp_path: Path) -> None:
    class Nothing(MemoryEvidence):
        def keep(self, data: bytes) -> str:
            return f"{random.getrandbits(256):064x}"

        def keep_text(self, text_id: str, text: str) -> None:
            pass

    def peak(count: int) -> int:
        made.write_large(tmp_path / "result.json", count)
        content = (tmp_path / "result.json").open("rb")
        with content:
            evidence = Nothing()
            evidence.open = lambda _: (tmp_path / "result.json").open("rb")  # type: ignore[method-assign]
            evidence.keep_stream = lambda _: "0" * 64  # type: ignore[method-assign]
            tracemalloc.start()
            found = sum(1 for _ in read_file(tmp_path / "result.json", evidence=evidence, now=NOW))
            top = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        assert found == count
        return top

    peak(50)
    assert peak(1500) < 1.5 * peak(300) + 200_000


def test_the_mapping_can_give_the_address_of_the_channel(tmp_path: Path) -> None:
    for named in ("https://t.me/Harbour_Voice", "t.me/s/harbour_voice"):
        [post] = [
            f for f in read(tmp_path, "result.json", made.single([message(5, TAPS)]), mapping=Mapping(url=named))
            if isinstance(f, Document)
        ]  # fmt: skip
        assert post.url == "https://t.me/harbour_voice/5"
    [post] = [
        f
        for f in read(tmp_path, "result.json", made.single([message(5, TAPS)]), mapping=Mapping(url="link"))
        if isinstance(f, Document)
    ]
    assert post.url is None

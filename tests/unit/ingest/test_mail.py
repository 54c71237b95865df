"""EML, MBOX and MHTML."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from reportedly.ingest import mail as reader
from reportedly.records import Document, Failure
from tests.unit.ingest.kept import MemoryEvidence, failure, one, read
from tests.unit.ingest.samples import POWER, WATER, WELLS, docx_bytes, mail, mbox_bytes, mhtml_bytes, zip_bytes


def test_a_mail_is_read_with_its_headers(tmp_path: Path) -> None:
    document = one(tmp_path, "a.eml", bytes(mail()))
    assert (document.text.strip(), document.title) == (WATER, "Сухі крани: Drelmoor")
    assert (document.author, document.publisher) == (("Ada Quill",), None)
    assert (document.published, document.published_basis) == ("2026-10-26T14:30:00+02:00", "header")
    assert (document.media_type, document.extractor) == ("message/rfc822", "eml/1")


def test_of_two_versions_of_a_mail_the_plain_one_is_taken(tmp_path: Path) -> None:
    assert one(tmp_path, "a.eml", bytes(mail(html=f"<p>{WATER}</p>"))).text.strip() == WATER


def test_a_mail_in_html_only_gives_all_its_words(tmp_path: Path) -> None:
    page = f"<html><style>p {{}}</style><body><div>{WATER}</div><p>{WELLS}<br>{POWER}</p></body></html>"
    assert one(tmp_path, "a.eml", bytes(mail(text="", html=page))).text == f"{WATER}\n\n{WELLS}\n{POWER}"


def test_attachments_are_read_as_files_of_their_own(tmp_path: Path) -> None:
    evidence = MemoryEvidence()
    inner = zip_bytes({"deep/b.txt": POWER})
    data = bytes(mail(("Сухо.docx", docx_bytes()), ("x.zip", inner)))
    found = read(tmp_path, "a.eml", data, evidence=evidence)
    assert [item.path for item in found] == ["a.eml", "a.eml!Сухо.docx", "a.eml!x.zip!deep/b.txt"]
    last = found[-1]
    assert isinstance(last, Document)
    assert (last.text, last.container) == (POWER, "a.eml!x.zip")
    assert evidence.data[last.sha256] == POWER.encode()
    assert evidence.data[evidence.order[0]] == data


def test_an_attachment_that_cannot_be_read_is_a_failure_of_its_own(tmp_path: Path) -> None:
    document, told = read(tmp_path, "a.eml", bytes(mail(("x.bin", b"\x00\x01\x02"))))
    assert isinstance(document, Document)
    assert isinstance(told, Failure)
    assert told.path == "a.eml!x.bin"


def test_a_forwarded_mail_is_read_too(tmp_path: Path) -> None:
    outer = mail(text="See below, please.\n")
    outer.add_attachment(mail())
    assert [item.path for item in read(tmp_path, "a.eml", bytes(outer))] == ["a.eml", "a.eml!1.eml"]


@pytest.mark.parametrize(("charset", "words"), [("koi8-u", "Води немає з понеділка."), ("windows-1251", "Воды нет с понедельника.")])  # fmt: skip
def test_the_code_page_of_a_mail_is_used(tmp_path: Path, charset: str, words: str) -> None:
    message = EmailMessage()
    message["From"], message["Subject"], message["Message-ID"] = "a@b.example", "x", "<1@b.example>"
    message.set_content(words, charset=charset)
    assert one(tmp_path, "a.eml", bytes(message)).text.strip() == words


def test_mails_of_a_mailbox_are_read_one_by_one(tmp_path: Path) -> None:
    second = mail(text=f"{POWER}\n\nFrom the well comes water.\n>From here on it is quoted.\n")
    found = read(tmp_path, "a.mbox", mbox_bytes(mail(), second))
    assert [item.path for item in found] == ["a.mbox!1.eml", "a.mbox!2.eml"]
    last = found[-1]
    assert isinstance(last, Document)
    assert last.text.strip() == f"{POWER}\n\nFrom the well comes water.\nFrom here on it is quoted."


def test_a_mail_too_large_for_memory_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_MAIL", 2_000)
    found = read(tmp_path, "a.mbox", mbox_bytes(mail(), mail(text="x " * 5_000), mail(text=POWER)))
    assert [type(item) for item in found] == [Document, Failure, Document]
    assert found[1].path == "a.mbox!2.eml"


def test_a_saved_page_is_read_with_its_address_and_the_time_of_saving(tmp_path: Path) -> None:
    document = one(tmp_path, "a.mhtml", mhtml_bytes())
    assert WATER in document.text
    assert (document.url, document.retrieved_at) == ("https://lantern.example/1", "2026-10-26T12:30:00Z")
    assert (document.published, document.title) == (None, "Dry taps")
    assert document.extractor.startswith("mhtml/1+trafilatura/")


def test_parts_without_end_are_refused(tmp_path: Path) -> None:
    head = b"From: a@b.example\nSubject: x\nMessage-ID: <1@x>\nMIME-Version: 1.0\n"
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(3_000))
    assert "cannot be taken apart" in failure(tmp_path, "a.eml", head + deep + b"Content-Type: text/plain\n\nhi\n")


def test_a_text_that_begins_like_a_letter_is_no_mail(tmp_path: Path) -> None:
    letter = f"From: the council\nSubject: water\n\n{WATER}"
    assert one(tmp_path, "a.txt", letter).media_type == "text/plain"

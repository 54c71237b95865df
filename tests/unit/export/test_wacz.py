"""Addresses in a web archive: as viewers ask for them."""

import pytest

from reportedly.export.wacz import address_of, sort_key

SHA = "ab" * 32


@pytest.mark.parametrize(("printed", "asked"), [
    ("https://www.Sollen.example/Taps?a=B", "https://www.sollen.example/Taps?a=B"),
    ("https://sollen.example", "https://sollen.example/"),
    ("https://sollen.example/новини/вода", "https://sollen.example/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8/%D0%B2%D0%BE%D0%B4%D0%B0"),
    ("https://sollen.example/%D0%B2?q=Ж&r='x'", "https://sollen.example/%D0%B2?q=%D0%96&r=%27x%27"),
    ("https://вісник.example/a b", "https://xn--b1amgkt9j.example/a%20b"),
    ("http://sollen.example:8080/a#part-2", "http://sollen.example:8080/a"),
    ("http://[2001:db8::1]/a", "http://[2001:db8::1]/a"),
])  # fmt: skip
def test_an_address_is_archived_as_browsers_ask_for_it(printed: str, asked: str) -> None:
    made = address_of(printed, SHA)
    assert made == asked
    assert address_of(made, SHA) == made
    assert sort_key(made).isascii()


@pytest.mark.parametrize(
    "printed",
    [None, "", "ftp://x.example/a", "http://[x", "http://x.example:port/a", "https:///a", "http://x..example/ж"],
)
def test_what_is_no_address_of_the_web_gets_one_of_its_digest(printed: str | None) -> None:
    made = address_of(printed, SHA)
    assert made in (f"urn:sha256:{SHA}", "http://x..example/%D0%B6")

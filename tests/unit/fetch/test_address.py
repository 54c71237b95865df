"""What may be fetched and what may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.fetch.address import InvalidAddress, is_public, target_of


def _public(_host: str, _port: int) -> list[str]:
    return ["93.184.215.14"]


@pytest.mark.parametrize(
    ("url", "sent", "authority"),
    [
        ("https://outlet.example/a b".replace(" ", "%20"), "https://outlet.example/a%20b", "outlet.example"),
        ("HTTP://Outlet.Example:8080", "http://outlet.example:8080/", "outlet.example:8080"),
        ("https://новини.example/стаття?id=7&x=ї", "https://xn--b1amarcd.example/", "xn--b1amarcd.example"),
        ("https://outlet.example./x#part", "https://outlet.example/x", "outlet.example"),
        (
            "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/x",
            "https://[2606:",
            "[2606:2800:21f:cb07:6820:80da:af6b:8b2c]",
        ),
    ],
)
def test_an_address_is_sent_in_ascii(url: str, sent: str, authority: str) -> None:
    found = target_of(url, lookup=_public)
    assert found.url.startswith(sent)
    assert found.url.isascii()
    assert found.authority == authority


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://outlet.example/x", "only http"),
        ("file:///etc/passwd", "only http"),
        ("outlet.example/x", "only http"),
        ("https:///x", "no host"),
        ("https://user:secret@outlet.example/", "user name"),
        ("https://outlet.example/\nHost: other", "control character"),
        ("https://outlet.example:99999/", "no address"),
        ("https://outlet.example/" + "x" * 5000, "characters"),
        ("http://127.0.0.1/", "not a public"),
        ("http://[::1]/", "not a public"),
        ("http://[::ffff:10.0.0.5]/", "not a public"),
        ("http://169.254.169.254/latest", "not a public"),
        ("http://[64:ff9b::7f00:1]/", "not a public"),
        ("http://[2002:7f00:1::]/", "not a public"),
        ("http://100.64.1.1/", "not a public"),
        ("http://0.0.0.0/", "not a public"),
        ("http://224.0.0.1/", "not a public"),
    ],
)
def test_what_is_not_fetched_is_said_with_the_reason(url: str, why: str) -> None:
    with pytest.raises(InvalidAddress, match=why) as caught:
        target_of(url, lookup=_public)
    assert "secret" not in str(caught.value)


def test_a_name_with_one_private_address_among_public_ones_is_refused() -> None:
    with pytest.raises(InvalidAddress, match=r"10\.0\.0\.7"):
        target_of("https://two.example/", lookup=lambda _h, _p: ["93.184.215.14", "10.0.0.7"])
    assert target_of("https://two.example/", lookup=lambda _h, _p: ["10.0.0.7"], allow_private=True).numbers == (
        "10.0.0.7",
    )


def test_a_name_that_does_not_exist() -> None:
    def none(_host: str, _port: int) -> list[str]:
        raise OSError(-2, "Name or service not known")

    with pytest.raises(InvalidAddress, match="cannot be found"):
        target_of("https://nowhere.example/", lookup=none)


def test_through_a_proxy_names_are_not_looked_up_here() -> None:
    def never(_host: str, _port: int) -> list[str]:
        raise AssertionError("looked up")

    assert target_of("https://outlet.example/", lookup=None).numbers == ()
    for name in ("localhost", "printer", "db.internal", "x.local", "127.0.0.1", "[::1]"):
        with pytest.raises(InvalidAddress):
            target_of(f"http://{name}/", lookup=None)
    del never


@given(st.ip_addresses(v=4))
def test_an_address_wrapped_in_another_is_as_public_as_itself(number: object) -> None:
    plain = is_public(str(number))
    assert is_public(f"::ffff:{number}") == plain
    first, second = str(number).split(".")[:2], str(number).split(".")[2:]
    wrapped = f"64:ff9b::{int(first[0]):02x}{int(first[1]):02x}:{int(second[0]):02x}{int(second[1]):02x}"
    assert is_public(wrapped) == plain


@given(st.text(max_size=80))
def test_any_text_is_a_target_or_an_error_of_ours(text: str) -> None:
    try:
        found = target_of(text, lookup=_public)
    except InvalidAddress:
        return
    assert found.url.isascii()
    assert found.scheme in ("http", "https")


@pytest.mark.parametrize(
    "number",
    ["169.254.169.254", "169.254.0.9", "fe80::1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1",
     "::169.254.169.254", "fd00:ec2::254", "100.100.100.200", "168.63.129.16"],
)  # fmt: skip
def test_leave_for_private_networks_is_none_for_this_link_and_the_keys_of_a_cloud(number: str) -> None:
    lookup = lambda _h, _p: ["10.0.0.7", number]  # noqa: E731
    with pytest.raises(InvalidAddress, match="--allow-link-local"):
        target_of("https://x.example/", lookup=lookup, allow_private=True)
    found = target_of("https://x.example/", lookup=lookup, allow_private=True, allow_link_local=True)
    assert found.numbers == ("10.0.0.7", number)
    with pytest.raises(InvalidAddress, match="--allow-private"):
        target_of("https://x.example/", lookup=lookup, allow_link_local=True)


@pytest.mark.parametrize("number", ["10.0.0.7", "127.0.0.1", "192.168.1.1", "::1", "fd12::1", "::ffff:10.0.0.7"])
def test_private_networks_are_open_with_leave(number: str) -> None:
    assert target_of("https://x.example/", lookup=lambda _h, _p: [number], allow_private=True).numbers == (number,)

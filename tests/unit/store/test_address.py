"""How a database is named, shown and remembered: never with its password."""

from pathlib import Path

import pytest

from reportedly.errors import StoreError
from reportedly.store import address

SECRET = "hem/li@g"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (f"postgresql://ada:{SECRET}@db.example.org:5433/desk", "postgresql://ada@db.example.org:5433/desk"),
        ("postgres://ada@/desk?host=/run/pg&password=hemlig", "postgres://ada@/desk?host=/run/pg"),
        ("postgresql:///desk?service=newsroom", "postgresql:///desk?service=newsroom"),
        (
            "postgresql://db.example.org/desk?sslmode=require&sslpassword=x",
            "postgresql://db.example.org/desk?sslmode=require",
        ),
    ],
)
def test_a_server_is_shown_and_kept_without_its_password(tmp_path: Path, url: str, shown: str) -> None:
    assert address.shown(url) == shown
    address.remember(tmp_path, url)
    assert (tmp_path / "database.txt").read_text("utf-8") == shown + "\n"
    assert address.of_project(tmp_path) == shown


@pytest.mark.parametrize(
    "text",
    [
        f"could not open postgresql://ada:{SECRET}@h/desk",
        f"host=h user=ada password='{SECRET}' dbname=desk",
        f"password={SECRET}",
    ],
)
def test_no_password_is_left_in_a_message(text: str) -> None:
    assert SECRET not in address.masked(text)


def test_a_path_and_a_url_are_told_apart() -> None:
    assert address.read("kept/project.db") == Path("kept/project.db")
    assert address.read("postgresql://ada@h/desk") == "postgresql://ada@h/desk"
    assert address.read(Path("postgresql://ada@h/desk")) == "postgresql://ada@h/desk"


def test_a_database_of_a_kind_that_is_not_known_is_named_without_its_password() -> None:
    with pytest.raises(StoreError, match="'mysql' are not known; give a file, or postgresql://USER@HOST/NAME"):
        address.read("mysql://ada@h/desk")


def test_what_is_given_comes_before_the_variable_and_that_before_what_is_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REPORTEDLY_DB", raising=False)
    assert address.of_project(tmp_path) == tmp_path / "reportedly.db"
    address.remember(tmp_path, "postgresql://h/kept")
    assert address.of_project(tmp_path) == "postgresql://h/kept"
    monkeypatch.setenv("REPORTEDLY_DB", "postgresql://h/named")
    assert address.of_project(tmp_path) == "postgresql://h/named"
    assert address.of_project(tmp_path, "other.db") == Path("other.db")

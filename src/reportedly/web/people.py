"""Accounts of a project's workbench: a file with names, roles and salted password digests (scrypt, RFC 7914)."""

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from reportedly.desk.model import Role
from reportedly.web.errors import WebError
from reportedly.web.sessions import RANKS

FILE = "workbench_people.json"
SHORTEST = 10
"""Characters that a password needs at least."""

_COST = {"n": 2**14, "r": 8, "p": 1, "maxmem": 64 * 1024 * 1024}


class BadAccount(WebError):
    """An account that cannot be made or changed as asked."""


@dataclass(frozen=True, slots=True)
class Person:
    """One account. `exact` is the right to see names of private persons and exact places."""

    name: str
    role: Role
    exact: bool = False
    salt: str = ""
    digest: str = ""

    def knows(self, password: str) -> bool:
        """Say whether this is the password of the account."""
        return hmac.compare_digest(_digest(password, self.salt), self.digest)


class People:
    """The accounts of a project; without any, whoever sits at the machine is the one person there is."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def all(self) -> dict[str, Person]:
        """Return the accounts by name. Raises BadAccount for a file that is not one of accounts."""
        try:
            plain = json.loads(self._path.read_text("utf-8"))
            return {entry["name"]: Person(**entry) for entry in plain["people"]}
        except FileNotFoundError:
            return {}
        except (ValueError, KeyError, TypeError) as error:
            raise BadAccount(
                f"{self._path}: this is no file of accounts ({error}); restore it, or remove it and make them anew"
            ) from error

    def add(self, name: str, role: Role, password: str, *, exact: bool = False) -> Person:
        """Make an account, or change one. Raises BadAccount for a name, role or password that will not do."""
        if not name.strip() or len(name) > 80 or any(ord(sign) < 32 for sign in name):
            raise BadAccount(f"{name!r} is no name for an account; give 1 to 80 characters on one line")
        if role not in RANKS:
            raise BadAccount(f"{role!r} is no role; there are {', '.join(RANKS)}")
        if len(password) < SHORTEST:
            raise BadAccount(f"the password has {len(password)} characters; give {SHORTEST} or more")
        salt = secrets.token_hex(16)
        made = Person(name.strip(), role, exact, salt, _digest(password, salt))
        self._keep({**self.all(), made.name: made})
        return made

    def remove(self, name: str) -> None:
        """Remove an account. Raises BadAccount if there is none, or it is the last one of an admin."""
        known = self.all()
        if name not in known:
            raise BadAccount(f"there is no account {name!r}; there are {', '.join(sorted(known)) or 'none'}")
        rest = {other: person for other, person in known.items() if other != name}
        if rest and not any(person.role == "admin" for person in rest.values()):
            raise BadAccount(f"{name!r} is the last admin; make another one first, or remove the others before")
        self._keep(rest)

    def _keep(self, people: dict[str, Person]) -> None:
        if not people:
            self._path.unlink(missing_ok=True)
            return
        temporary = self._path.with_name(self._path.name + ".part")
        text = json.dumps({"people": [asdict(p) for p in people.values()]}, ensure_ascii=False, indent=1)
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        temporary.replace(self._path)


def _digest(password: str, salt: str) -> str:
    return hashlib.scrypt(password.encode("utf-8"), salt=bytes.fromhex(salt), dklen=32, **_COST).hex()

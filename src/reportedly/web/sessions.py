"""Who asks: sessions in a signed cookie, the token against forged requests, what a role may do.

A session is `name, id`; the id is random, so that the token made of it is good for this session alone. Cookies are
HttpOnly and SameSite=Strict. The signature is that of itsdangerous.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer

from reportedly.desk.model import Role

COOKIE = "reportedly_session"
DAYS = 14
RANKS: tuple[Role, ...] = ("viewer", "analyst", "reviewer", "admin")


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in person and the random id of this sign-in."""

    name: str
    id: str

    @classmethod
    def begin(cls, name: str) -> "Session":
        """Return a new session of a person."""
        return cls(name, secrets.token_hex(16))


def signed(session: Session, secret: str) -> str:
    """Return a session as the value of a cookie."""
    return _serializer(secret).dumps([session.name, session.id])


def read(cookie: str | None, secret: str) -> Session | None:
    """Return the session of a cookie, None where it is missing, forged or older than two weeks."""
    if not cookie:
        return None
    try:
        name, session = _serializer(secret).loads(cookie, max_age=DAYS * 86400)
    except (BadSignature, ValueError, TypeError):
        return None
    return Session(str(name), str(session))


def csrf_token(session: Session, secret: str) -> str:
    """Return the token that every writing request of a session must carry."""
    return hmac.new(secret.encode(), f"csrf {session.id}".encode(), hashlib.sha256).hexdigest()


def may(role: Role, needed: Role) -> bool:
    """Say whether a role is at least the one that is needed."""
    return RANKS.index(role) >= RANKS.index(needed)


def _serializer(secret: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt="reportedly-session")

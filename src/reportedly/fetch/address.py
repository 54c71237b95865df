"""Which addresses may be fetched: public ones, looked up once, so that a name cannot turn private between two looks."""

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from reportedly.errors import ReportedlyError

PORTS = {"http": 80, "https": 443}
LONGEST = 4_000
"""Longest address that is fetched, in characters."""

Resolve = Callable[[str, int], Sequence[str]]
"""Returns the numeric addresses of a host name; raises OSError if there are none."""

_BLANKS = re.compile(r"[\x00-\x20\x7f]")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

_METADATA = frozenset(("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254"))
"""Addresses outside of the link-local range where clouds give keys and settings to their own machines."""


class InvalidAddress(ReportedlyError):
    """An address that is not fetched; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes: the address as sent, and the numeric addresses that were checked.

    `host` is in the ASCII form of IDNA; `numbers` is empty where a proxy looks the name up.
    """

    url: str
    scheme: str
    host: str
    port: int
    path: str
    numbers: tuple[str, ...]

    @property
    def authority(self) -> str:
        """The host as the Host header gives it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def site(self) -> str:
        """Scheme and authority."""
        return f"{self.scheme}://{self.authority}"


def resolve(host: str, port: int) -> Sequence[str]:
    """Return the numeric addresses of a host by the system's resolver. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def target_of(
    url: str,
    *,
    lookup: Resolve | None = resolve,
    allow_private: bool = False,
    allow_link_local: bool = False,
    base: str = "",
) -> Target:
    """Return the target of an address, relative to `base`; without `lookup` (a proxy does it) names go unchecked.

    Raises InvalidAddress for another scheme than http and https, a user name in the address, a host that does not
    exist, unless `allow_private` a host with an address that is not public (loopback, private, shared, reserved,
    multicast, also within IPv6), and unless `allow_link_local` one that is link-local or where clouds give keys to
    their own machines: a redirect from a page that is fetched must not reach those by leave given to others.
    """
    parts = _parts(urljoin(base, url.strip()) if base else url.strip())
    host, port = _host(parts)
    numbers = _numbers(host, port, lookup)
    for number in numbers or ((host,) if _number(host) else ()):
        what = number if number == host else f"{host} ({number})"
        if is_link_local(number):
            if not allow_link_local:
                raise InvalidAddress(
                    f"{_shown(parts)}: {what} is not a public address but one of this link or of the cloud's own "
                    "services; it is not fetched, --allow-private or not. If you mean it, add --allow-link-local"
                )
        elif not allow_private and not is_public(number):
            raise InvalidAddress(
                f"{_shown(parts)}: {what} is not a public address; it is not fetched. If it is a server of your "
                "own, add --allow-private"
            )
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]") if parts.query else ""
    )
    target = Target("", parts.scheme.lower(), host, port, path, numbers)
    return Target(target.site + path, target.scheme, host, port, path, numbers)


def is_public(number: str) -> bool:
    """Say whether a numeric address lies in the public network, whatever it is wrapped in."""
    found = _unwrapped(number)
    return found.is_global and not found.is_multicast and not found.is_reserved


def is_link_local(number: str) -> bool:
    """Say whether a numeric address is link-local, or one where clouds give out keys, whatever it is wrapped in."""
    found = _unwrapped(number)
    return found.is_link_local or str(found) in _METADATA


def _unwrapped(number: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """Return the address, or the IPv4 address that an IPv6 address carries."""
    found = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found in _NAT64 or (0xFFFF < int(found) < 1 << 32):  # the latter: IPv4-compatible, long given up
            return ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        return found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None) or found
    return found


def _parts(url: str) -> SplitResult:
    if len(url) > LONGEST:
        raise InvalidAddress(f"{url[:80]}…: the address has {len(url):,} characters; at most {LONGEST:,} are fetched")
    if _BLANKS.search(url):
        raise InvalidAddress(f"{url!r}: there is a blank or a control character in the address; write it as %20")
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise InvalidAddress(f"{url!r} is no address ({error}); correct it") from error
    if parts.scheme.lower() not in PORTS:
        raise InvalidAddress(f"{url!r}: only http:// and https:// are fetched; give the whole address")
    if parts.username is not None or parts.password is not None:
        raise InvalidAddress(f"{_shown(parts)}: there is a user name in the address; pages behind a login are not read")
    return parts


def _host(parts: SplitResult) -> tuple[str, int]:
    host = (parts.hostname or "").rstrip(".")
    if not host:
        raise InvalidAddress(f"{_shown(parts)}: there is no host in the address; correct it")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise InvalidAddress(f"{host}: this host name cannot be written in ASCII ({error}); correct it") from error
    return host.lower(), parts.port or PORTS[parts.scheme.lower()]


def _numbers(host: str, port: int, lookup: Resolve | None) -> tuple[str, ...]:
    if _number(host):
        return (host,)
    if lookup is None:
        if host == "localhost" or host.endswith((".localhost", ".local", ".internal")) or "." not in host:
            raise InvalidAddress(f"{host} is a name of a private network; it is not fetched through a proxy")
        return ()
    try:
        found = tuple(lookup(host, port))
    except OSError as error:
        raise InvalidAddress(
            f"{host}: this host cannot be found ({error.strerror or error}); check the address and the network"
        ) from error
    if not found:
        raise InvalidAddress(f"{host}: this host has no address; check the spelling")
    return found


def _number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _shown(parts: SplitResult) -> str:
    """The address without a user name and password."""
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, parts.query, ""))

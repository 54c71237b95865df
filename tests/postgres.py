"""A PostgreSQL server of the tests' own: in a temporary folder, reached by a socket, thrown away in the end."""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import quote

BINARIES = "/usr/lib/postgresql"
MISSING = (
    "there is no PostgreSQL server with PostGIS here, so nothing was tested on one; "
    "get it with: apt-get install postgresql postgresql-15-postgis-3"
)
NEEDED = "REPORTEDLY_NEED_POSTGRES"
"""Where this is set, tests without a server fail instead of being skipped."""

_SETTINGS = (
    "fsync=off", "full_page_writes=off", "listen_addresses=", "max_connections=60",
    "shared_buffers=64MB", "log_min_messages=fatal",
)  # fmt: skip
_TEMPLATE = "reportedly_template"


def binaries() -> Path | None:
    """Return the folder with the programs of the newest server here, None where there is none with PostGIS."""
    found = shutil.which("pg_ctl")
    folders = [Path(found).parent] if found else []
    folders += sorted(Path(BINARIES).glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True)
    for folder in folders:
        shared = subprocess.run(
            [folder / "pg_config", "--sharedir"], capture_output=True, text=True, check=False
        ).stdout.strip() if (folder / "pg_config").exists() else ""  # fmt: skip
        control = Path(shared or f"/usr/share/postgresql/{folder.parent.name}") / "extension" / "postgis.control"
        if (folder / "initdb").exists() and control.exists():
            return folder
    return None


def _user() -> str | None:
    """Return the user that the server runs as: it refuses root."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@dataclass
class Server:
    """A running server; databases are made as copies of one that is empty and has all tables."""

    folder: Path
    programs: Path

    def __post_init__(self) -> None:
        self._numbers = count(1)
        self._template = False

    @classmethod
    def start(cls, programs: Path, **settings: str) -> "Server":
        """Make a server in a new folder and start it."""
        folder = Path(tempfile.mkdtemp(prefix="rp-pg-", dir="/tmp"))
        user = _user()
        if user:
            shutil.chown(folder, user)
        made = cls(folder, programs)
        made._do("initdb", "-D", made.data, "-U", "admin", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        with (Path(made.data) / "postgresql.conf").open("a") as file:
            lines = [*_SETTINGS, f"unix_socket_directories='{folder}'", *(f"{n}={v}" for n, v in settings.items())]
            file.write(
                "\n".join(line.replace("=", " = ", 1) if line[-1] != "=" else f"{line[:-1]} = ''" for line in lines)
                + "\n"
            )
        made.up()
        return made

    @property
    def data(self) -> str:
        """The folder of the server's files."""
        return str(self.folder / "data")

    def up(self) -> None:
        """Start the server and wait until it answers."""
        self._do("pg_ctl", "start", "-w", "-D", self.data, "-l", str(self.folder / "log"))

    def restart(self, mode: str = "immediate") -> None:
        """Stop the server without ceremony and start it again."""
        self._do("pg_ctl", "restart", "-w", "-D", self.data, "-m", mode, "-l", str(self.folder / "log"))

    def down(self, mode: str = "immediate") -> None:
        """Stop the server."""
        self._do("pg_ctl", "stop", "-w", "-D", self.data, "-m", mode)

    def remove(self) -> None:
        """Stop the server and remove its files."""
        self.down()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str, user: str = "admin", password: str = "") -> str:
        """Return the URL of a database."""
        login = f"{user}:{quote(password, safe='')}" if password else user
        return f"postgresql://{login}@/{database}?host={quote(str(self.folder), safe='')}"

    def empty(self) -> str:
        """Make a database without anything in it, and return its URL."""
        name = f"t{next(self._numbers)}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE template0")
        return self.url(name)

    def database(self) -> str:
        """Make a database with all tables and no rows, and return its URL."""
        if not self._template:
            from reportedly.store import SqlStore

            self.sql(f"CREATE DATABASE {_TEMPLATE} TEMPLATE template0")
            SqlStore.open(self.url(_TEMPLATE)).close()
            self._template = True
        name = f"t{next(self._numbers)}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
        return self.url(name)

    def sql(self, statement: str, database: str = "postgres") -> None:
        """Run one statement as the administrator."""
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement)

    def _do(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self.programs / program, *arguments], user=_user(), cwd=self.folder, capture_output=True, text=True,
            check=False, env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}{done.stderr}")

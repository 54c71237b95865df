"""What a running workbench holds: one project, its read model, and how it is served."""

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from reportedly.desk import Desk
from reportedly.desk.model import Role
from reportedly.desk.refreshing import Progress
from reportedly.project import Project

KEY_FILE = "workbench.key"


@dataclass(frozen=True, slots=True)
class Settings:
    """How a workbench is served.

    `person` and `role` are those of whoever sits at this machine, as long as the project has no accounts. `exact`
    lets that person see names of private persons and exact places. `hosts` are the names (with no port) under which
    the server may be asked for; `token` is asked of everybody who comes without a session, "" asks for none.
    `processes` may work on a large project; more than one asks for a main module that can be imported again.
    """

    person: str = "analyst"
    role: Role = "admin"
    exact: bool = False
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "::1")
    token: str = ""
    secure: bool = False
    processes: int = 1


@dataclass(slots=True)
class Bench:
    """One project on the workbench."""

    project: Project
    desk: Desk
    settings: Settings = field(default_factory=Settings)
    secret: str = ""

    @classmethod
    def open(
        cls,
        project: Project,
        settings: Settings | None = None,
        *,
        progress: Progress | None = None,
        processes: int = 1,
    ) -> "Bench":
        """Return the bench of a project: its read model is opened or made, its secret kept in the folder.

        `progress` hears (done, in all) while the read model is made, by several `processes` if it is large.
        """
        desk = Desk.open(project, progress=progress, processes=processes)
        return cls(project, desk, settings or Settings(), kept_secret(project.out))


def kept_secret(folder: Path) -> str:
    """Return the secret that signs sessions, made on first use and readable by its owner only."""
    path = folder / KEY_FILE
    try:
        if known := path.read_text("ascii").strip():
            return known
    except FileNotFoundError:
        pass
    made = secrets.token_hex(32)
    path.touch(mode=0o600)
    path.write_text(made, "ascii")
    return made

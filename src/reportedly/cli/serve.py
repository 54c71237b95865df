"""`reportedly serve`: the workbench in the browser; `reportedly people`: its accounts."""

import getpass
import os
import secrets
import socket
import threading
import webbrowser
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from reportedly.cli.deciding import Out
from reportedly.cli.options import Database
from reportedly.cli.output import Bar
from reportedly.errors import ReportedlyError

if TYPE_CHECKING:
    from reportedly.desk.model import Role
    from reportedly.project import Project
    from reportedly.web import Bench, Settings

PORT = 8461
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


Port = Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.")]
Host = Annotated[
    str, typer.Option(help="Address to listen on; one that is not loopback needs accounts (`people add`) or a token.")
]
Names = Annotated[
    list[str] | None, typer.Option("--name", help="Host name under which browsers ask for it (repeatable).")
]
Person = Annotated[str | None, typer.Option("--as", help="Who decides, in the audit trail. Default: your login.")]
RoleName = Annotated[str, typer.Option(help="viewer, analyst, reviewer or admin, as long as there are no accounts.")]
Exact = Annotated[bool, typer.Option("--working-copy", help="Show names of private persons and exact places.")]
Token = Annotated[bool, typer.Option("--token", help="Ask for a token on loopback too (shared machines).")]
Opens = Annotated[bool, typer.Option("--open", help="Open the browser.")]


def serve(
    out: Out,
    db: Database = None,
    port: Port = PORT,
    host: Host = "127.0.0.1",
    name: Names = None,
    person: Person = None,
    role: RoleName = "admin",
    working_copy: Exact = False,
    token: Token = False,
    open_browser: Opens = False,
) -> None:
    """Open the **workbench** of a project in the browser: reader, map, matrix, timeline, review, brief, search.

    It listens on this machine only and needs no network. Everything it shows lies in the project's folder and
    database; decisions go into the audit trail of the project, which the command line reads too. Stop it with
    Ctrl+C: nothing is lost.

    Examples:

        reportedly serve -o OUT --open

        reportedly serve -o OUT --host 0.0.0.0 --name desk.example.org   (after `reportedly people add`)
    """
    # Late: the web framework takes half a second.
    import uvicorn

    from reportedly.desk.making import processes
    from reportedly.project import Project
    from reportedly.web import Settings, create_app
    from reportedly.web.people import People
    from reportedly.web.sessions import RANKS

    if role not in RANKS:
        raise ReportedlyError(f"--role {role}: there are {', '.join(RANKS)}")
    loopback = host in _LOOPBACK
    with Project(out, db=db, create=False) as project:
        accounts = People(project.out).all()
        asked = secrets.token_urlsafe(24) if token or (not loopback and not accounts) else ""
        settings = Settings(
            person=person or _login(),
            role=role,
            exact=working_copy,
            hosts=(*dict.fromkeys((*_LOOPBACK, *(() if loopback else (host,)), *(name or ()))),),
            token=asked,
            processes=processes(),
        )
        listening = _listen(host, port)
        address = f"http://{host if loopback else (name or [host])[0]}:{listening.getsockname()[1]}/"
        print(f"workbench of {out}: {address}{f'?token={asked}' if asked else ''}", flush=True)
        if not loopback:
            print("this is plain HTTP: put a proxy with TLS before it where others could listen")
        if open_browser:
            webbrowser.open(f"{address}?token={asked}" if asked else address)
        bench = _opened(project, settings, listening)
        if bench is not None:
            uvicorn.Server(_config(create_app(bench))).run(sockets=[listening])


_SOON_S = 1.5
"""A project that is open by then needs no page that says how far it is."""


def _opened(project: "Project", settings: "Settings", listening: socket.socket) -> "Bench | None":
    """Open the bench; while its read model is made, a bar and a page say how far it is. None where it was stopped."""
    import uvicorn

    from reportedly.desk.making import processes
    from reportedly.web import Bench
    from reportedly.web.opening import Opening
    from reportedly.web.warming import prepare, settled, warm

    telling, bar = Opening(settings), Bar()
    waiting = uvicorn.Server(_config(telling))
    made: list[Bench | BaseException] = []

    def progress(done: int, total: int) -> None:
        if not telling.total:
            bar.begin("preparing the workbench, documents", total)
        bar.step(done - telling.done)
        telling.progress(done, total)

    def work() -> None:
        try:
            bench = Bench.open(project, settings, progress=progress, processes=processes())
            if telling.total:
                bar.end()
            prepare(bench, telling.making_ready)
            settled()
            made.append(bench)
        except Exception as error:  # noqa: BLE001 - raised again by who waits
            made.append(error)
        waiting.should_exit = True

    opening = threading.Thread(target=work, daemon=True)
    opening.start()
    opening.join(_SOON_S)
    if not made:
        waiting.run(sockets=[listening.dup()])
    if telling.total and not telling.screens:
        bar.end()
    if not made:
        return None
    if isinstance(made[0], BaseException):
        raise made[0]
    # What takes long the first time is begun before somebody waits for it.
    threading.Thread(target=warm, args=(made[0],), daemon=True).start()
    return made[0]


def _config(app: Any) -> Any:
    import uvicorn

    return uvicorn.Config(
        app, log_level="warning", server_header=False, proxy_headers=False, timeout_graceful_shutdown=3
    )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise ReportedlyError(
            f"cannot listen on {host} port {port}: {error.strerror or error}; is a workbench running already? "
            "Give another --port, or 0 for a free one"
        ) from error
    return listening


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return os.environ.get("USER") or "analyst"


people_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="Accounts for a workbench that several people use: `add`, `list`, `remove`. With accounts everybody signs in.",
)


@people_app.command("list")
def list_(out: Out) -> None:
    """List the accounts of a project: name, role, whether private names are shown."""
    from reportedly.web.people import People

    known = People(out).all()
    for person in known.values():
        print(f"{person.name}\t{person.role}\t{'sees private names' if person.exact else 'private names masked'}")
    if not known:
        print("no accounts: whoever sits at the machine is the one person there is")


@people_app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="Name, as it will stand in the audit trail.")],
    role: Annotated[str, typer.Option(help="viewer reads · analyst drafts and comments · reviewer decides · admin.")],
    out: Out,
    exact: Annotated[bool, typer.Option("--exact", help="May see names of private persons and exact places.")] = False,
) -> None:
    """Make an account, or give one a new role and password.

    The password is asked for, or read from REPORTEDLY_PASSWORD.
    """
    from reportedly.web.people import People

    if not out.is_dir():
        raise ReportedlyError(f"{out}: there is no project here; make one with `reportedly run FILES -o {out}`")
    given = os.environ.get("REPORTEDLY_PASSWORD")
    password = given or typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    made = People(out).add(name, cast("Role", role), password, exact=exact)
    print(f"{made.name} is {made.role}; the workbench asks everybody to sign in from now on")


@people_app.command("remove")
def remove(name: Annotated[str, typer.Argument(help="Name of the account.")], out: Out) -> None:
    """Remove an account; what it decided stays in the audit trail."""
    from reportedly.web.people import People

    People(out).remove(name)
    print(f"{name} is removed")

"""Options that say where documents are coded: in processes of this machine, or on a Ray cluster."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from reportedly.join.update import Printer
    from reportedly.pipeline import Engine
    from reportedly.records import Theatre

EngineName = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="pool|ray",
        help="Where documents are coded: pool (processes of this machine, the default) or ray (a Ray cluster; needs "
        "the extra `cluster`).",
    ),
]
Address = Annotated[
    str | None,
    typer.Option(
        "--address",
        metavar="auto|HOST:PORT",
        help="With --engine ray, the cluster to join; left out, one is started on this machine for the time of the "
        "run. Ray asks nobody for a password: use it on a private network only.",
    ),
]


def engine_of(name: str | None, address: str | None, workers: int | None) -> "Engine | None":
    """Return the engine asked for, None for processes of this machine. Raises BadParameter, ClusterUnavailable."""
    check_engine(name, address)
    if name != "ray":
        return None
    from reportedly.cluster.session import check_installed

    check_installed()
    from reportedly.cluster.engine import RayEngine

    return RayEngine(address, workers)


def check_engine(name: str | None, address: str | None) -> None:
    """Raise BadParameter where the two options do not fit together."""
    if name not in (None, "pool", "ray"):
        raise typer.BadParameter(f"--engine: {name!r} is none of pool, ray")
    if address is not None and name != "ray":
        raise typer.BadParameter("--address names a Ray cluster: it goes with --engine ray")


def printer_of(engine: "Engine | None", theatre: "Theatre") -> "Printer | None":
    """Return what works derivation signatures out on the engine, None for this process."""
    if engine is None:
        return None
    from reportedly.cluster.engine import RayEngine
    from reportedly.cluster.printing import RayPrinter

    return RayPrinter(engine, theatre) if isinstance(engine, RayEngine) else None

"""One connection to Ray: a cluster of this machine's own on the loopback interface, or one that somebody runs."""

import logging
import os
import re
import secrets
import shutil
import socket
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from reportedly.errors import ClusterUnavailable
from reportedly.pipeline import workers_for

LEAST, BELOW = (2, 60), (3, 0)
"""Versions of Ray that this works with: from the first, below the second."""

INSTALL = 'pip install "reportedly[cluster]"'

STORE_MB = 512
"""Memory of the object store of a cluster of our own; what does not fit goes to the disk."""

_ADDRESS = re.compile(r"(?P<host>[\w.\-]+|\[[0-9a-fA-F:]+\]):(?P<port>\d{1,5})")
_ANSWER_S = 5.0
"""A head node that has not taken a connection after so long is not there; Ray itself waits for minutes."""

_QUIET = {
    "RAY_USAGE_STATS_PROMPT_ENABLED": "0",
    "RAY_DATA_DISABLE_PROGRESS_BARS": "1",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_BACKEND_LOG_LEVEL": "fatal",
    "RAY_DEDUP_LOGS": "0",
    # A worker that dies while it loads would be started again for ever.
    "RAY_DATA_MAX_CONSECUTIVE_ACTOR_INIT_DEATHS": "20",
}
_MANY = 1 << 30
"""Documents that are worth all cores that memory is there for."""

_LOOPBACK = "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"
"""Set to 0 before Ray is loaded it binds everything to 127.0.0.1, as it does on systems without clusters."""


@dataclass(frozen=True, slots=True)
class Session:
    """An open connection: the module `ray`, `ray.data`, and how many workers the cluster has room for.

    `here` is the node of this process, `own` says that the cluster is ours and ends with the session.
    """

    ray: Any
    data: Any
    workers: int
    nodes: int
    here: str
    own: bool


@contextmanager
def session(address: str | None = None, *, workers: int | None = None) -> Iterator[Session]:
    """Connect to Ray and leave it, whatever happens between.

    Without `address` a cluster of `workers` processors is started on this machine, on the loopback interface only;
    "auto" and "HOST:PORT" name one that runs. Raises ClusterUnavailable if Ray is not installed, not of a version
    that this works with, cannot be started or cannot be reached.
    """
    with _settings(address):
        yield from _session(address, workers)


def _session(address: str | None, workers: int | None) -> Iterator[Session]:
    ray, data = _loaded(local=_local(address))
    if ray.is_initialized():
        raise ClusterUnavailable("this process is connected to Ray already; end that session before another")
    # Short: the names of sockets below it may have 107 bytes.
    folder = tempfile.mkdtemp(prefix="ray-") if address is None else None
    try:
        with _silent(ray):
            _started(ray, address, workers, folder)
            yield _seen(ray, data, workers, own=address is None)
    finally:
        ray.shutdown()
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def check_installed() -> str:
    """Return the version of Ray. Raises ClusterUnavailable if there is none, or one that this does not work with."""
    try:
        found = version("ray")
    except PackageNotFoundError:
        raise ClusterUnavailable(f"Ray is not installed; install it with {INSTALL}, or leave --engine out") from None
    numbers = tuple(int(n) for n in re.findall(r"\d+", found)[:2])
    if not LEAST <= numbers < BELOW:
        raise ClusterUnavailable(
            f"Ray {found} is installed; this version works with {LEAST[0]}.{LEAST[1]} up to, but not with, {BELOW[0]}: "
            f"{INSTALL}"
        )
    return found


@contextmanager
def _silent(ray: Any) -> Iterator[None]:
    """Keep Ray from telling the death of each worker at length on standard error; whoever asks for work counts them."""
    told = ray._private.worker
    before = getattr(told, "print_to_stdstream", None)
    if before is not None:
        told.print_to_stdstream = lambda *_, **__: None
    try:
        yield
    finally:
        if before is not None:
            told.print_to_stdstream = before


@contextmanager
def _no_standard_error() -> Iterator[None]:
    """Send standard error nowhere: as it starts, Ray writes a line there past everything that Python can set."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


@contextmanager
def _settings(address: str | None) -> Iterator[None]:
    """Set the variables that Ray and its processes read, for the time of a session."""
    asked = {name: os.environ.get(name, value) for name, value in _QUIET.items()}
    asked |= {"RAY_USAGE_STATS_ENABLED": "0", _LOOPBACK: "0" if _local(address) else "1"}
    if address is None:
        # Whoever reaches a cluster may run programs in it: other users of this machine shall not.
        # Its workers are those of one run: they are no nicer to other programs than the processes of the pool.
        asked |= {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": _token(), "RAY_worker_niceness": "0"}
    before = {name: os.environ.get(name) for name in asked}
    os.environ.update(asked)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@cache
def _token() -> str:
    """Return the token of the clusters that this process starts: Ray reads it once and keeps it for its lifetime."""
    return secrets.token_hex(32)


def _local(address: str | None) -> bool:
    return address is None or address.startswith(("127.", "localhost:", "[::1]"))


def _loaded(*, local: bool) -> tuple[Any, Any]:
    """Return the modules, set up before they are loaded: Ray reads its settings then."""
    found = check_installed()
    loaded = sys.modules.get("ray._private.ray_constants")
    if loaded is not None:
        loaded.ENABLE_RAY_CLUSTER = not local  # type: ignore[attr-defined]
    try:
        import ray

        with warnings.catch_warnings():
            # Ray sets its own settings by names that it has given up.
            warnings.simplefilter("ignore")
            import ray.data

            context = ray.data.DataContext.get_current()
    except ImportError as error:
        raise ClusterUnavailable(f"Ray {found} is not whole ({error}); install it with {INSTALL}") from error
    context.enable_progress_bars = False
    context.execution_options.preserve_order = False
    return ray, ray.data


def _started(ray: Any, address: str | None, workers: int | None, folder: str | None) -> None:
    settings: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.CRITICAL}
    if address is None:
        settings |= {
            "address": "local",
            "num_cpus": workers or workers_for(_MANY),
            "num_gpus": 0,
            "include_dashboard": False,
            "object_store_memory": STORE_MB << 20,
            "_temp_dir": folder,
        }
    elif address != "auto" and not _ADDRESS.fullmatch(address):
        raise ClusterUnavailable(f"--address {address!r}: write auto, or HOST:PORT of the head node (10.0.0.5:6379)")
    else:
        _look_for(address)
        settings["address"] = address
    try:
        with warnings.catch_warnings(), _no_standard_error():
            warnings.simplefilter("ignore")
            ray.init(**settings)
    except (ConnectionError, RuntimeError, ValueError, TimeoutError, OSError) as error:
        ray.shutdown()
        told = str(error).strip().partition("\n")[0] or type(error).__name__
        if address is None:
            raise ClusterUnavailable(
                f"Ray does not start here ({told}); look whether memory and disk are free"
            ) from error
        raise _nobody(address, told) from error
    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _look_for(address: str) -> None:
    """Look whether anything listens at an address. Raises ClusterUnavailable."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return
    try:
        socket.create_connection((found["host"].strip("[]"), int(found["port"])), timeout=_ANSWER_S).close()
    except (OSError, OverflowError) as error:
        raise _nobody(address, str(error)) from error


def _nobody(address: str, told: str) -> ClusterUnavailable:
    return ClusterUnavailable(
        f"no Ray cluster at {address} ({told}); start one with `ray start --head` on one machine and "
        "`ray start --address HOST:PORT` on the others, this one among them (docs/concepts/cluster.md)"
    )


def _seen(ray: Any, data: Any, workers: int | None, *, own: bool) -> Session:
    cores = int(ray.cluster_resources().get("CPU", 0))
    if cores < 1:
        raise ClusterUnavailable("the Ray cluster has no processor; start its nodes with --num-cpus of 1 or more")
    nodes = sum(bool(node["Alive"]) for node in ray.nodes())
    return Session(ray, data, min(workers or cores, cores), nodes, ray.get_runtime_context().get_node_id(), own)

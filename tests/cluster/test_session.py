"""What is said where there is no Ray, and what a session leaves behind."""

import os
import socket
import subprocess
import sys
from importlib.metadata import PackageNotFoundError

import pytest
import typer

from reportedly.cli.engines import check_engine, engine_of
from reportedly.cluster import session
from reportedly.errors import ClusterUnavailable


def no_ray(_: str) -> str:
    raise PackageNotFoundError


def test_without_ray_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "version", no_ray)
    with pytest.raises(ClusterUnavailable, match=r'Ray is not installed; install it with pip install "reportedly\[clu'):
        engine_of("ray", None, 2)


@pytest.mark.parametrize("found", ["2.9.3", "2.59.1", "3.0.0"])
def test_another_version_of_ray_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, found: str) -> None:
    monkeypatch.setattr(session, "version", lambda _: found)
    with pytest.raises(ClusterUnavailable, match=f"Ray {found} is installed; this version works with 2.60"):
        session.check_installed()


def test_an_address_goes_with_the_engine_ray_only() -> None:
    with pytest.raises(typer.BadParameter, match="goes with --engine ray"):
        check_engine("pool", "10.0.0.5:6379")
    with pytest.raises(typer.BadParameter, match="'dask' is none of"):
        check_engine("dask", None)


def test_an_address_of_another_form_is_refused_before_anything_starts() -> None:
    pytest.importorskip("ray", reason="the extra `cluster` is not installed")
    before = dict(os.environ)
    with pytest.raises(ClusterUnavailable, match="write auto, or HOST:PORT"), session.session("ray://somewhere"):
        pass
    assert dict(os.environ) == before


def test_an_address_where_nobody_listens_is_told_in_seconds() -> None:
    pytest.importorskip("ray", reason="the extra `cluster` is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (
        pytest.raises(ClusterUnavailable, match=rf"no Ray cluster at 127\.0\.0\.1:{port} .*ray start --head"),
        session.session(f"127.0.0.1:{port}"),
    ):
        pass


TWICE = """
from reportedly.cluster.session import session
for workers in (1, 2):
    with session(workers=workers) as here:
        print(here.workers, here.own)
"""


@pytest.mark.slow
def test_a_process_starts_a_cluster_of_its_own_more_than_once() -> None:
    pytest.importorskip("ray", reason="the extra `cluster` is not installed")
    done = subprocess.run([sys.executable, "-c", TWICE], capture_output=True, text=True, check=False, timeout=300)
    assert done.stdout.split() == ["1", "True", "2", "True"], done.stderr

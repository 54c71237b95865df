"""A workbench over a small invented project, asked without a socket."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi.testclient import TestClient

from reportedly.project import Project, Silent, Summary
from reportedly.web import Bench, Settings, create_app

REPORT = """---
title: Pumps at Tarn stand still
outlet: Harbour Gazette
date: 2026-10-20
language: en
---
The pumps at Tarn have stood still since Monday, the town council said.
"""


@contextmanager
def bench_of(
    folder: Path, settings: Settings | None = None, *, reports: tuple[str, ...] = (REPORT,)
) -> Iterator[Bench]:
    """Make a project of reports that no stage has read, and open its bench."""
    texts = folder / "reports"
    texts.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(reports):
        (texts / f"{number}.md").write_text(text, "utf-8")
    with Project(folder / "out") as project:
        project.ingest([texts], Summary(), Silent(), None)
        yield Bench.open(project, settings or Settings(person="K. Maryan"))


def client_of(bench: Bench, base: str = "http://localhost:8461") -> TestClient:
    """Return a browser-like client; it keeps cookies and does not follow redirects."""
    return TestClient(create_app(bench), base_url=base, follow_redirects=False)

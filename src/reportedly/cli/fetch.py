"""fetch, watch: pages and feeds from the network, and folders that fill; only when a person asks."""

import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.options import Database
from reportedly.cli.output import Bar, print_json
from reportedly.cli.run import Out, RegisterFile, TheatreFile
from reportedly.errors import ReportedlyError
from reportedly.text import printable

if TYPE_CHECKING:
    from reportedly.fetch import Manners
    from reportedly.gathering import Answer, Gathering
    from reportedly.project import Project, Summary

WARNING = (
    "A fetch shows an interest: the servers asked see the address of this machine{proxy} and what it wants to read."
)
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}

Addresses = Annotated[list[str] | None, typer.Argument(help="Addresses of pages: https://…")]
ListFile = Annotated[
    Path | None, typer.Option("--from", "-f", help="File with one address on each line (# begins a remark), or OPML.")
]
Proxy = Annotated[
    str | None, typer.Option("--proxy", help="HTTP proxy to go through, e.g. http://127.0.0.1:8118; it looks names up.")
]
Delay = Annotated[float, typer.Option("--delay", min=0.0, help="Seconds between two requests to one host.")]
Private = Annotated[bool, typer.Option("--allow-private", help="Also fetch from private networks and this machine.")]
LinkLocal = Annotated[
    bool,
    typer.Option(
        "--allow-link-local",
        help="Also fetch link-local addresses and those where clouds give out keys (169.254.169.254 and the like), "
        "which --allow-private leaves refused.",
    ),
]
NoRobots = Annotated[bool, typer.Option("--ignore-robots", help="Do not ask robots.txt; only where you may.")]
NoCode = Annotated[bool, typer.Option("--no-code", help="Only keep and read; `reportedly code` does the rest later.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object for each address.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no notes.")]


def fetch(
    out: Out,
    addresses: Addresses = None,
    listed: ListFile = None,
    db: Database = None,
    theatre: TheatreFile = None,
    register: RegisterFile = None,
    proxy: Proxy = None,
    delay: Delay = 2.0,
    allow_private: Private = False,
    allow_link_local: LinkLocal = False,
    ignore_robots: NoRobots = False,
    no_code: NoCode = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Fetch pages and keep every exchange as a WARC: redirects, headers, time, bytes as they came.

    Fetched again, a page that changed becomes a second version beside the first, one that is gone is said to be gone,
    and the copies stay. Private addresses are refused, robots.txt is respected, requests to one host wait for each
    other. Pages behind a login or made by scripts: save them in a browser and give the file to `reportedly run`.
    """
    from reportedly.project import Project

    places = _places(addresses, listed)
    _warn(proxy, quiet=quiet)
    bar = Bar(quiet=quiet)
    with Project(out, db=db, theatre=theatre, register=register) as project:
        project.begin({"command": "fetch", "addresses": places, "proxy": bool(proxy)})
        summary, gathering = _gathering(
            project, bar, _manners(proxy, delay, (allow_private, allow_link_local), ignore_robots)
        )
        bar.begin("fetching", len(places))
        answers = []
        for place in places:
            answers.append(gathering.page(place))
            bar.step(note=_line(answers[-1]) if answers[-1].came == "gone" else "")
        bar.end()
        if summary.read and not no_code:
            _finish(project, summary, bar)
    _tell(answers, as_json=as_json, quiet=quiet)
    if all(answer.came == "failed" for answer in answers):
        raise typer.Exit(1)


def watch(
    out: Out,
    sources: Annotated[
        list[str] | None, typer.Argument(help="Folders, addresses of RSS or Atom feeds, addresses of pages.")
    ] = None,
    listed: ListFile = None,
    every: Annotated[str, typer.Option("--every", help="How often each is looked at: 30s, 15m, 2h, 1d.")] = "15m",
    rounds: Annotated[int, typer.Option("--rounds", min=0, help="Stop after so many rounds; 0: go on.")] = 0,
    db: Database = None,
    theatre: TheatreFile = None,
    register: RegisterFile = None,
    proxy: Proxy = None,
    delay: Delay = 2.0,
    allow_private: Private = False,
    allow_link_local: LinkLocal = False,
    ignore_robots: NoRobots = False,
    no_code: NoCode = False,
    quiet: Quiet = False,
) -> None:
    """Look at folders, feeds and pages again and again; what is new is read, coded and in the brief.

    Stop with Ctrl-C; the next start goes on where this one was: entries of feeds that were had are not fetched again.
    A source that fails is asked less and less often, the others go on.
    """
    from reportedly.project import Project
    from reportedly.watching import Watch, watched

    places, bar = _places(sources, listed), Bar(quiet=quiet)
    pause = _seconds(every)
    if any(place.startswith(("http://", "https://")) for place in places):
        _warn(proxy, quiet=quiet)
    with Project(out, db=db, theatre=theatre, register=register) as project:
        project.begin(
            {
                "command": "watch",
                "sources": [printable(place) for place in places],
                "every": every,
                "proxy": bool(proxy),
            }
        )
        summary, gathering = _gathering(
            project, bar, _manners(proxy, delay, (allow_private, allow_link_local), ignore_robots)
        )
        watching = Watch(
            watched(places), gathering, lambda paths: project.ingest(paths, summary, bar, None), every_s=pause
        )
        done = 0
        while True:
            before = summary.read
            found = watching.round()
            done += 1
            if summary.read > before and not no_code:
                _finish(project, summary, bar)
            _say_round(done, found.answers, len(found.files), summary.read - before, quiet=quiet)
            if rounds and done >= rounds:
                return
            time.sleep(watching.wait())


def _manners(proxy: str | None, delay: float, allowed: tuple[bool, bool], ignore_robots: bool) -> "Manners":
    from reportedly.fetch import Manners

    private, link_local = allowed
    return Manners(
        delay_s=delay, robots=not ignore_robots, allow_private=private, allow_link_local=link_local, proxy=proxy
    )


def _gathering(project: "Project", bar: Bar, manners: "Manners") -> "tuple[Summary, Gathering]":
    from reportedly.clock import now
    from reportedly.custody_work import Watched
    from reportedly.fetch import Fetcher
    from reportedly.gathering import Gathering
    from reportedly.project import Summary

    summary = Summary()
    fetcher = Fetcher(manners)
    keep = lambda answer: project.take(answer, summary, bar)  # noqa: E731
    evidence = Watched(project.evidence, project)
    return summary, Gathering(fetcher, project.store, evidence, keep, now, evidence.begin_exchange)


def _finish(project: "Project", summary: "Summary", bar: Bar) -> None:
    from reportedly.project import BriefOptions

    project.code(summary, bar)
    project.join(summary, bar)
    project.brief(summary, bar, BriefOptions())


def _places(given: list[str] | None, listed: Path | None) -> list[str]:
    from reportedly.gathering import addresses_in

    places = list(given or ())
    if listed is not None:
        try:
            places += addresses_in(listed.read_text("utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise ReportedlyError(f"{listed}: cannot be read ({error}); give a list of addresses in UTF-8") from error
    if not places:
        raise typer.BadParameter("name addresses, or a file of them with --from")
    return list(dict.fromkeys(places))


def _seconds(every: str) -> float:
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([smhd]?)\s*", every)
    if not match or float(match[1]) == 0:
        raise typer.BadParameter(f"{every!r} is no time; write 30s, 15m, 2h or 1d")
    return float(match[1]) * _UNITS[match[2] or "s"]


def _warn(proxy: str | None, *, quiet: bool) -> None:
    if not quiet:
        print(WARNING.format(proxy=" or of the proxy" if proxy else ""), file=sys.stderr)


def _line(answer: "Answer") -> str:
    return f"{answer.came}: {answer.url}" + (f" ({answer.message})" if answer.message else "")


def _tell(answers: "Sequence[Answer]", *, as_json: bool, quiet: bool) -> None:
    if as_json:
        for answer in answers:
            print_json({"url": answer.url, "came": answer.came, "message": answer.message})
        return
    if not quiet:
        for answer in answers:
            print(_line(answer))
    counts = Counter(answer.came for answer in answers)
    print("Fetched: " + ", ".join(f"{count} {came}" for came, count in counts.most_common()))


def _say_round(number: int, answers: "Sequence[Answer]", files: int, new: int, *, quiet: bool) -> None:
    if quiet:
        return
    counts = Counter(answer.came for answer in answers)
    told = [f"{count} {came}" for came, count in counts.most_common()] + (
        [f"{files} file{'s' if files > 1 else ''}"] if files else []
    )
    stamp = time.strftime("%H:%M:%S")
    print(f"{stamp} round {number}: {', '.join(told) or 'nothing new'}; {new} new documents", flush=True)

"""The `reportedly` command: every subcommand by name, and what an error looks like.

Exit codes: 0 done; 1 nothing could be done (no readable document, a database that cannot be
opened, a full disk); 2 wrong usage; 3 done, but with --strict some input failed; 130 interrupted.
"""

import errno
import signal
import sys
from typing import Annotated

import typer

from reportedly import __version__
from reportedly.cli import (
    annotate,
    audit,
    briefs,
    browse,
    cluster,
    codebook,
    contradictions,
    control,
    drift,
    evidence,
    export,
    fetch,
    gazetteer,
    ledger,
    pack,
    review,
    run,
    serve,
    sources,
    stale,
    theatre,
)
from reportedly.errors import ReportedlyError

app = typer.Typer(
    name="reportedly",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    help=(
        "From a pile of reports that quote each other to **claims** with their exact passages, "
        "**chains** of sources, **origins** counted, a **ledger** of services and a cited **brief**.\n\n"
        "Start with `reportedly run FOLDER -o OUT`, then open `OUT/brief.html`. "
        "Everything works offline; only `fetch` and `watch` go to the network, where you name an address."
    ),
    epilog="Exit codes: 0 done · 1 nothing could be done · 2 wrong usage · 3 --strict, an input failed · 130 stopped",
)

app.command("run")(run.run)
app.command("ingest")(run.ingest)
app.command("fetch")(fetch.fetch)
app.command("watch")(fetch.watch)
app.command("code")(run.code)
app.command("brief")(run.brief)
app.add_typer(briefs.app, name="briefs")
app.add_typer(review.claims_app, name="claims")
app.command("show")(browse.show)
app.command("ledger")(ledger.ledger)
app.command("status")(browse.status)
app.add_typer(review.events_app, name="events")
app.add_typer(review.edges_app, name="edges")
app.command("stale")(stale.stale)
app.command("drift")(drift.drift)
app.command("contradictions")(contradictions.contradictions)
app.command("failures")(browse.failures)
app.command("verify")(evidence.verify)
app.command("pack")(pack.pack)
app.command("open")(pack.open_)
app.command("export")(export.export)
app.command("stages")(browse.stages)
app.command("serve")(serve.serve)
app.add_typer(annotate.app, name="annotate")
app.add_typer(audit.app, name="audit")
app.add_typer(cluster.app, name="cluster")
app.add_typer(codebook.app, name="codebook")
app.add_typer(evidence.app, name="evidence")
app.add_typer(gazetteer.app, name="gazetteer")
app.add_typer(control.app, name="control")
app.add_typer(serve.people_app, name="people")
app.add_typer(review.app, name="review")
app.add_typer(sources.app, name="sources")
app.add_typer(theatre.app, name="theatre")


def _version(value: bool) -> None:
    if value:
        print(f"reportedly {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Hold the options that every command shares."""


class _Stopped(BaseException):
    """Ctrl-C. Not KeyboardInterrupt, which the command parser would swallow without a word."""


def _stop(_signal: int, _frame: object) -> None:
    raise _Stopped


def main() -> None:
    """Run the command line; errors of our own become one line on standard error and exit code 1."""
    signal.signal(signal.SIGINT, _stop)
    try:
        app()
    except ReportedlyError as error:
        _fail(str(error))
    except _Stopped:
        print("\nStopped. Everything up to here is kept; the same command again goes on from there.", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            _fail("the disk is full; free some space and run the same command again: what is stored stays whole")
        if error.filename is None:
            raise
        _fail(f"{error.filename}: {error.strerror}")


def _fail(message: str) -> None:
    print(f"reportedly: {message}", file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    main()

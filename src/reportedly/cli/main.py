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
from reportedly.cli.late import Late, group_of
from reportedly.errors import ReportedlyError

COMMANDS = {
    "run": Late("run", "run", "Read reports, find the claims, count their origins, and write the brief."),
    "ingest": Late(
        "run", "ingest", "Read files into the project: originals kept under their SHA-256, texts beside them."
    ),
    "fetch": Late(
        "fetch", "fetch", "Fetch pages and keep every exchange as a WARC: redirects, headers, time, bytes as they came."
    ),
    "watch": Late(
        "fetch",
        "watch",
        "Look at folders, feeds and pages again and again; what is new is read, coded and in the brief.",
    ),
    "code": Late(
        "run", "code", "Run the stages on every document that still lacks one, then count origins and make the ledger."
    ),
    "brief": Late("run", "brief", "Write brief.html, brief.md and claims.jsonl from what the project holds."),
    "show": Late(
        "browse",
        "show",
        "Show one claim: passage in context, chain hop by hop, hedges, place, time, codes, and which rule said so.",
    ),
    "ledger": Late(
        "ledger",
        "ledger",
        "Show how services work, place by sector, with every settlement of the area, also those nobody reports on.",
    ),
    "status": Late(
        "browse",
        "status",
        "List the cells of the ledger as last computed: place, sector, state, since when, last report, cause, access.",
    ),
    "stale": Late(
        "stale",
        "stale",
        "List what still rests on something that was corrected, retracted, edited or decided otherwise, and why.",
    ),
    "drift": Late(
        "drift",
        "drift",
        "List where a claim is told otherwise than before: between a body and its headline, and from text to text.",
    ),
    "contradictions": Late(
        "contradictions",
        "contradictions",
        "List what cannot both hold: number, place, time, actor, status, blame, denial, side against side.",
    ),
    "failures": Late(
        "browse", "failures", "List inputs that could not be read and stages that failed, with what to do."
    ),
    "verify": Late(
        "evidence",
        "verify",
        "Digest every original and text again, check both chains, and name what is missing or changed.",
    ),
    "pack": Late(
        "pack",
        "pack",
        "Write a sealed evidence pack: claims, decisions, custody, a small site, and `verify.py`, which "
        "checks it offline.",
    ),
    "open": Late("pack", "open_", "Check a pack and make a project of it, record for record as it was packed."),
    "export": Late(
        "export",
        "export",
        "Write the brief and the data in formats that other programs read, with a README and a manifest.",
    ),
    "stages": Late(
        "browse", "stages", "List the stages in their order: what each reads and makes, its languages and version."
    ),
    "serve": Late(
        "serve",
        "serve",
        "Open the **workbench** of a project in the browser: reader, map, matrix, timeline, review, brief, search.",
    ),
    "briefs": Late("briefs", "app", "Drafts of briefs: make, edit, lint, publish, compare."),
    "claims": Late(
        "review", "claims_app", "List claims (`claims list --help` has the filters), and accept, edit or reject them."
    ),
    "events": Late(
        "review", "events_app", "List events (`events list --help` has the filters), and decide which claims are one."
    ),
    "edges": Late("review", "edges_app", "List which document derives from which, and add, cut or change that."),
    "annotate": Late(
        "annotate",
        "app",
        "**Double annotation**: two people mark claims in the same documents, blind to the program and each other.",
    ),
    "audit": Late("audit", "app", "Check a **random sample** by hand and learn how often each field is right."),
    "cluster": Late("cluster", "app", "Code large corpora, on one machine or on a Ray cluster."),
    "codebook": Late(
        "codebook",
        "app",
        "The categories: list them, read one, write your own, check it, see what a new version changes.",
    ),
    "evidence": Late("evidence", "app", "What is kept as evidence, where it came from, and what was done with it."),
    "gazetteer": Late("gazetteer", "app", "The place names: build the base, import larger gazetteers, look a name up."),
    "control": Late(
        "control",
        "app",
        "Who holds a place, by dated layers of a provider: in, out, near the edge, or no data. Control is "
        "reported by someone, and is not sovereignty; texts and layers stand side by side.",
    ),
    "db": Late("db", "app", "The database of a project: a file, or PostgreSQL with PostGIS."),
    "people": Late(
        "serve",
        "people_app",
        "Accounts for a workbench that several people use: `add`, `list`, `remove`. With accounts everybody signs in.",
    ),
    "review": Late(
        "review",
        "app",
        "The log of decisions: who decided what, when and why; take one back; comments, dissents and grades.",
    ),
    "sources": Late("sources", "app", "Who is who: the register of sources, and the bodies that documents name."),
    "theatre": Late(
        "theatre",
        "app",
        "The settings of one contested area: who is the controlling, displaced or rival authority where and "
        "when, the legal frame with its authority, which names are printed, how long reports hold, how "
        "precisely places may leave the workspace.",
    ),
}
"""Every command, in the order in which help lists them; a test holds the lines against the commands themselves."""

app = typer.Typer(
    name="reportedly",
    cls=group_of(COMMANDS),
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

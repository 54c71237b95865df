"""cluster: corpora too large for one run, coded shard by shard, and collected into a project."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportedly.cli.engines import Address, EngineName, check_engine
from reportedly.cli.options import Database
from reportedly.cli.output import Bar, print_json
from reportedly.cli.run import (
    AsJson,
    CodebookFile,
    Fields,
    MappingFile,
    Out,
    Quiet,
    RegisterFile,
    TheatreFile,
    Workers,
    _mapping,
)
from reportedly.errors import ClusterUnavailable, ReportedlyError

if TYPE_CHECKING:
    from reportedly.cluster.corpus import Outcome
    from reportedly.project import Project, Summary
    from reportedly.records import Document, Failure, Note

app = typer.Typer(no_args_is_help=True, help="Code large corpora, on one machine or on a Ray cluster.")

Input = Annotated[
    list[Path],
    typer.Argument(help="Files or folders: JSONL, Parquet, WARC and every other kind that `ingest` reads."),
]
Sink = Annotated[
    str,
    typer.Option(
        "--sink",
        metavar="parquet:DIR|postgresql://…",
        help="Where records go: Parquet files in a folder that all workers see, or a database (then name the folder "
        "of the project with -o).",
    ),
]
Project_ = Annotated[
    Path | None, typer.Option("--out", "-o", help="With a database as the sink: the folder of the project.")
]
Piece = Annotated[float, typer.Option("--shard-mb", min=0.05, help="Input in one shard, in MB.")]
Signed = Annotated[
    bool,
    typer.Option("--signatures/--no-signatures", help="Work out what joining needs of each document as well."),
]
NoJoin = Annotated[bool, typer.Option("--no-join", help="Load only; `reportedly code` joins later.")]

_WANTED = "--sink: write parquet:DIR, or postgresql://USER@HOST/NAME with -o FOLDER; found"


@app.command("code")
def code(
    paths: Input,
    sink: Sink,
    engine: EngineName = None,
    address: Address = None,
    workers: Workers = None,
    out: Project_ = None,
    theatre: TheatreFile = None,
    register: RegisterFile = None,
    codebook: CodebookFile = None,
    fields: Fields = None,
    mapping: MappingFile = None,
    piece: Piece = 4.0,
    signed: Signed = True,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Code a corpus shard by shard: each shard becomes one Parquet file, written whole or not at all.

    Shards that are done are passed over: the same command again goes on where it was stopped, and codes only what is
    new or changed. With a database as the sink the partitions lie in FOLDER/partitions and are loaded at the end.
    """
    check_engine(engine, address)
    folder, database = _sink(sink, out)
    _need_extra(engine)
    if database is not None and out is not None:
        _ready(out, database)
    from reportedly.clock import now
    from reportedly.cluster.corpus import Where, code_corpus
    from reportedly.cluster.setting import Setting
    from reportedly.pipeline import workers_for

    bar = Bar(quiet=quiet)
    folder.mkdir(parents=True, exist_ok=True)
    setting = Setting(theatre, register, codebook, mapping, _mapping(fields), signed, tuple(paths))
    job = setting.job(folder.absolute(), now=now())
    many = workers or (0 if engine == "ray" else workers_for(1 << 30))
    done = code_corpus(paths, job, Where(engine or "pool", many, address), bar, piece=int(piece * (1 << 20)))
    plain: dict[str, Any] = done.plain()
    if database is not None:
        assert out is not None
        options = {"db": database, "theatre": theatre, "register": register, "codebook": codebook}
        plain["collected"] = _collected(folder, out, options, bar, join=False)
    if as_json:
        print_json(plain)
        return
    _print(done, folder)
    if not done.shards:
        raise ReportedlyError("no document could be read: there is no file of a kind that is read")


@app.command("collect")
def collect(
    folder: Annotated[Path, typer.Argument(help="The folder that `cluster code --sink parquet:DIR` wrote.")],
    out: Out,
    db: Database = None,
    theatre: TheatreFile = None,
    register: RegisterFile = None,
    codebook: CodebookFile = None,
    no_join: NoJoin = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Load partitions into a project, each document once, then count origins.

    Give the theatre, register and codebook that the corpus was coded with. Partitions that the project holds are
    passed over.
    """
    _need_extra(None)
    from reportedly.cluster.collect import check_partitions

    check_partitions(folder)
    bar = Bar(quiet=quiet)
    options = {"db": db, "theatre": theatre, "register": register, "codebook": codebook}
    plain = _collected(folder, out, options, bar, join=not no_join)
    if as_json:
        print_json(plain)
        return
    documents = plain["documents"]
    print(f"Partitions  {plain['partitions']} loaded, {plain['held_before']} held before")
    print(f"Documents   {documents['new']} new, {documents['known']} known before")
    if plain["without_original"]:
        print(f"            {plain['without_original']} without their original bytes")
    if "events" in plain:
        print(f"Events      {plain['events']}")
        print(f"Next        reportedly brief -o {out}")
    else:
        print(f"Next        reportedly code -o {out}")


@dataclass(slots=True)
class _Target:
    """A project that partitions are loaded into."""

    project: "Project"
    summary: "Summary"
    bar: Bar

    def take(self, answer: "Document | Failure | Note") -> bool:
        """Keep a document, a failure or a note."""
        return self.project.take(answer, self.summary, self.bar)

    def save(self, steps: list[Any]) -> None:
        """Keep what stages made."""
        self.project.store.save_many(steps, run=self.project.run)


def _collected(folder: Path, out: Path, options: dict[str, Any], bar: Bar, *, join: bool) -> dict[str, Any]:
    from reportedly.cluster.collect import Into, collect
    from reportedly.cluster.signatures import Kept, done
    from reportedly.project import Project, Summary

    summary = Summary()
    with Project(out, **options) as project:
        project.begin({"command": "cluster collect", "partitions": str(folder)})
        loaded = collect(folder, Into(out, project.evidence, _Target(project, summary, bar)), bar)
        plain = loaded.plain()
        if join:
            # What another codebook or version would make differently is coded anew, as by `reportedly code`.
            project.code(summary, bar)
            project.join(summary, bar, printer=Kept(out, project.theatre))
            done(out)
            plain |= {"claims": summary.claims, "events": summary.events, "coded_here": summary.coded}
    return plain


def _ready(out: Path, database: str) -> None:
    """Open the project in its database: what is wrong there is told before anything is coded."""
    from reportedly.project import Project

    with Project(out, db=database):
        pass


def _sink(sink: str, out: Path | None) -> tuple[Path, str | None]:
    """Return the folder for partitions, and the database if one is the sink. Raises BadParameter."""
    kind, sign, rest = sink.partition(":")
    if kind == "parquet" and rest:
        return Path(rest), None
    if kind in ("postgresql", "postgres") and sign:
        if out is None:
            raise typer.BadParameter("--sink is a database: name the folder for originals and partitions with -o")
        from importlib.util import find_spec

        if find_spec("reportedly.store.address") is None:
            raise typer.BadParameter("--sink: this version keeps records in SQLite only; write parquet:DIR")
        return out / "partitions", sink
    raise typer.BadParameter(f"{_WANTED} {sink!r}")


def _need_extra(engine: str | None) -> None:
    """Raise ClusterUnavailable if what partitions or the engine need is not installed."""
    from importlib.util import find_spec

    from reportedly.cluster.session import INSTALL, check_installed

    if engine == "ray":
        check_installed()
    if find_spec("pyarrow") is None:
        raise ClusterUnavailable(
            f"partitions are Parquet files, and pyarrow is not installed; install it with {INSTALL}"
        )


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _print(done: "Outcome", folder: Path) -> None:
    meter = done.meter
    withdrawn = f", {done.withdrawn} replaced" if done.withdrawn else ""
    print(f"Shards      {done.shards}: {done.shards - done.before} coded now, {done.before} done before{withdrawn}")
    if meter.documents:
        print(f"Documents   {done.documents:,} in {meter.elapsed:,.0f} s, {meter.rate:,.1f} a second ({meter.engine})")
        print(
            f"            {done.failed:,} failed in a stage, {done.unread:,} inputs not read; {done.records:,} records"
        )
        whole = sum(meter.seconds.values())
        most = sorted(meter.seconds.items(), key=lambda one: -one[1])[:5]
        print("Stages      " + ", ".join(f"{name} {seconds / whole:.0%}" for name, seconds in most if whole))
        peaks = [round(mb) for mb in meter.peaks_mb.values()]
        low, high = f"{min(peaks):,}", f"{max(peaks):,}"
        print(
            f"Memory      {low if low == high else f'{low} to {high}'} MB at the peak of {_many(len(peaks), 'worker')}"
        )
    if meter.restarts:
        print(f"Workers     died {_many(meter.restarts, 'time')}; what they had not finished was done again")
    for failure in done.failures:
        print(f"Not read    {failure.path}: {failure.message}")
    print(f"Written     {folder}")

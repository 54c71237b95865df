"""The desk of an earlier time: the record turned back to what was known then."""

import shutil
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock
from weakref import WeakKeyDictionary, finalize

from reportedly import assembly
from reportedly.coding_work import CODEBOOK
from reportedly.desk import Desk
from reportedly.desk.model import BadQuery
from reportedly.errors import ReportedlyError
from reportedly.ledger.days import moment_of
from reportedly.project import DATABASE, REGISTER, THEATRE, Project
from reportedly.store.past import turn_back
from reportedly.web.bench import Bench

_KEPT = 3
"""Earlier times that stay ready: each is a copy of the database in a temporary folder, and a desk in memory."""


@dataclass
class _Past:
    folder: Path
    project: Project
    desk: Desk

    def close(self) -> None:
        self.desk.close()
        self.project.store.close()
        shutil.rmtree(self.folder, ignore_errors=True)


_Kept = OrderedDict[tuple[int, str], _Past]
_kept: "WeakKeyDictionary[Desk, _Kept]" = WeakKeyDictionary()
_lock = Lock()


def desk_of(bench: Bench, as_of: str) -> Desk:
    """Return the desk as things were known at a time (a day or a time, ISO); "" is now. Raises BadQuery.

    What goes across documents is computed anew from the documents, codings and decisions of that time, by today's
    theatre, register and program; the first question for a time waits for that.
    """
    if not as_of:
        return bench.desk
    try:
        moment = moment_of(as_of, "as_of")
    except ReportedlyError as error:
        raise BadQuery("as_of", str(error).removeprefix("as_of: ")) from error
    runs = bench.project.store.runs()
    if not runs or all(_time(run.started_at) <= _time(moment) for run in runs):
        return bench.desk
    key = (bench.desk.version, moment)
    with _lock:
        made = _kept.get(bench.desk)
        if made is None:
            made = _kept[bench.desk] = OrderedDict()
            # When the desk is gone, or the program ends, the copies go too.
            finalize(bench.desk, _close, made)
        if key not in made:
            made[key] = _past(bench.project, moment)
            while len(made) > _KEPT:
                made.popitem(last=False)[1].close()
        made.move_to_end(key)
        return made[key].desk


def _close(made: _Kept) -> None:
    while made:
        made.popitem()[1].close()


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def _past(project: Project, moment: str) -> _Past:
    out = Path(mkdtemp(prefix="reportedly-past-"))
    project.store.copy(out / DATABASE)
    turn_back(out / DATABASE, moment)
    for name in (THEATRE, REGISTER, CODEBOOK, project.theatre.shapes or ""):
        if name and (project.out / name).exists():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(project.out / name, out / name)
    past = Project(out, db=out / DATABASE, create=False)
    readings, actions = list(past.store.readings()), past.store.reviews()
    joined = assembly.join(readings, past.theatre, sources=past.sources, actions=actions)
    past.store.save_derived(
        run=past.begin({"as_of": moment}),
        edges=joined.edges,
        judgements=joined.judgements,
        events=joined.events,
        ledger=joined.ledger,
        drift=joined.drift,
    )
    return _Past(out, past, Desk.open(past))

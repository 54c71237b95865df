"""What takes long on a large project is made before somebody asks for it: most of it before the workbench is served."""

import gc
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from reportedly import garbage
from reportedly.desk.model import Filter, Viewer
from reportedly.desk.refreshing import Progress
from reportedly.errors import ReportedlyError
from reportedly.web.bench import Bench
from reportedly.web.map_places import ground_of
from reportedly.web.people import People
from reportedly.web.screens import contradictions, contradictions_find, matrix_source, routers, timeline
from reportedly.web.screens.situation_tally import tally
from reportedly.web.shell import environment

Step = Callable[[], object]


def prepare(bench: Bench, progress: Progress | None = None) -> None:
    """Make what first visits of the screens would wait for, while the project is opened: `progress` hears of steps."""
    steps = list(_steps(bench))
    for done, step in enumerate(steps):
        if progress is not None:
            progress(done, len(steps))
        try:
            step()
        except ReportedlyError:
            # Whoever opens the page is told what is wrong.
            continue


def warm(bench: Bench) -> None:
    """Make what takes longer than an opening may: compared claims, word lists; for a thread of its own."""
    # What goes wrong is told to whoever opens the page.
    with suppress(ReportedlyError):
        contradictions_find.found(bench)
    bench.desk.warm()
    settled()


def settled() -> None:
    """Let the search for cyclic garbage leave out what is held by now.

    On 100,000 claims it would look through millions of objects, 0.7 s of processor time, in the middle of a request.
    """
    gc.collect()
    garbage.seldom_sought()


def _steps(bench: Bench) -> Iterator[Step]:
    yield _templates
    yield partial(ground_of, bench.project)
    order = tuple(sector.id for sector in bench.project.book.sectors)
    for viewer in _viewers(bench):
        yield partial(tally, bench.desk, Filter(), viewer)
        yield partial(matrix_source.known, bench, viewer)
        yield partial(matrix_source.sheet_of, bench, viewer, matrix_source.Wanted(Filter()), order)
        if bench.desk.counts().documents > contradictions_find.MOST_COMPARED:
            yield partial(contradictions.clashes, bench, viewer)
    yield partial(timeline.source_changes, bench, bench.desk)


def _viewers(bench: Bench) -> list[Viewer]:
    """Return one viewer of each kind that there is: who may see exact places and private names, and who may not."""
    settings = bench.settings
    known = {person.exact for person in People(bench.project.out).all().values()} or {settings.exact}
    return [Viewer(settings.person, settings.role, exact=exact) for exact in sorted(known)]


def _templates() -> None:
    """Compile the templates of all pages, whose filters come with their screens."""
    routers()
    made = environment()
    for name in made.list_templates():
        made.get_template(name)

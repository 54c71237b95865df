"""What takes long on a large project is made before somebody asks for it."""

from reportedly.desk.model import Viewer
from reportedly.errors import ReportedlyError
from reportedly.web.bench import Bench
from reportedly.web.screens import contradictions_find, matrix_source


def warm(bench: Bench) -> None:
    """Make what the matrix, the contradictions, the review of a claim and the search need; for a thread of its own."""
    settings = bench.settings
    try:
        matrix_source.known(bench, Viewer(settings.person, settings.role, exact=settings.exact))
        contradictions_find.found(bench)
    except ReportedlyError:
        # Whoever opens the page is told what is wrong.
        pass
    bench.desk.warm()

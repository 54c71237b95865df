"""The desk of an earlier time: the record as it was known then."""

from datetime import datetime

from reportedly.desk import Desk
from reportedly.desk.model import BadQuery
from reportedly.errors import ReportedlyError
from reportedly.ledger.days import moment_of
from reportedly.web.bench import Bench


def desk_of(bench: Bench, as_of: str) -> Desk:
    """Return the desk as things were known at a time (a day or a time, ISO); "" is now. Raises BadQuery.

    A run counts as a whole from the moment at which it began: with its documents and codings come the counts across
    documents that it made. Decisions count from the moment at which they were made.
    """
    if not as_of:
        return bench.desk
    try:
        moment = moment_of(as_of, "as_of")
    except ReportedlyError as error:
        raise BadQuery("as_of", str(error).removeprefix("as_of: ")) from error
    store = bench.project.store
    begun = [run.started_at for run in store.runs()]
    decided = [action.at for action in store.reviews()[-1:]]
    if all(_time(known) <= _time(moment) for known in (*begun, *decided)):
        return bench.desk
    return bench.desk.at(moment)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))

"""What can go wrong between a browser and the workbench, each with its status and what to do."""

from reportedly.errors import ReportedlyError


class WebError(ReportedlyError):
    """A request that cannot be answered; `status` is the HTTP status, `state` the kind of page that says so."""

    status = 400
    state = "error"


class NotFound(WebError):
    """There is no such thing here."""

    status = 404


class NotAllowed(WebError):
    """The person may not do or see this; `needs` is the role that may."""

    status = 403
    state = "permission"

    def __init__(self, message: str, needs: str = "") -> None:
        super().__init__(message)
        self.needs = needs


class NotSignedIn(WebError):
    """Nobody is known to ask."""

    status = 401
    state = "signin"


class Conflict(WebError):
    """Somebody else was faster."""

    status = 409
    state = "conflict"

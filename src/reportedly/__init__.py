"""`reportedly`: claims with their sources, origins counted, and a brief that compiles."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportedly.assembly import read as read

__version__ = "0.1.0"
__all__ = ["__version__", "read"]


def __getattr__(name: str) -> Any:
    # Loading the stages takes most of a second; `import reportedly` must not.
    if name == "read":
        from reportedly.assembly import read

        return read
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

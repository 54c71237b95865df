"""Products of matrices on the calling thread alone."""

from contextlib import AbstractContextManager
from functools import cache
from typing import Any


def one_thread() -> AbstractContextManager[Any]:
    """Return a context in which numpy's products of matrices stay on the calling thread.

    The threads that the library wakes for a product of a few rows spin for longer than the product takes, on cores
    that other workers need.
    """
    context: AbstractContextManager[Any] = _controller().limit(limits=1, user_api="blas")
    return context


@cache
def _controller() -> Any:
    # Late: it looks through all libraries that the process has loaded, which must hold numpy's by then.
    import numpy  # noqa: F401
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()

"""How long work takes, without what else the test run happens to do meanwhile."""

import gc
from collections.abc import Callable
from time import process_time


def least_seconds(work: Callable[[], object], times: int = 3) -> float:
    """Return the least processor seconds that ``work`` takes in ``times`` tries.

    The collector of garbage stands still meanwhile: over the heap of a whole test run, one pass of
    it costs more than the work that is measured.
    """
    seconds = []
    for _ in range(times):
        gc.collect()
        gc.disable()
        try:
            start = process_time()
            work()
            seconds.append(process_time() - start)
        finally:
            gc.enable()
    return min(seconds)

"""The tasks, by the name under which they are called."""

from benchmarks.tasks import (
    attribution,
    chains,
    claims,
    coding,
    families,
    functions,
    geoparsing,
    names,
    parallel,
    seed,
    silent,
    speed,
)
from benchmarks.tasks.base import Task

TASKS: dict[str, Task] = {
    task.name: task
    for task in (
        attribution.TASK,
        chains.TASK,
        claims.TASK,
        coding.TASK,
        families.TASK,
        functions.TASK,
        geoparsing.TASK,
        names.TASK,
        parallel.TASK,
        seed.TASK,
        silent.TASK,
        speed.TASK,
    )
}

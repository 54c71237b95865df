"""The order check and the runner."""

from reportedly.pipeline.meter import Meter, Took
from reportedly.pipeline.order import check_order
from reportedly.pipeline.runner import BATCH, Annotated, Progress, annotate, batches
from reportedly.pipeline.workers import Engine, annotate_in, workers_for

__all__ = [
    "BATCH",
    "Annotated",
    "Engine",
    "Meter",
    "Progress",
    "Took",
    "annotate",
    "annotate_in",
    "batches",
    "check_order",
    "workers_for",
]

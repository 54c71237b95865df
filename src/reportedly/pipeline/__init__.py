"""The order check and the runner."""

from reportedly.pipeline.order import check_order
from reportedly.pipeline.runner import BATCH, Annotated, Progress, annotate, batches

__all__ = ["BATCH", "Annotated", "Progress", "annotate", "batches", "check_order"]

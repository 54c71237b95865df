"""Do the stages fit together? Checked before the first document."""

from collections.abc import Sequence

from reportedly.errors import InvalidPipeline
from reportedly.interfaces import Stage


def check_order(stages: Sequence[Stage]) -> None:
    """Raise InvalidPipeline if a stage reads what none before it makes, or two share a name."""
    made: set[type] = set()
    names: set[str] = set()
    for stage in stages:
        info = stage.info
        if info.name in names:
            raise InvalidPipeline(f"stage {info.name!r} stands twice in the list; take one out")
        names.add(info.name)
        missing = [kind.__name__ for kind in info.reads if kind not in made]
        if missing:
            raise InvalidPipeline(
                f"stage {info.name!r} reads {', '.join(missing)}, which no earlier stage makes; "
                "put a stage that makes it before"
            )
        made.update(info.makes)

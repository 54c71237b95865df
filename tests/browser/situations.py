"""The demo project with its dated layers of control, for what the situation screen draws."""

from pathlib import Path

from tests.browser.workbench import VALLEY
from tests.unit.control.made import keep


def add_control(out: Path) -> None:
    """Keep the demo's layers in a project, as `make demo` does."""
    files = sorted((VALLEY / "control").glob("littoral-atlas-*.geojson"))
    days = [(file.stem.removeprefix("littoral-atlas-"), file.read_bytes()) for file in files]
    keep(
        out / "control",
        *days,
        provider="Littoral Atlas",
        entity="Tollmark",
        states_in="status",
        states={"held": "in", "unclear": "contested"},
        valid_days=1,
    )

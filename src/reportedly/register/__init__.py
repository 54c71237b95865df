"""The source register: who is who among those that reports cite, kept as data and checked when read.

`load_default()` returns the register that ships; `load(path)` reads a newsroom's own.
"""

from functools import cache
from pathlib import Path

from reportedly.register.file import load
from reportedly.register.lookup import Register

__all__ = ["DEFAULT_PATH", "Register", "load", "load_default"]

DEFAULT_PATH = Path(__file__).parent / "data" / "ukraine.yaml"
"""The register that ships."""


@cache
def load_default() -> Register:
    """Return the register that ships; read once per process."""
    return load(DEFAULT_PATH)

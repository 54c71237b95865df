"""The screens: each a module with a router of pages and of JSON over the same contexts."""

from importlib import import_module

from fastapi import APIRouter

NAMES: tuple[str, ...] = ("signin",)
"""The modules of this package that hold a `router`, in the order in which routes are looked up."""


def routers() -> list[APIRouter]:
    """Return the routers of all screens."""
    return [import_module(f"{__name__}.{name}").router for name in NAMES]

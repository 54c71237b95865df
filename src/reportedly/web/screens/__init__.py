"""The screens: each a module with a router of pages and of JSON over the same contexts."""

from importlib import import_module
from pkgutil import iter_modules

from fastapi import APIRouter


def routers() -> list[APIRouter]:
    """Return the routers of all screens: the `router` of every module of this package that has one."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    return [module.router for module in modules if hasattr(module, "router")]

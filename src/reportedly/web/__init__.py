"""The workbench: a local web server over one project. A query becomes a typed context, a page or JSON shows it."""

from reportedly.web.app import create_app
from reportedly.web.bench import Bench, Settings

__all__ = ["Bench", "Settings", "create_app"]

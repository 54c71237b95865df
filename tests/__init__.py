"""Tests as statements about the product. They read no layers that were imported on this machine."""

import os

os.environ["XDG_DATA_HOME"] = os.devnull

"""Options that many commands share."""

from typing import Annotated

import typer

Database = Annotated[
    str | None,
    typer.Option(
        "--db",
        metavar="FILE|URL",
        help="Database: a file, or postgresql://USER@HOST/NAME (password from PGPASSWORD or ~/.pgpass). Left out: what "
        "REPORTEDLY_DB names, else what OUT remembers, else OUT/reportedly.db.",
    ),
]

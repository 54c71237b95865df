"""Questions about a PostgreSQL database itself: whose it is, what it can do, whether it is whole."""

from sqlalchemy import Connection

from reportedly.errors import StoreError
from reportedly.store.postgres_errors import POSTGIS_MISSING

OLDEST = 150_000
"""The oldest server, as it numbers itself: views that show no more than who asks may see came with 15."""

_POSTGIS = "postgis"
_TRIGGERS = ("review_grows", "review_no_delete", "review_no_change", "custody_grows", "custody_only_grows")
_THEIRS = ("spatial_ref_sys", "geography_columns", "geometry_columns", "raster_columns", "raster_overviews")


_LOOSE = {
    "documents without a text": (
        "SELECT count(*) FROM document d WHERE NOT EXISTS (SELECT FROM document_text t WHERE t.document = d.id)"
    ),
    "records of documents that are not there": (
        "SELECT count(*) FROM record r WHERE NOT EXISTS (SELECT FROM document d WHERE d.id = r.document)"
    ),
}
_NUMBERED = ("document", "failure", "outcome", "record", "edge", "judgement", "event", "drift", "service_status",
             "review", "custody")  # fmt: skip


def check_server(connection: Connection, name: str) -> None:
    """Raise StoreError for a server that is too old or keeps texts in another encoding than UTF-8."""
    version = int(connection.exec_driver_sql("SHOW server_version_num").scalar() or 0)
    if version < OLDEST:
        raise StoreError(f"{name}: the server is PostgreSQL {version // 10_000}; {OLDEST // 10_000} or newer is needed")
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if encoding != "UTF8":
        raise StoreError(f"{name} keeps texts as {encoding}; make a database with `createdb -E UTF8 -T template0 NAME`")


def revision(connection: Connection, name: str) -> str | None:
    """Return the schema of a database, None for an empty one. Raises StoreError for another program's."""
    found = connection.exec_driver_sql(
        "SELECT c.relname FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace "
        "AND c.relkind IN ('r', 'p', 'v', 'm') "
        "AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')"
    )
    names = set(found.scalars()) - set(_THEIRS)
    if "alembic_version" in names and "document_text" in names:
        made = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return None if made is None else str(made)
    if names:
        raise StoreError(
            f"{name} is a database of another program (tables {', '.join(sorted(names)[:3])}); "
            "make one for this project (createdb) and name that"
        )
    if connection.exec_driver_sql("SELECT current_schema()").scalar() is None:
        raise StoreError(f"{name}: this user can use no schema there; have the owner grant USAGE on schema public")
    return None


def need_postgis(connection: Connection, name: str) -> None:
    """Put PostGIS into the database where it is not. Raises StoreError where the server or the rights lack it."""
    query = "SELECT installed_version FROM pg_available_extensions WHERE name = %s"
    found = connection.exec_driver_sql(query, (_POSTGIS,)).first()
    if found is None:
        raise StoreError(f"{name}: {POSTGIS_MISSING}")
    if found[0] is None:
        may = connection.exec_driver_sql(
            "SELECT rolsuper OR (SELECT bool_or(v.trusted) FROM pg_available_extension_versions v "
            "WHERE v.name = 'postgis') AND has_database_privilege(current_database(), 'CREATE') "
            "FROM pg_roles WHERE rolname = current_user"
        ).scalar()
        if not may:
            raise StoreError(f"{name}: {POSTGIS_MISSING}")
        connection.exec_driver_sql("CREATE EXTENSION postgis")


def faults(connection: Connection) -> list[str]:
    """Return what is damaged: texts without a document, broken indexes, switched off triggers and checks."""
    found = []
    for what, query in _LOOSE.items():
        count = connection.exec_driver_sql(query).scalar() or 0
        if count:
            found.append(f"{count} {what}")
    here = "current_schema()::regnamespace"
    broken = connection.exec_driver_sql(
        "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "  # noqa: S608 (fixed names)
        f"WHERE c.relnamespace = {here} AND NOT i.indisvalid ORDER BY 1"
    )
    found += [f"the index {name} is not valid; run REINDEX INDEX {name}" for name in broken.scalars()]
    on = set(
        connection.exec_driver_sql(
            "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "  # noqa: S608 (fixed names)
            f"WHERE c.relnamespace = {here} AND NOT t.tgisinternal AND t.tgenabled <> 'D'"
        ).scalars()
    )
    found += [
        f"the trigger {name}, which guards a chain, is gone or switched off" for name in _TRIGGERS if name not in on
    ]
    loose = connection.exec_driver_sql(
        f"SELECT conname FROM pg_constraint WHERE connamespace = {here} AND NOT convalidated ORDER BY 1"  # noqa: S608
    )
    return found + [f"the check {name} was never made; run VALIDATE CONSTRAINT" for name in loose.scalars()]


def number_on(connection: Connection) -> None:
    """Let the next row of each table be numbered after the highest."""
    for table in _NUMBERED:
        connection.exec_driver_sql(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'seq'), (SELECT coalesce(max(seq), 0) + 1 FROM {table}), "  # noqa: S608 (a fixed name)
            "false)"
        )

"""The tables of the database; the migrations create them, this module queries them."""

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, Text

HEAD = "0011"
"""The newest migration; a test holds it against the migrations themselves."""

metadata = MetaData()

run = Table(
    "run",
    metadata,
    Column("id", String, primary_key=True),
    Column("started_at", String, nullable=False),
    Column("version", String, nullable=False),
    Column("settings", Text, nullable=False),
)

document = Table(
    "document",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("path", String, nullable=False),
    Column("container", String),
    Column("publisher", String),
    Column("title", String),
    Column("published", String),
    Column("language", String),
    Column("url", String),
    Column("sha256", String, nullable=False),
    Column("text_id", String, nullable=False),
    Column("retrieved_at", String, nullable=False),
    Column("run", String, ForeignKey("run.id"), nullable=False),
    Column("body", Text, nullable=False),
)

document_text = Table(
    "document_text",
    metadata,
    Column("document", String, ForeignKey("document.id"), primary_key=True),
    Column("text", Text, nullable=False),
)

failure = Table(
    "failure",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("path", String, nullable=False),
    Column("message", Text, nullable=False),
    Column("sha256", String),
    Column("run", String, ForeignKey("run.id"), nullable=False),
    Column("retired_at", String),
)

outcome = Table(
    "outcome",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("document", String, ForeignKey("document.id"), nullable=False),
    Column("stage", String, nullable=False),
    Column("producer", String, nullable=False),
    Column("state", String, nullable=False),
    Column("records", Integer, nullable=False),
    Column("message", Text, nullable=False),
    Column("run", String, ForeignKey("run.id"), nullable=False),
    Column("retired_at", String),
)

record = Table(
    "record",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("document", String, ForeignKey("document.id"), nullable=False),
    Column("claim", String),
    Column("stage", String, nullable=False),
    Column("producer", String, nullable=False),
    Column("run", String, ForeignKey("run.id"), nullable=False),
    Column("body", Text, nullable=False),
    Column("retired_at", String),
)


def _derived(name: str, *columns: Column[str]) -> Table:
    return Table(
        name,
        metadata,
        Column("seq", Integer, primary_key=True),
        Column("id", String, nullable=False),
        Column("position", Integer, nullable=False),
        *columns,
        Column("run", String, ForeignKey("run.id"), nullable=False),
        Column("body", Text, nullable=False),
        Column("retired_at", String),
    )


def _text(name: str) -> Column[str]:
    return Column(name, String)


edge = _derived("edge", _text("start"), _text("end"), _text("kind"))
judgement = _derived("judgement", _text("left"), _text("right"), _text("verdict"))
event = _derived("event", _text("event"), _text("category"), _text("place"), _text("earliest"), _text("latest"))
drift = _derived("drift", _text("earlier"), _text("later"), _text("kind"), _text("direction"))
service_status = _derived("service_status", _text("place"), _text("sector"), _text("status"), _text("as_of"))

review = Table(
    "review",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("at", String, nullable=False),
    Column("body", Text, nullable=False),
    Column("sha256", String, nullable=False),
    Column("sealed", Text, nullable=False),
)

review_key = Table(
    "review_key",
    metadata,
    Column("key", String, primary_key=True),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
)

custody = Table(
    "custody",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("at", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("body", Text, nullable=False),
    Column("sha256", String, nullable=False),
    Column("mark", String, nullable=False),
)

visit = Table(
    "visit",
    metadata,
    Column("key", String, primary_key=True),
    Column("address", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("at", String, nullable=False),
    Column("state", String, nullable=False),
    Column("since", String, nullable=False),
    Column("status", Integer),
    Column("etag", String),
    Column("modified", String),
    Column("sha256", String),
    Column("failures", Integer, nullable=False),
    Column("message", Text, nullable=False),
)

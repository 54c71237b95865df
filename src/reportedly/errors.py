"""One family of errors: each says what was found, where, and what to do."""


class ReportedlyError(Exception):
    """Base of every error that this package raises on purpose."""


class InvalidRecord(ReportedlyError):
    """A record would break its own rule."""


class InvalidPipeline(ReportedlyError):
    """The stages do not fit together."""


class InvalidCodebook(ReportedlyError):
    """A codebook file cannot be used."""


class InvalidTheatre(ReportedlyError):
    """A theatre file cannot be used."""


class InvalidRegister(ReportedlyError):
    """A source register cannot be used."""


class InvalidGazetteer(ReportedlyError):
    """A gazetteer file or an import cannot be used."""


class InvalidMapping(ReportedlyError):
    """A file of column names cannot be used."""


class InvalidData(ReportedlyError):
    """Data given to a benchmark or an import cannot be read."""


class DocumentFailed(ReportedlyError):
    """One document cannot be read or annotated; the others go on."""


class StageUnavailable(ReportedlyError):
    """A stage cannot work at all (for example its weights are missing); the run stops."""


class ClusterUnavailable(ReportedlyError):
    """A cluster cannot be started or reached, or is not fit to code documents."""


class StoreError(ReportedlyError):
    """The database or the evidence store cannot be opened, read or written."""


class BriefDoesNotCompile(ReportedlyError):
    """A sentence of a brief is not supported by what it cites."""


class InvalidControl(ReportedlyError):
    """A control layer, or a question to one, cannot be used."""


class InvalidLedger(ReportedlyError):
    """A question to the service ledger cannot be answered as it was asked."""


class ReviewRefused(ReportedlyError):
    """A decision of a reviewer cannot stand: it names nothing, or goes against another one."""


class StandsInNoEvent(ReviewRefused):
    """A decision about events names a claim that stands in none, or in none yet."""

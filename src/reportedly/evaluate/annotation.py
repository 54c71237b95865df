"""Claims as a benchmark writes them, gold and predicted alike."""

from dataclasses import dataclass

from reportedly.records import Span, is_routing


@dataclass(frozen=True, slots=True)
class AnnotatedLink:
    """One hop of a chain; `alt` are further spans that count as equally right."""

    span: Span
    printed: str = ""
    role: str | None = None
    alt: tuple[Span, ...] = ()
    anaphoric: bool = False
    resolution: str = "exact"
    proposed: str | None = None
    note: str | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        """All spans that count as this link."""
        return (self.span, *self.alt)


@dataclass(frozen=True, slots=True)
class AnnotatedPlace:
    """A printed place with its function; `level` as in the records, `country` an ISO 3166 code."""

    span: Span
    function: str
    level: str | None = None
    name: str | None = None
    country: str | None = None
    printed: str = ""


@dataclass(frozen=True, slots=True)
class AnnotatedStatus:
    """What a claim says about a service."""

    sector: str | None
    status: str


@dataclass(frozen=True, slots=True)
class AnnotatedClaim:
    """One claim with everything that a benchmark may ask about it.

    `review` marks doubtful gold, `summary` a lead that restates the body. `statuses` is empty where
    the claim has no status; more than one stand for alternatives that count as equally right, as do
    `roots` and `levels` (the first is the main one); `other_categories` are readings that are no errors,
    and with `status_optional` so is no status at all. `actor` is the class of who acts.
    """

    evidence: tuple[Span, ...]
    category: str | None = None
    secondary: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    kind: str | None = None
    realis: str | None = None
    polarity: str | None = None
    links: tuple[AnnotatedLink, ...] = ()
    roots: tuple[str, ...] = ("author",)
    levels: tuple[str, ...] = ("L0",)
    places: tuple[AnnotatedPlace, ...] = ()
    statuses: tuple[AnnotatedStatus, ...] = ()
    review: bool = False
    summary: bool = False
    event_date: str | None = None
    other_categories: tuple[str, ...] = ()
    status_optional: bool = False
    actor: str | None = None

    @property
    def in_scope(self) -> bool:
        """Say whether the claim has a category of the codebook (X00 to X09 route other matter)."""
        return self.category is not None and not is_routing(self.category)

    @property
    def ignored(self) -> bool:
        """Say whether the claim is routed away from the codebook."""
        return self.category is not None and is_routing(self.category)

    @property
    def root(self) -> str:
        """The main root status."""
        return self.roots[0]

    @property
    def level(self) -> str:
        """The main level."""
        return self.levels[0]

"""What a corpus is coded with: theatre, register, codebook, column names, home areas, made ready for workers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from reportedly import assembly
from reportedly.cluster.homes import homes_of
from reportedly.cluster.signatures import Signer
from reportedly.cluster.work import Job
from reportedly.ingest import Mapping, Mappings, load_mappings
from reportedly.records import Theatre
from reportedly.store.rows import body_of
from reportedly.text import digest
from reportedly.theatre import find_theatre, load_theatre


@dataclass(frozen=True, slots=True)
class Setting:
    """Files and names as they are given; what is None is what ships.

    `signed` says that derivation signatures are worked out as well.
    """

    theatre: str | None = None
    register: Path | None = None
    codebook: Path | None = None
    mapping: Path | None = None
    fields: Mapping | None = None
    signed: bool = True
    paths: Sequence[Path] = field(default_factory=tuple)

    def job(self, folder: Path, *, now: str) -> Job:
        """Return what the workers that code into a folder are told; home areas are learnt where none are kept there.

        Raises InvalidTheatre, InvalidCodebook, InvalidRegister, InvalidMapping.
        """
        theatre = load_theatre(find_theatre(self.theatre)) if self.theatre is not None else Theatre()
        book = self.codebook if self.codebook is not None and str(self.codebook) != "guo" else None
        if book is not None:
            assembly.checked_codebook(book)
        assembly.register(self.register)
        mappings = (load_mappings(self.mapping) if self.mapping is not None else Mappings()).over(self.fields)
        places = assembly.gazetteer(theatre)
        learn = partial(assembly.homes, places)
        homes = homes_of(folder, self.paths, learn, mappings=mappings, now=now)
        make = partial(assembly.stages_anew, theatre, self.register, homes, book)
        signer = partial(Signer.of, theatre) if self.signed else None
        return Job(folder, make, signer, mappings, now, self._digest(theatre, book, mappings, folder))

    def _digest(self, theatre: Theatre, book: Path | None, mappings: Mappings, folder: Path) -> str:
        """Return a digest of what the records depend on beside the documents."""
        producers = [info.producer for info in assembly.stage_infos(assembly.codebook(book))]
        files = [path.read_text("utf-8") if path is not None else "" for path in (self.register, book)]
        kept = (folder / "homes.json").read_text("utf-8")
        return digest(*producers, body_of(theatre), *files, repr(mappings), kept, str(self.signed), length=32)

"""The title of a project, one for each language of briefs: given once with --title, kept beside its theatre."""

from pathlib import Path


def kept(out: Path, language: str) -> str | None:
    """Return the title that briefs of a project bear in a language; None where none was given."""
    path = _path(out, language)
    return (path.read_text(encoding="utf-8").strip() or None) if path.is_file() else None


def keep(out: Path, title: str, language: str) -> None:
    """Keep a title for later briefs and exports of a project; an empty one forgets it."""
    line = " ".join(title.split())
    path = _path(out, language)
    if line:
        path.write_text(line + "\n", encoding="utf-8", newline="\n")
    else:
        path.unlink(missing_ok=True)


def _path(out: Path, language: str) -> Path:
    return out / f"title.{language}.txt"

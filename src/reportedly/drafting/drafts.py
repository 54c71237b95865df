"""The briefs of a project: drafted, edited, linted, published, and told what they need when the ground moves."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportedly import briefing, custody_work, releasing, titles
from reportedly.brief import Brief, Material, Options, Sheet, compile_brief, compile_sheet, to_publish
from reportedly.brief.lint_table import keepable
from reportedly.brief.words import Words, load
from reportedly.clock import now
from reportedly.drafting import changed, edits, files, leaks, material
from reportedly.drafting.model import Draft, Edit, InvalidDraft, Spec, Version, plain, plain_spec, tidy
from reportedly.drafting.needs import Need, needs
from reportedly.export.release import Prepared, Setting, profile_of
from reportedly.records import BriefStatement, Claim, Finding, ReviewAction
from reportedly.review import standing, support_list

if TYPE_CHECKING:
    from reportedly.project import Project

_KEPT_MATERIALS = 3
"""Materials that are kept at once."""
_KEPT_FINDINGS = 12
"""Findings that a refusal to publish names; further ones are counted."""


@dataclass(frozen=True)
class Compiled:
    """A draft with the material of now: the brief that it makes, what stands against publishing it, what changed."""

    draft: Draft
    brief: Brief
    material: Material
    findings: tuple[Finding, ...]
    changes: tuple[changed.Changed, ...]
    actions: tuple[ReviewAction, ...]
    ready: Prepared

    @cached_property
    def outward(self) -> Brief:
        """The brief as it may be printed for others, in the form of its template, every text masked for a release."""
        made = briefing.formed(replace(self.brief, findings=()), self.draft.spec.template)
        return releasing.masked_brief(made, self.ready)

    @cached_property
    def blocking(self) -> tuple[Finding, ...]:
        """What stands against publishing."""
        return self.findings

    def statement(self, id_: str) -> BriefStatement:
        """Return a sentence as it is printed, with its notes. Raises InvalidDraft if there is none."""
        for line in (*(x for s in self.brief.sections for x in s.lines), *self.brief.takeaways):
            if line.statement.id == id_:
                return line.statement
        return self.draft.sentence(id_)


class Drafts:
    """All briefs of one project; what was gathered for one is kept as long as the store stays as it is."""

    def __init__(self, project: "Project") -> None:
        self.project = project
        self._gathered: dict[tuple[object, ...], material.Gathered] = {}

    @cached_property
    def _setting(self) -> Setting:
        """How texts are masked; kept, since it remembers the words that it has looked up."""
        return releasing.setting_for(
            self.project.theatre, self.project.sources, profile_of("public"), datetime.now(UTC)
        )

    def ids(self) -> list[str]:
        """Return the ids of all briefs, oldest first."""
        return files.ids(self.project.out)

    def get(self, brief: str) -> Draft:
        """Return a draft as its versions leave it. Raises InvalidDraft, or StoreError where its chain is broken."""
        return edits.fold(brief, files.read(self.project.out, brief))

    def all(self) -> list[Draft]:
        """Return all drafts, newest first."""
        return [self.get(brief) for brief in reversed(self.ids())]

    def new(self, spec: Spec, *, by: str, reason: str = "") -> Draft:
        """Draft a brief from the events of a period and an area, and keep it. Raises InvalidDraft."""
        if spec.language not in ("en", "uk"):
            raise InvalidDraft(f"a brief cannot be written in {spec.language!r}; the languages are en, uk")
        before = self._last(spec, other_than="")
        told = {c for e in before.past["events"].values() for c in e["claims"]} if before else set()
        gathered = material.gather(self.project, spec, self._setting, told_before=told)
        if not gathered.material.events:
            raise InvalidDraft(
                "there is no event in this area and period, so there is nothing to tell; choose a wider period or area"
            )
        body = self._drafted(gathered, spec)
        brief = files.claim_id(self.project.out)
        edit = Edit("new", after={**body, "spec": plain_spec(spec)}, reason=reason)
        files.append(self.project.out, brief, edit, (), by=by, at=now())
        draft = self.get(brief)
        self._keep(draft, gathered)
        return draft

    def _drafted(self, gathered: material.Gathered, spec: Spec) -> dict[str, Any]:
        title = spec.title or titles.kept(self.project.out, spec.language)
        options = Options(language=spec.language, title=title, **briefing.HOW_MUCH[spec.template])  # type: ignore[arg-type]
        made = compile_brief(gathered.material, options)
        sentences = [replace(s, id=f"s{n}") for n, s in enumerate(made.statements, 1)]
        if spec.template == "one-page":
            sentences = [s for s in sentences if s.topic]
        by_order = {s.order: s for s in sentences}
        takeaways = [
            replace(line.statement, id="k" + topic.id[1:], of=topic.id)
            for line in made.takeaways
            if (topic := by_order.get(line.statement.order)) is not None
        ]
        return {
            "sentences": [plain(s) for s in sentences],
            "takeaways": [plain(t) for t in takeaways],
            "title": title or made.header.title,
            "cutoff": gathered.material.cutoff,
            "support": self._support(sentences, gathered, spec.language),
        }

    def _support(self, sentences: Sequence[BriefStatement], gathered: material.Gathered, language: str) -> Any:
        listed = support_list(
            sentences,
            gathered.material.readings,
            gathered.material.events,
            cutoff=gathered.material.cutoff,
            actions=gathered.actions,
            language=language,
        )
        return {**json.loads(listed), "ids": [s.id for s in sentences]}

    def gathered(self, draft: Draft) -> material.Gathered:
        """Return the material of a draft as it is now."""
        key = self._key(draft)
        if key not in self._gathered:
            claims = {c for s in (*draft.sentences, *draft.takeaways) for c in s.claims}
            self._keep(draft, material.gather(self.project, draft.spec, self._setting, claims=claims))
        return self._gathered[key]

    def _keep(self, draft: Draft, gathered: material.Gathered) -> None:
        if len(self._gathered) >= _KEPT_MATERIALS:
            self._gathered.clear()
        self._gathered[self._key(draft)] = gathered

    def _key(self, draft: Draft) -> tuple[object, ...]:
        """Return what a material depends on: the state of the store, what the brief is about, its claims."""
        with self.project.store.looking() as since:
            marks = since.marks()
        claims = frozenset(c for s in (*draft.sentences, *draft.takeaways) for c in s.claims)
        return marks, draft.spec, claims

    def compiled(self, draft: Draft, release: str = "public") -> Compiled:
        """Return the brief that a draft makes with the material of now, with all findings on it.

        `release` names the profile under which it would be published. Raises ReportedlyError if there is none.
        """
        gathered = self.gathered(draft)
        found, language = gathered.material, draft.spec.language
        before = draft if draft.published else self._last(draft.spec, other_than=draft.id)
        past = before.past if before else {}
        differs = changed.changes(draft.sentences, found, past, language)
        if not differs and draft.published and draft.published == draft.number:
            # It stands as it was published: what it tells is news against the brief before it, not against itself.
            before = self._last(draft.spec, other_than=draft.id, by=draft.versions[draft.published - 1].at)
            past = before.past if before else {}
            differs = changed.changes(draft.sentences, found, past, language)
        words = load(language)
        sheet = Sheet(
            title=words("draft.withdrawn_title", title=draft.title) if draft.withdrawal else draft.title,
            sentences=draft.sentences,
            takeaways=draft.takeaways,
            header=self._header(draft, gathered, before, words),
            changes=changed.told(differs, found, past, language),
            said=_said(draft, found, words),
            notice=_notice(draft, words),
        )
        brief = compile_sheet(found, Options(language=language), sheet)
        findings = (*self._leaks(brief, gathered, release), *to_publish(brief, found, unreviewed=draft.unreviewed))
        told = replace(brief, findings=findings)
        return Compiled(draft, told, found, findings, tuple(differs), gathered.actions, gathered.ready)

    def _leaks(self, brief: Brief, gathered: material.Gathered, release: str) -> Iterator[Finding]:
        """Yield what of a brief may not go out under a profile."""
        theatre, profile = self.project.theatre, profile_of(release)
        known = {(f.sentence, f.span) for f in brief.findings if f.rule == "BR-12"}
        yield from (f for f in leaks.names(brief, gathered.ready, theatre) if (f.sentence, f.span) not in known)
        homes = {c.id: r for r in gathered.material.readings for c in r.of(Claim)}
        yield from leaks.waiting(brief, homes, profile, datetime.now(UTC), theatre)

    def _header(self, draft: Draft, gathered: material.Gathered, before: Draft | None, words: Words) -> dict[str, str]:
        spec, state = draft.spec, words(f"draft.{draft.state}")
        rows = {"status": words("draft.status", version=f"{draft.number}", state=state)}
        if spec.start and spec.end:
            rows["dated"] = words.span_of_days(spec.start, spec.end)
        claims = {c for s in draft.sentences for c in s.claims}
        done = claims & (gathered.material.accepted or frozenset())
        if draft.unreviewed:
            rows["reviewed"] = words("draft.unreviewed")
        elif done:
            held = [a for a in standing(gathered.actions) if a.kind in ("accept", "edit") and a.on[0] in done]
            names = words.listed(list(dict.fromkeys(a.by for a in held)))
            rows["reviewed"] = words("draft.reviewed", names=names or "–", done=len(done), all=len(claims))
        if before is not None:
            day = words.day(str(before.past["cutoff"])[:10], year=True, case="of")
            rows["supersedes"] = words("draft.supersedes", day=day)
        return rows

    def _last(self, spec: Spec, *, other_than: str, by: str = "9999") -> Draft | None:
        """Return the brief on the same area that was published last (`by` a moment), None where there is none."""
        found = [d for d in self.all() if d.id != other_than and d.past and d.state != "withdrawn"]
        same = [d for d in found if sorted(d.spec.areas) == sorted(spec.areas)]
        same = [d for d in same if d.versions[d.published - 1].at <= by]
        return max(same, key=lambda d: (str(d.past["cutoff"]), d.versions[d.published - 1].at), default=None)

    def edit(self, brief: str, edit: Edit, *, by: str, seen: int | None = None) -> Draft:
        """Make one edit and return the draft with it.

        `seen` is the version that the person looked at. Raises DraftConflict where somebody changed the same sentence
        since, InvalidDraft where the edit cannot be made.
        """
        draft = self.get(brief)
        if seen is not None:
            later = [v for v in draft.versions if v.number > seen and _clashes(v.edit, edit)]
            if later:
                raise files.conflict(brief, later[-1])
        made = edits.checked(draft, edit)
        files.append(self.project.out, brief, made, draft.versions, by=by, at=now())
        return self.get(brief)

    def refresh(self, brief: str, *, by: str, reason: str = "") -> Draft:
        """Draft a brief anew from what is known now: sentences that a person wrote or edited are kept."""
        draft = self.get(brief)
        _still_there(draft)
        gathered = material.gather(self.project, draft.spec, self._setting)
        body = self._drafted(gathered, draft.spec)
        mine = [s for s in draft.sentences if s.by]
        number = max((int(s.id[1:]) for s in draft.sentences if s.id[1:].isdigit()), default=0)
        held = {c for s in mine for c in s.claims[:1]}
        fresh = [s for s in body["sentences"] if not held & set(s.get("claims", ())[:1])]
        renamed = {s["id"]: f"s{number + n}" for n, s in enumerate(fresh, 1)}
        sentences = [{**s, "id": renamed[s["id"]]} for s in fresh]
        for one in mine:
            own = [n for n, s in enumerate(sentences) if s["section"] == one.section]
            sentences.insert(own[-1] + 1 if own else len(sentences), plain(one))
        takeaways = [
            {**t, "id": "k" + renamed[t["of"]][1:], "of": renamed[t["of"]]}
            for t in body["takeaways"]
            if t["of"] in renamed
        ]
        kept = {s.id for s in mine}
        takeaways += [plain(t) for t in draft.takeaways if t.of in kept]
        body = {**body, "sentences": sentences, "takeaways": takeaways}
        files.append(
            self.project.out, brief, Edit("redraft", after=body, reason=reason), draft.versions, by=by, at=now()
        )
        return self.get(brief)

    def publish(
        self, brief: str, *, by: str, seen: int | None = None, reason: str = "", release: str = "public"
    ) -> Draft:
        """Publish a draft: its files are written, noted in the custody chain, and kept beside the versions.

        `release` is the profile, public or partner: which claims may be told already.

        Raises InvalidDraft, naming the findings, where anything stands against it; DraftConflict where somebody saved
        since version `seen`.
        """
        draft = self.get(brief)
        if seen is not None and draft.number != seen:
            raise files.conflict(brief, draft.versions[-1])
        _still_there(draft)
        if profile_of(release).open:
            raise InvalidDraft("a working copy is not published; choose public or partner")
        made = self.compiled(replace(draft, state="corrected" if draft.published else "published"), release)
        if made.blocking:
            raise InvalidDraft(refusal(made))
        folder = files.folder_of(self.project.out, brief) / f"published-{draft.number + 1}"
        written = self.write(made, folder)
        gathered = self.gathered(draft)
        after = {
            "support": self._support(draft.sentences, gathered, draft.spec.language),
            "past": changed.standing_of(draft.sentences, made.material, draft.spec.language),
            "files": {p.name: custody_work.file_digest(p) for p in written},
            "release": release,
        }
        files.append(
            self.project.out, brief, Edit("publish", after=after, reason=reason), draft.versions, by=by, at=now()
        )
        names = [str(p.relative_to(self.project.out)) for p in written]
        custody_work.note_export(self.project, names, working_copy=False)
        return self.get(brief)

    def withdraw(self, brief: str, *, by: str, reason: str, told: str = "") -> Draft:
        """Withdraw a published brief: files that say so are written and noted; those published stay as evidence.

        `told` is what readers are told, left out: the reason. Raises InvalidDraft where it was never published, was
        withdrawn before, or no reason is given.
        """
        draft = self.get(brief)
        _still_there(draft)
        if not draft.published:
            raise InvalidDraft(f"{brief} was never published, so there is nothing to withdraw; edit it, or leave it")
        if not reason.strip():
            raise InvalidDraft("say with a reason why the brief is withdrawn")
        at = now()
        after = {"told": tidy(told or reason), "at": at}
        gone = replace(draft, state="withdrawn", withdrawal={**after, "because": reason, "by": by})
        made = self.compiled(gone)
        typed = [f for f in leaks.names(made.brief, made.ready, self.project.theatre) if not f.sentence]
        if typed:
            raise InvalidDraft(f"what readers are told: {typed[0].message}; {typed[0].mend}")
        folder = files.folder_of(self.project.out, brief) / f"withdrawn-{draft.number + 1}"
        written = self.write(made, folder)
        digests = {p.name: custody_work.file_digest(p) for p in written}
        edit = Edit("withdraw", after={**after, "files": digests}, reason=reason)
        files.append(self.project.out, brief, edit, draft.versions, by=by, at=at)
        names = [str(p.relative_to(self.project.out)) for p in written]
        custody_work.note_export(self.project, names, working_copy=False)
        return self.get(brief)

    def write(self, made: Compiled, folder: Path) -> list[Path]:
        """Write a brief into a folder in every form that there is, and return the files."""
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for form in briefing.formats():
            content = form.make(made.outward)
            path = folder / f"brief.{form.suffix}"
            if isinstance(content, str):
                path.write_text(content, encoding="utf-8", newline="\n")
            else:
                path.write_bytes(content)
            written.append(path)
        return written

    def needs(self, draft: Draft) -> list[Need]:
        """Return the sentences of a draft that no longer rest on what they rested on, each with why."""
        return needs(self.project, draft)


def _still_there(draft: Draft) -> None:
    """Raise InvalidDraft where a brief was withdrawn."""
    if draft.state == "withdrawn":
        raise InvalidDraft(f"{draft.id} was withdrawn; make a new brief")


def _notice(draft: Draft, words: Words) -> str:
    """Return what stands under the title of a withdrawn brief, "" for others."""
    if not draft.withdrawal:
        return ""
    day = words.day(draft.withdrawal["at"][:10], year=True)
    return words("draft.withdrawn_notice", day=day, told=draft.withdrawal["told"].rstrip("."))


def _clashes(made: Edit, wanted: Edit) -> bool:
    """Say whether an edit that was made in the meantime touches what another one wants to change."""
    if made.kind in ("redraft", "withdraw") or wanted.kind in ("redraft", "withdraw"):
        return True
    if made.kind == wanted.kind and made.kind in ("title", "unreviewed"):
        return True
    same = bool(made.sentence) and made.sentence == wanted.sentence
    return same and not (made.kind == wanted.kind == "attach" and made.after != wanted.after)


def _said(draft: Draft, found: Material, words: Words) -> tuple[str, ...]:
    """Return what the brief says of how it was made: who edited it, what was not reviewed, what was kept."""
    said: list[str] = []
    if draft.by:
        said.append(words("draft.by", names=words.listed(list(draft.by))))
    claims = {c for s in draft.sentences for c in s.claims}
    open_ = claims - (found.accepted or frozenset())
    if draft.unreviewed and open_:
        said.append(words("draft.said_unreviewed", open=len(open_), all=len(claims)))
    kept = [
        words("draft.kept", rule=rule, text=s.text, reason=draft.reasons.get(f"{s.id} {rule}", ""))
        for s in draft.sentences
        for rule in s.kept
        if keepable(rule)
    ]
    if kept:
        said.append(words("draft.said_kept", list="; ".join(kept)))
    return tuple(said)


def refusal(made: Compiled) -> str:
    """Return why a draft cannot be published, with the first findings."""
    told = [f"{f.sentence or 'the brief'}: {f.rule}, {f.message}; {f.mend}" for f in made.blocking[:_KEPT_FINDINGS]]
    more = len(made.blocking) - len(told)
    rest = f"\n  and {more} more" if more > 0 else ""
    count = len(made.blocking)
    return (
        f"{made.draft.id} cannot be published: {count} finding{'' if count == 1 else 's'} to mend first\n  "
        + "\n  ".join(told)
        + rest
    )


def versions_told(versions: Sequence[Version]) -> list[tuple[str, str, str, str]]:
    """Return versions for a list: number, time, person, what was done."""
    return [(str(v.number), v.at[:16], v.by, f"{v.edit.kind} {v.edit.sentence}".strip()) for v in versions]

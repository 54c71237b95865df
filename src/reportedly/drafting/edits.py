"""What each kind of edit does to a draft, and which edits can be made.

Values by kind: text: the words. add: a sentence, `before` the id it follows ("" first). move: `after` the id that it is
to follow. attach, detach: a claim id. assess: likelihood, confidence and basis. keep: a rule; set aside again, it is
taken back. takeaway: whether the sentence is one. title: the words.
unreviewed: whether it is published without review. withdraw: what readers are told, when, and the files that tell it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from reportedly.brief.lint_table import keepable
from reportedly.drafting.model import Draft, Edit, InvalidDraft, Version, plain, sentence_of, spec_of, tidy
from reportedly.records import BriefStatement

_NEEDS_REASON = frozenset({"keep", "unreviewed", "withdraw"})


def fold(brief: str, versions: Sequence[Version]) -> Draft:
    """Return the draft that versions make, in order."""
    draft = Draft(brief, spec_of({}))
    for version in versions:
        draft = replace(_DO[version.edit.kind](draft, version.edit, version.by), versions=(*draft.versions, version))
    return draft


def checked(draft: Draft, edit: Edit) -> Edit:
    """Return an edit with what stood before, if it can be made. Raises InvalidDraft, saying what to do instead."""
    if edit.kind not in _DO:
        raise InvalidDraft(f"there is no edit {edit.kind!r}; the kinds are {', '.join(sorted(_DO))}")
    if draft.state == "withdrawn":
        raise InvalidDraft(f"{draft.id} was withdrawn; make a new brief")
    if edit.kind in _NEEDS_REASON and edit.after and not edit.reason.strip():
        raise InvalidDraft(f"a change of this kind ({edit.kind}) needs a reason")
    check = _CHECKS.get(edit.kind)
    return check(draft, edit) if check is not None else edit


def _wording(draft: Draft, edit: Edit) -> Edit:
    old, words = draft.sentence(edit.sentence), tidy(str(edit.after or ""))
    if not words:
        raise InvalidDraft(f"sentence {edit.sentence} would be empty; remove it instead")
    return replace(edit, before=old.text, after=words)


def _resting(draft: Draft, edit: Edit) -> Edit:
    return replace(edit, before=list(draft.sentence(edit.sentence).claims), after=_claim(draft, edit))


def _keeping(draft: Draft, edit: Edit) -> Edit:
    rule = str(edit.after)
    if not keepable(rule):
        raise InvalidDraft(f"rule {rule} cannot be set aside; mend the sentence")
    return replace(edit, before=list(draft.sentence(edit.sentence).kept), after=rule)


def _removing(draft: Draft, edit: Edit) -> Edit:
    return replace(edit, before=plain(draft.sentence(edit.sentence)))


def _moving(draft: Draft, edit: Edit) -> Edit:
    draft.sentence(edit.sentence)
    if edit.kind == "move" and edit.after:
        draft.sentence(str(edit.after))
    return edit


def _claim(draft: Draft, edit: Edit) -> str:
    claim, held = str(edit.after or "").strip(), draft.sentence(edit.sentence).claims
    if not claim:
        raise InvalidDraft("name the claim to attach or detach")
    if edit.kind == "detach" and claim not in held:
        raise InvalidDraft(f"sentence {edit.sentence} does not rest on claim {claim}; it rests on {', '.join(held)}")
    if edit.kind == "attach" and claim in held:
        raise InvalidDraft(f"sentence {edit.sentence} rests on claim {claim} already")
    return claim


def _assessing(draft: Draft, edit: Edit) -> Edit:
    old = draft.sentence(edit.sentence)
    if old.kind != "assessment":
        raise InvalidDraft(f"sentence {edit.sentence} is a {old.kind}; only an assessment has likelihood or confidence")
    given = {k: str(v) for k, v in dict(edit.after or {}).items() if k in ("likelihood", "confidence", "basis") and v}
    if "likelihood" in given and "confidence" in given:
        raise InvalidDraft("an assessment has a likelihood or a confidence, not both; leave one of them empty")
    before = {"likelihood": old.likelihood, "confidence": old.confidence, "basis": old.basis}
    return replace(edit, before=before, after=given)


def _adding(draft: Draft, edit: Edit) -> Edit:
    one = sentence_of(dict(edit.after or {}))
    if not one.text:
        raise InvalidDraft("the new sentence has no words")
    if edit.before:
        draft.sentence(str(edit.before))
    section = one.section or (draft.sentence(str(edit.before)).section if edit.before else "")
    if not section:
        raise InvalidDraft("say which section the sentence belongs to, or which sentence it follows")
    return replace(edit, after=plain(replace(one, id=next_id(draft), section=section)))


_CHECKS: dict[str, Callable[[Draft, Edit], Edit]] = {
    "text": _wording,
    "attach": _resting,
    "detach": _resting,
    "keep": _keeping,
    "assess": _assessing,
    "add": _adding,
    "remove": _removing,
    "move": _moving,
    "takeaway": _moving,
}


def next_id(draft: Draft) -> str:
    """Return the id of the next sentence: never one that was used before."""
    used = {s.id for s in (*draft.sentences, *draft.takeaways)}
    used |= {v.edit.sentence for v in draft.versions}
    used |= {str(v.edit.after.get("id")) for v in draft.versions if v.edit.kind == "add"}
    numbers = [int(m.group(1)) for i in used if (m := re.fullmatch(r"s(\d+)", i))]
    return f"s{max(numbers, default=0) + 1}"


def _each(draft: Draft, id_: str, change: Callable[[BriefStatement], BriefStatement]) -> Draft:
    sentences = tuple(change(s) if s.id == id_ else s for s in draft.sentences)
    return replace(
        draft, sentences=sentences, takeaways=tuple(change(t) if t.id == id_ else t for t in draft.takeaways)
    )


def _new(draft: Draft, edit: Edit, _by: str) -> Draft:
    made: dict[str, Any] = dict(edit.after)
    return replace(
        draft,
        spec=spec_of(made.get("spec", {})) if "spec" in made else draft.spec,
        sentences=tuple(sentence_of(s) for s in made["sentences"]),
        takeaways=tuple(sentence_of(s) for s in made["takeaways"]),
        title=draft.title or str(made.get("title", "")),
        cutoff=str(made.get("cutoff", "")),
        support=made.get("support", {}),
    )


def _text(draft: Draft, edit: Edit, by: str) -> Draft:
    return _each(draft, edit.sentence, lambda s: replace(s, text=str(edit.after), by=by))


def _add(draft: Draft, edit: Edit, by: str) -> Draft:
    one = replace(sentence_of(edit.after), by=by)
    at = next((n + 1 for n, s in enumerate(draft.sentences) if s.id == edit.before), None)
    if at is None:
        own = [n for n, s in enumerate(draft.sentences) if s.section == one.section]
        at = own[-1] + 1 if own else len(draft.sentences)
    return replace(draft, sentences=(*draft.sentences[:at], one, *draft.sentences[at:]))


def _remove(draft: Draft, edit: Edit, _by: str) -> Draft:
    gone = edit.sentence
    kept = tuple(t for t in draft.takeaways if gone not in (t.id, t.of))
    return replace(draft, sentences=tuple(s for s in draft.sentences if s.id != gone), takeaways=kept)


def _move(draft: Draft, edit: Edit, _by: str) -> Draft:
    name = "takeaways" if any(t.id == edit.sentence for t in draft.takeaways) else "sentences"
    held: tuple[BriefStatement, ...] = getattr(draft, name)
    one = next(s for s in held if s.id == edit.sentence)
    rest = [s for s in held if s.id != edit.sentence]
    at = next((n + 1 for n, s in enumerate(rest) if s.id == edit.after), None)
    if at is None:
        at = next((n for n, s in enumerate(rest) if s.section == one.section), 0)
    elif name == "sentences":
        one = replace(one, section=rest[at - 1].section)
    rest.insert(at, one)
    return replace(draft, **{name: tuple(rest)})  # type: ignore[arg-type]


def _attach(draft: Draft, edit: Edit, by: str) -> Draft:
    return _each(draft, edit.sentence, lambda s: replace(s, claims=(*s.claims, str(edit.after)), by=s.by or by))


def _detach(draft: Draft, edit: Edit, by: str) -> Draft:
    return _each(
        draft,
        edit.sentence,
        lambda s: replace(s, claims=tuple(c for c in s.claims if c != edit.after), by=s.by or by),
    )


def _assess(draft: Draft, edit: Edit, by: str) -> Draft:
    given = {name: edit.after.get(name) for name in ("likelihood", "confidence", "basis")}
    return _each(draft, edit.sentence, lambda s: replace(s, by=by, **given))


def _keep(draft: Draft, edit: Edit, by: str) -> Draft:
    rule = str(edit.after)

    def changed(one: BriefStatement) -> BriefStatement:
        kept = tuple(k for k in one.kept if k != rule) if rule in one.kept else (*one.kept, rule)
        return replace(one, kept=kept)

    reasons = {**draft.reasons, f"{edit.sentence} {rule}": f"{edit.reason} ({by})"}
    return replace(_each(draft, edit.sentence, changed), reasons=reasons)


def _takeaway(draft: Draft, edit: Edit, by: str) -> Draft:
    others = tuple(t for t in draft.takeaways if t.of != edit.sentence)
    if not edit.after:
        return replace(draft, takeaways=others)
    topic = draft.sentence(edit.sentence)
    number = topic.id.removeprefix("s")
    one = replace(topic, id=f"k{number}", of=topic.id, section="takeaways", topic=True, by=by)
    made = replace(draft, takeaways=(*others, one))
    return _each(made, edit.sentence, lambda s: replace(s, topic=True))


def _title(draft: Draft, edit: Edit, _by: str) -> Draft:
    return replace(draft, title=tidy(str(edit.after or "")))


def _unreviewed(draft: Draft, edit: Edit, _by: str) -> Draft:
    return replace(draft, unreviewed=bool(edit.after))


def _publish(draft: Draft, edit: Edit, _by: str) -> Draft:
    made: dict[str, Any] = dict(edit.after)
    return replace(
        draft,
        state="corrected" if draft.published else "published",
        published=len(draft.versions) + 1,
        support=made["support"],
        past=made["past"],
        files=made.get("files", {}),
    )


def _withdraw(draft: Draft, edit: Edit, by: str) -> Draft:
    made: dict[str, Any] = dict(edit.after)
    told = {"told": str(made["told"]), "because": edit.reason, "by": by, "at": str(made["at"])}
    return replace(draft, state="withdrawn", withdrawal=told, files=made.get("files", {}))


_DO: dict[str, Callable[[Draft, Edit, str], Draft]] = {
    "new": _new,
    "redraft": _new,
    "text": _text,
    "add": _add,
    "remove": _remove,
    "move": _move,
    "attach": _attach,
    "detach": _detach,
    "assess": _assess,
    "keep": _keep,
    "takeaway": _takeaway,
    "title": _title,
    "unreviewed": _unreviewed,
    "publish": _publish,
    "withdraw": _withdraw,
}

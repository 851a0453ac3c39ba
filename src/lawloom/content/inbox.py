"""Files that were sent by pull request to the inbox of a subject: read strictly, each by itself."""

from __future__ import annotations

from dataclasses import dataclass

from lawloom.content import files, shelf
from lawloom.content.forms.inbox import InboxForm
from lawloom.content.proposals import LARGEST
from lawloom.errors import Problem, problem
from lawloom.instance import Instance
from lawloom.model.contribution import Actor, Kind, Side, Text
from lawloom.model.ids import ContributionId, SubjectId


@dataclass(frozen=True, slots=True)
class Sent:
    """A contribution as its file says it. path: from the top of the repository; raw: the bytes of the file."""

    path: str
    raw: bytes
    kind: Kind
    on: ContributionId
    side: Side | None
    text: Text
    category: str
    actor: Actor | None
    area: str


def read_inbox(instance: Instance, slug: SubjectId) -> tuple[list[Sent], list[Problem]]:
    """What lies in the inbox of a subject, by name, and what is wrong with the files that are left out."""
    top = instance.name_of(instance.inbox_of(slug))
    tree = files.tree(instance.root, top)
    problems = list(tree.problems)
    found = []
    for name, path in tree.files.items():
        if name.rsplit("/", 1)[1] == "README.md":
            continue
        if not name.endswith(".md") or name.count("/") != top.count("/") + 1:
            problems.append(problem("unknown-file", name, warning=True, near=""))
            continue
        raw = path.read_bytes()
        if len(raw) > LARGEST:
            problems.append(problem("too-large", name, size=len(raw), most=LARGEST))
            continue
        filled, told = shelf.markdown(InboxForm, tree, name)
        problems += told
        if filled is not None:
            found.append(_sent(name, raw, filled.form, filled.body))
    return found, problems


def _sent(name: str, raw: bytes, form: InboxForm, body: str) -> Sent:
    first, _, rest = body.partition("\n")
    titled = first.startswith("# ")
    text = Text(
        title=first[2:].strip() if titled else "",
        body=(rest if titled else body).strip(),
        name=form.name,
        link=form.link,
        quote=form.quote,
        instead=form.instead,
    )
    side = form.side if form.kind == "argument" else None
    return Sent(name, raw, Kind(form.kind), form.on, side, text, form.category, form.actor, form.area)

"""The law in force beside a bill: `bill/law/<name>.before.md` as it is, `<name>.after.md` as the bill would make it."""

from __future__ import annotations

from lawloom.content import shelf
from lawloom.content.forms.subject import LawForm
from lawloom.content.known import Known
from lawloom.content.names import is_device
from lawloom.content.suggestions import slug_from
from lawloom.errors import problem
from lawloom.model.bill import LawChange, LawText
from lawloom.model.ids import is_slug

FOLDER = "bill/law"
_SIDES = ("before", "after")


def read_law(known: Known) -> tuple[LawChange, ...]:
    """The laws that the bill changes, by name: both texts of each. What stands alone or has an odd name is told."""
    found: dict[str, dict[str, LawText]] = {}
    articles: dict[str, tuple[str, ...]] = {}
    for file in known.tree.in_folder(f"{known.folder}/{FOLDER}", ".md"):
        name, _, side = file.rpartition("/")[2].removesuffix(".md").rpartition(".")
        if side not in _SIDES or not is_slug(name) or is_device(name):
            known.problems.append(problem("law-name", file, near=slug_from(name or side, "road-act")))
            continue
        filled, problems = shelf.markdown(LawForm, known.tree, file)
        known.problems += problems
        sides = found.setdefault(name, {})
        if filled is None:
            continue
        form = filled.form
        sides[side] = LawText(form.title, f"{filled.body}\n", file, form.date, form.source, form.language)
        articles[name] = (
            *articles.get(name, ()),
            *known.articles_among(form.articles, file, filled.line("articles")),
        )
    laws = []
    for name, sides in sorted(found.items()):
        missing = [side for side in _SIDES if f"{known.folder}/{FOLDER}/{name}.{side}.md" not in known.tree.files]
        if missing:
            there = next(one for one in _SIDES if one not in missing)
            file = f"{known.folder}/{FOLDER}/{name}.{there}.md"
            known.problems.append(problem("law-without-pair", file, missing=f"{name}.{missing[0]}.md"))
        elif len(sides) == len(_SIDES):
            laws.append(LawChange(name, sides["before"], sides["after"], tuple(dict.fromkeys(articles[name]))))
    return tuple(laws)

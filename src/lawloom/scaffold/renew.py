"""`lawloom upgrade`: the files that `new` laid and that belong to the engine, as this version writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from lawloom.errors import ContentProblems, problem
from lawloom.instance import Instance
from lawloom.ledger import status
from lawloom.press.data.verifier import SOURCES, verifier
from lawloom.scaffold import engine, forge_files, issue_forms, owned, template_files

# Below this line of mkdocs.yml the engine decides; above it, the consultation. A file without the line is left alone.
MARK = "# --- kept by `lawloom upgrade` from here on ---"


def upgrade(instance: Instance, *, dry_run: bool = False, address: str = "") -> list[str]:
    """Paths of the files that this version writes otherwise, in order; they are rewritten unless dry_run.

    What people wrote is never among them. A name that ends with owned.BESIDE is that of a file put beside theirs.

    address  of another engine, which the requirements file is to name from now on
    raises   ContentProblems where it is not exact
    """
    changed = [*_moved(instance, address, dry_run=dry_run)] if address else []
    for name, renewed in _renewed(instance).items():
        path = instance.root / name
        before = path.read_bytes() if path.is_file() else None
        after = renewed(before)
        if after is not None and after != before:
            changed.append(name)
            if not dry_run:
                owned.write(path, after)
    if (wanted := _wanted(instance)) is not None:
        changed += _owned(instance, wanted, dry_run=dry_run)
    return changed


def _moved(instance: Instance, address: str, *, dry_run: bool) -> Iterator[str]:
    line = engine.asked(address)
    if not line:
        raise ContentProblems(problem("engine-not-exact", "--engine", found=address))
    path = instance.root / engine.REQUIREMENTS
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    after = engine.moved(before, line)
    if after != before:
        yield engine.REQUIREMENTS
        if not dry_run:
            owned.write(path, after.encode())


def is_engine(instance: Instance) -> bool:
    """Whether the engine itself stands in this repository: then its own scripts and tests do, too."""
    return (instance.root / "src" / "lawloom" / "__init__.py").is_file()


def _wanted(instance: Instance) -> dict[str, bytes] | None:
    """The files that are the engine's as a whole; None where what people wrote cannot be read well enough to tell."""
    from lawloom import content  # here: pydantic is slow to import

    consultation, problems = content.read(instance)
    if consultation is None or any(not one.warning for one in problems):
        return None
    if consultation.settings.demonstration and not is_engine(instance):
        return {}
    as_of = max((one.as_of for one in status.standings(instance).values()), default="")
    ours = is_engine(instance)
    forms = issue_forms.files(consultation, as_of, engine=ours)
    return dict(sorted((forms | forge_files.files(consultation.settings, engine=ours)).items()))


def _owned(instance: Instance, wanted: dict[str, bytes], *, dry_run: bool) -> list[str]:
    root = instance.root
    if is_engine(instance):  # what stands here is what is laid elsewhere: there is nothing to merge
        changed = [name for name, data in wanted.items() if not _is(root / name, data)]
        for name in changed if not dry_run else ():
            owned.write(root / name, wanted[name])
        return changed
    planned = owned.plan(root, wanted)
    if not dry_run:
        for one in planned:
            if one.data is None:
                (root / one.path).unlink()
            else:
                owned.write(root / one.path, one.data)
        owned.remember(root, wanted)
    return [one.path for one in planned]


def _is(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


def _with_lines_of(template: str) -> Callable[[bytes | None], bytes | None]:
    """Every line of the template is in the file; a consultation's own lines stay."""

    def renewed(before: bytes | None) -> bytes | None:
        text = (before or b"").decode("utf-8", errors="surrogateescape")
        there = set(text.splitlines())
        missing = [line for line in template_files.common(template).splitlines() if line not in there]
        if not missing:
            return before
        gap = "" if not text or text.endswith("\n") else "\n"
        return (text + gap + "\n".join(missing) + "\n").encode("utf-8", errors="surrogateescape")

    return renewed


def _mkdocs(before: bytes | None) -> bytes | None:
    """The part below the mark is the template's."""
    text = (before or b"").decode("utf-8", errors="surrogateescape").replace("\r\n", "\n")
    own, mark, _ = text.partition(MARK)
    if not mark:
        return before
    kept = template_files.common("mkdocs.yml").partition(MARK)[2]
    return (own + mark + kept).encode("utf-8", errors="surrogateescape")


def _verifier(source: str) -> Callable[[bytes | None], bytes]:
    return lambda before: verifier(source)


RENEWED: dict[str, Callable[[bytes | None], bytes | None]] = {
    ".gitattributes": _with_lines_of("gitattributes"),  # Git must not change the bytes of a ledger
    ".gitignore": _with_lines_of("gitignore"),  # what must stay private is never committed
    "mkdocs.yml": _mkdocs,
    **{source: _verifier(source) for source in SOURCES},
}


def _renewed(instance: Instance) -> dict[str, Callable[[bytes | None], bytes | None]]:
    """What is renewed here: a configuration for each further language of the consultation too."""
    from lawloom.content.consultation_file import read_settings  # here: pydantic is slow to import

    settings, _, _ = read_settings(instance.consultation_file)
    further = settings.languages[1:] if settings else ()
    return RENEWED | {template_files.name_of(language): _of_language(language) for language in further}


def _of_language(language: str) -> Callable[[bytes | None], bytes | None]:
    whole = template_files.of_language(language)

    def renewed(before: bytes | None) -> bytes | None:
        if before is None:
            return whole
        text = before.decode("utf-8", errors="surrogateescape").replace("\r\n", "\n")
        own, mark, _ = text.partition(MARK)
        kept = whole.decode().partition(MARK)[2]
        return (own + mark + kept).encode("utf-8", errors="surrogateescape") if mark else before

    return renewed

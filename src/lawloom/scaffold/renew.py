"""`lawloom upgrade`: the files that `new` laid and that belong to the engine, as this version writes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lawloom.instance import Instance
from lawloom.press.verifier import SOURCES, verifier
from lawloom.scaffold import template_files

# Below this line of mkdocs.yml the engine decides; above it, the consultation. A file without the line is left alone.
MARK = "# --- kept by `lawloom upgrade` from here on ---"


def upgrade(instance: Instance, *, dry_run: bool = False) -> list[str]:
    """Paths of the files that this version writes otherwise, in order; they are rewritten unless dry_run.

    What people wrote is never among them.
    """
    changed = []
    for name, renewed in _renewed(instance).items():
        path = instance.root / name
        before = path.read_bytes() if path.is_file() else None
        after = renewed(before)
        if after is not None and after != before:
            changed.append(name)
            if not dry_run:
                _replace(path, after)
    return changed


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


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(data)
    if path.exists():
        beside.chmod(path.stat().st_mode & 0o777)
    beside.replace(path)

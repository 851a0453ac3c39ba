"""Set the type: build/pages becomes HTML in build/typeset, by MkDocs, ProperDocs or Zensical in a process of its own.

The engine runs only when a page, its configuration, our overrides or the engine itself changed. This room never imports
MkDocs: what a person's vote changes is printed without it.
"""

from __future__ import annotations

import hashlib
import html
import json
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lawloom import messages
from lawloom.errors import LawloomError, Problem, problem
from lawloom.instance import Instance
from lawloom.model.consultation import Settings
from lawloom.model.direction import direction
from lawloom.pages.plain import clean
from lawloom.version import engine_fingerprint

OVERRIDES = Path(__file__).parent / "overrides"
STYLES = ("assets/tokens.css", "assets/lean.css", "assets/material.css")
# A fixed moment, so that the same pages give the same bytes on every day.
EPOCH = "1577836800"
LAST_LINES = 12
LONGEST_RUN = 900  # seconds
SETTERS = ("mkdocs", "markdown", "jinja2", "pymdown")  # packages that have a hand in the HTML

EXTENSIONS: list[Any] = [
    "admonition",
    "attr_list",
    "def_list",
    "fenced_code",
    "footnotes",
    "md_in_html",
    "sane_lists",
    "tables",
    {"toc": {"permalink": False, "marker": ""}},
]


@dataclass(frozen=True, slots=True)
class Engine:
    """A program that sets type: `command` and the configuration file make the site."""

    name: str
    command: tuple[str, ...]


def engine(name: str = "mkdocs", *, root: Path | None = None) -> Engine:
    """The engine of that name: `mkdocs` beside this Python; others by a path, from .cache/engines, or from the PATH.

    root  where .cache/engines/<name>/bin/<name> may stand: the checkout
    """
    if os.sep in name or (os.altsep and os.altsep in name):
        return Engine(Path(name).stem, (name,))
    if name == "mkdocs":
        return Engine("mkdocs", (sys.executable, "-m", "mkdocs"))
    kept = root / ".cache" / "engines" / name / "bin" / name if root else None
    if kept and kept.is_file():
        return Engine(name, (str(kept),))
    return Engine(name, (shutil.which(name) or name,))


def configuration(settings: Settings) -> dict[str, Any]:
    """The configuration that every engine reads, relative to the pages' workshop.

    `lawloom build` and `mkdocs build` share it.
    """
    language = settings.language
    skip = messages.word("ed-skip", language)
    quiet = dict.fromkeys(("not_found", "absolute_links", "unrecognized_links", "anchors"), "ignore")
    return {
        "site_name": clean(settings.title),
        "docs_dir": "pages",
        "site_dir": "typeset",
        "use_directory_urls": True,
        "theme": {
            "name": "material",
            "variant": "classic",  # for Zensical, whose modern one has other classes
            "custom_dir": str(OVERRIDES),
            "font": False,
            "favicon": "favicon.svg",
            "palette": {"scheme": "default"},
            "features": [],
        },
        "extra": {
            "lawloom": {"language": language, "direction": direction(language), "skip": html.escape(skip)},
            "generator": False,
        },
        "extra_css": list(STYLES),
        "plugins": [],
        "markdown_extensions": [
            {"footnotes": {"BACKLINK_TITLE": messages.word("ed-footnote-back", language)}}
            if one == "footnotes"
            else one
            for one in EXTENSIONS
        ],
        "nav": ["index.md"],
        # Pages link to folders that the press prints, which no engine can know; lawloom looks after links itself.
        "validation": {"nav": {**dict.fromkeys(("omitted_files", "not_found"), "ignore")}, "links": quiet},
    }


def configuration_file(instance: Instance) -> Path:
    return instance.workshop / "mkdocs.yml"


def write_configuration(instance: Instance, settings: Settings) -> Path:
    """Write build/mkdocs.yml (JSON, which is YAML) and give its path."""
    path = configuration_file(instance)
    text = json.dumps(configuration(settings), indent=1, ensure_ascii=False) + "\n"
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return path


def run(
    instance: Instance,
    settings: Settings,
    *,
    by: Engine | None = None,
    environment: Mapping[str, str] | None = None,
) -> bool:
    """Set the type where anything it depends on changed; tells whether the engine ran.

    raises  LawloomError with the engine's last lines; the site printed before stays as it is
    """
    by = by or engine()
    configured = write_configuration(instance, settings)
    fingerprint = _fingerprint(instance, settings, by)
    if _kept_fingerprint(_mark(instance)) == fingerprint and not missing_pages(instance):
        return False
    forget(instance)
    shutil.rmtree(instance.typeset, ignore_errors=True)
    _call(by, configured, os.environ if environment is None else environment)
    if missing := missing_pages(instance):
        raise LawloomError(*missing)
    remember(instance, settings, by)
    return True


def remember(instance: Instance, settings: Settings, by: Engine | None = None) -> None:
    """Note that build/typeset holds what this engine makes of the pages as they stand."""
    mark = _mark(instance)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(json.dumps({"fingerprint": _fingerprint(instance, settings, by or engine())}) + "\n", "utf-8")


def forget(instance: Instance) -> None:
    """Note that build/typeset is being changed: until it is remembered again, no run may take it for its own."""
    _mark(instance).unlink(missing_ok=True)
    (instance.build / "state" / "set.json").unlink(missing_ok=True)  # the mark of stages.build


def clear(instance: Instance, settings: Settings) -> None:
    """Take away what was made for languages that the consultation no longer has."""
    for path in sorted(instance.languages.iterdir()) if instance.languages.is_dir() else ():
        if path.name not in settings.languages[1:]:
            shutil.rmtree(path, ignore_errors=True)


def pages(instance: Instance) -> list[str]:
    """Addresses of the pages in build/pages, sorted: "", "about/", "subjects/x/"."""
    found = (path.relative_to(instance.pages).parent.as_posix() for path in instance.pages.rglob("index.md"))
    return sorted("" if name == "." else f"{name}/" for name in found)


def missing_pages(instance: Instance) -> list[Problem]:
    """Pages that the engine should have set and did not."""
    return [
        problem("typeset-page-missing", f"build/pages/{page}index.md", page=f"/{page}")
        for page in pages(instance)
        if not (instance.typeset / page / "index.html").is_file()
    ]


def _call(by: Engine, configured: Path, environment: Mapping[str, str]) -> None:
    # Nothing of the caller's day, place or mood may show in the pages.
    fixed = {
        "SOURCE_DATE_EPOCH": EPOCH,
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "PYTHONWARNINGS": "ignore",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "LANGUAGE": "",
        "NO_MKDOCS_2_WARNING": "1",
        "NO_COLOR": "1",
    }
    options = ["--clean"] if by.name == "zensical" else ["--quiet", "--clean"]
    command = [*by.command, "build", "--config-file", str(configured), *options]
    import subprocess  # here, as all that only a changed text needs

    try:
        done = subprocess.run(
            command,
            env={**environment, **fixed},
            cwd=configured.parent,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=LONGEST_RUN,
            check=False,
        )
    except OSError as failure:
        raise LawloomError(problem("typesetter-absent", engine=f"{by.command[0]}: {failure.strerror}")) from failure
    except subprocess.TimeoutExpired as failure:
        lines = _last_lines(failure.output, failure.stderr)
        raise LawloomError(problem("typesetter-failed", engine=by.name, ended="timeout", lines=lines)) from failure
    if done.returncode:
        lines = _last_lines(done.stdout, done.stderr)
        raise LawloomError(problem("typesetter-failed", engine=by.name, ended=done.returncode, lines=lines))


def _last_lines(*outputs: bytes | None) -> str:
    text = "\n".join((output or b"").decode(errors="replace") for output in outputs)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    # The end says what happened; a report is cut at its beginning.
    return " | ".join(lines[-LAST_LINES:])[-180:]


def _fingerprint(instance: Instance, settings: Settings, by: Engine) -> str:
    digest = hashlib.sha256(engine_fingerprint().encode())
    digest.update(json.dumps(configuration(settings), sort_keys=True).encode())
    digest.update(json.dumps([by.name, *_versions(by)]).encode())
    for page in pages(instance):
        digest.update(f"{page}\0".encode())
        digest.update(hashlib.sha256((instance.pages / page / "index.md").read_bytes()).digest())
    return digest.hexdigest()


def _versions(by: Engine) -> list[str]:
    """What tells one installed engine from another, without starting it."""
    program = Path(by.command[0])
    if by.name == "mkdocs" and program == Path(sys.executable):
        # The names of the folders that pip leaves beside packages hold their versions.
        return sorted(
            entry.name
            for folder in dict.fromkeys(sys.path)
            if folder.endswith("site-packages") and Path(folder).is_dir()
            for entry in Path(folder).iterdir()
            if entry.suffix == ".dist-info" and entry.name.lower().startswith(SETTERS)
        )
    try:
        stat = program.stat()
    except OSError:
        return []
    return [str(program), str(stat.st_size), str(stat.st_mtime_ns)]


def _mark(instance: Instance) -> Path:
    return instance.workshop / "state" / "typeset.json"


def _kept_fingerprint(kept: Path) -> str:
    try:
        return str(json.loads(kept.read_text(encoding="utf-8"))["fingerprint"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""

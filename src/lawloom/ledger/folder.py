"""What may stand in the folders of a ledger: its shards, as files of their own. A link could show any file there is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from lawloom.errors import Problem, problem
from lawloom.instance import Instance
from lawloom.ledger.durable import TEMPORARY
from lawloom.ledger.shards import is_shard_name


def strange_files(instance: Instance) -> list[Problem]:
    """Every entry under contributions/ that is no part of a ledger, or only a link to one; none of them is read."""
    there = instance.contributions
    slugs = (
        sorted(path.name for path in there.iterdir() if path.is_symlink() or path.is_dir()) if there.is_dir() else []
    )
    return [one for slug in slugs for one in strange_files_of(instance, slug)]


def strange_files_of(instance: Instance, slug: str) -> Iterator[Problem]:
    """The same of one subject."""
    top = instance.contributions / slug
    if top.is_symlink():
        yield problem("strange-file", instance.name_of(top))
        return
    for folder in (instance.ledger_of(slug), instance.texts_of(slug)):
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            yield problem("strange-file", instance.name_of(folder))
        elif folder.is_dir():
            yield from (problem("strange-file", instance.name_of(path)) for path in _strange(folder))


def _strange(folder: Path) -> list[Path]:
    with os.scandir(folder) as entries:
        odd = [one.name for one in entries if not (one.is_file(follow_symlinks=False) and _is_known(one.name))]
    return [folder / name for name in sorted(odd)]


def _is_known(name: str) -> bool:
    """A shard, or what a run that was killed left half written: the next one sweeps it."""
    return is_shard_name(name) or name.endswith(TEMPORARY)

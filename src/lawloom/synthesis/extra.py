"""The packages of the extra `analysis`: asked for where they are first needed, and named where they are not there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from lawloom.errors import LawloomError, problem

PACKAGES = frozenset({"numpy", "scipy", "sklearn", "snowballstemmer"})


@contextmanager
def analysis() -> Iterator[None]:
    """Around imports that need the extra.

    raises  LawloomError, analysis-needs-extra, where one of its packages is not installed
    """
    try:
        yield
    except ModuleNotFoundError as missing:
        if (missing.name or "").split(".")[0] not in PACKAGES:
            raise
        raise LawloomError(problem("analysis-needs-extra")) from missing

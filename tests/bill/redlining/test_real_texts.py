"""Real statutes and a real policy, revision by revision: rebuilt, quick, and never wordier than git by much."""

from __future__ import annotations

import importlib.util
import statistics
import sys
from pathlib import Path
from types import ModuleType

import pytest

from examples import examples, some_of


def the_benchmark(repository: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("redline_benchmark", repository / "benchmarks" / "redline.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_every_pair_of_revisions_is_rebuilt_quickly_and_in_few_words(
    real_data: Path, repository: Path, tmp_path: Path
) -> None:
    benchmark = the_benchmark(repository)
    found = [(near, benchmark.measured(name, a, b)) for name, near, a, b in some_of([*benchmark.pairs(tmp_path)])]
    neighbours = [one for near, one in found if near]
    assert len(neighbours) >= examples(100)
    assert [one.name for _, one in found if not one.exact] == []
    assert [(one.name, one.seconds) for _, one in found if one.seconds > benchmark.SLOWEST] == []
    assert [(one.name, one.ratio) for _, one in found if one.ratio > benchmark.MOST_BESIDE_GIT] == []
    assert statistics.median(one.ratio for one in neighbours) <= 1
    assert sum(one.moves for one in neighbours) > 0

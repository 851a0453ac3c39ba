"""The short commands: they run from any folder, say what is missing, and stay a few lines each."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
SCRIPTS = sorted(path for path in (REPOSITORY / "scripts").iterdir() if path.is_file() and path.suffix == "")
LOCKS = sorted((REPOSITORY / "requirements").glob("*.lock"))


def run(script: str, *arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [REPOSITORY / "scripts" / script, *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "LAWLOOM_LANGUAGE": "en", **environment},
    )


def skip_unless_set_up() -> None:
    """A .venv that another checkout made (and this one borrows) must not be made anew for this one."""
    stamp = REPOSITORY / ".venv" / "made-from"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8").rpartition(" ")[0] != str(REPOSITORY):
        pytest.skip("this checkout was not set up by scripts/setup")


@pytest.mark.parametrize("script", [*SCRIPTS, REPOSITORY / ".ci" / "run"], ids=lambda path: path.name)
def test_a_script_can_be_run_and_read(script: Path):
    text = script.read_text(encoding="utf-8")
    assert os.access(script, os.X_OK)
    assert text.startswith("#!/usr/bin/env bash\n# ")
    assert len(text.splitlines()) <= 80
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_does_not_depend_on_the_folder_it_is_called_from(script: Path):
    text = script.read_text(encoding="utf-8")
    assert 'root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"' in text
    assert "set -euo pipefail" in text


def test_arguments_are_passed_on_from_any_folder(tmp_path: Path):
    told = run("check", "--schema", "decisions", cwd=tmp_path)
    assert told.returncode == 0
    assert '"$id": "lawloom:decisions"' in told.stdout


@pytest.mark.slow
def test_setup_is_quick_and_silent_when_nothing_changed(tmp_path: Path):
    skip_unless_set_up()
    told = run("setup", cwd=tmp_path)
    assert told.returncode == 0
    assert "installing the locked packages" not in told.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("ci", "ends_with"), [("true", 1), ("", 0)])
def test_without_a_browser_setup_stops_in_ci_and_says_so_elsewhere(tmp_path: Path, ci: str, ends_with: int):
    skip_unless_set_up()
    for tool in ("bash", "env", "dirname", "cat", "id", "rm"):
        (tmp_path / tool).symlink_to(shutil.which(tool) or pytest.skip(f"no {tool} on this machine"))
    (tmp_path / "python3.11").symlink_to(REPOSITORY / ".venv" / "bin" / "python")
    told = run("setup", cwd=tmp_path, PATH=str(tmp_path), CI=ci)
    assert told.returncode == ends_with
    assert "chromium" in told.stderr


def test_ci_does_not_pass_over_the_browser_tests_in_silence():
    text = (REPOSITORY / "scripts" / "test").read_text(encoding="utf-8")
    guard = text.index('"${CI:-}" = true')
    assert "exit 1" in text[guard : text.index("scripts/check", guard)]


def test_the_forge_runs_the_same_command_as_everyone():
    assert "/scripts/test" in (REPOSITORY / ".ci" / "run").read_text(encoding="utf-8")


# --- the locks --------------------------------------------------------------------------------------------------------


def locked(lock: Path) -> dict[str, tuple[int, ...]]:
    """Version of each package in a lock, as numbers; the highest where markers choose between several."""
    found: dict[str, tuple[int, ...]] = {}
    for name, version in re.findall(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==([0-9][^\s;]*)", lock.read_text("utf-8"), re.M):
        found[name] = max(found.get(name, ()), numbers(version))
    return found


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def stated(requirement: str) -> tuple[str, list[tuple[str, tuple[int, ...]]]]:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name
    return name[0].lower().replace("_", "-"), [
        (sign, numbers(version)) for sign, version in re.findall(r"(>=|<)\s*([0-9.]+)", requirement)
    ]


def requirements(*groups: str) -> list[str]:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    return project["project"]["dependencies"] + [one for g in groups for one in project["dependency-groups"][g]]


@pytest.mark.parametrize(("lock", "groups"), [("core.lock", ()), ("dev.lock", ("dev",))])
def test_a_lock_satisfies_what_the_project_states(lock: str, groups: tuple[str, ...]):
    versions = locked(REPOSITORY / "requirements" / lock)
    for requirement in requirements(*groups):
        name, bounds = stated(requirement)
        assert name in versions, (
            f"{requirement}: not in {lock}; make the lock again (docs/decisions/0008-dependencies.md)"
        )
        for sign, bound in bounds:
            kept = versions[name] >= bound if sign == ">=" else versions[name] < bound
            assert kept, f"{requirement}: {lock} holds {versions[name]}"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_locked_package_has_its_hashes_and_no_lock_names_an_address(lock: Path):
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert entries
    assert all("==" in entry.splitlines()[0] and "--hash=sha256:" in entry for entry in entries)


def test_the_core_is_a_part_of_what_developers_use():
    core, dev = locked(REPOSITORY / "requirements" / "core.lock"), locked(REPOSITORY / "requirements" / "dev.lock")
    assert {name: version for name, version in core.items() if dev.get(name) != version} == {}


def test_the_demonstration_says_each_step_before_it_takes_it_and_where_the_site_is():
    lines = (REPOSITORY / "scripts" / "demo").read_text(encoding="utf-8").splitlines()
    steps = [number for number, line in enumerate(lines) if line.startswith('step "')]
    runs = [number for number, line in enumerate(lines) if line.startswith('"$root/')]
    assert [number - 1 for number in runs] == steps
    assert any("site/index.html" in line for line in lines[runs[-1] :])
    assert any("scripts/serve" in line for line in lines[runs[-1] :])

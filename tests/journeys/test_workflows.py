"""Every workflow does what it says: its steps are run one after another, as the forge would, on a forge of our own."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from journeys.steps import BIN, REPOSITORY, Desk, Told, a_desk
from lawloom.double.server import Double, serving
from lawloom.double.state import Forge
from lawloom.scaffold.forge_files import WORKFLOWS

SUBJECT = """\
---
title: Lanterns
summary: Where light is missing at night.
phases:
  - {name: causes, kind: causes, opens: 2026-02-01, closes: 2099-04-30}
causes:
  - {id: dark-path, title: The path along the canal is dark}
---
Who walks home late walks in the dark.
"""


@dataclass
class Runner:
    """Runs workflows: a fresh clone for each job, and what its steps wrote."""

    desk: Desk
    origin: Path
    double: Double
    address: str
    jobs: int = 0
    summary: str = ""
    author: str = "OWNER"  # of a proposal, as the forge calls who belongs here: OWNER, MEMBER, COLLABORATOR or another
    used: list[str] = field(default_factory=list)

    def git(self, *words: str, at: Path) -> str:
        named = ("-c", "user.name=Ana", "-c", "user.email=ana@town.example")
        return subprocess.run(["git", *named, *words], cwd=at, check=True, capture_output=True, text=True).stdout

    def run(self, name: str, *, code: int | None = 0, branch: str = "main", as_of: str = "") -> list[Told]:
        """Run every job of a workflow, in order; of its steps the commands are run and the actions noted."""
        workflow = yaml.safe_load((self.desk.folder / WORKFLOWS / f"{name}.yml").read_bytes())
        told = []
        for job in workflow["jobs"].values():
            clone = self.checkout(branch)
            for step in job["steps"]:
                if not self.is_due(step.get("if", "")):
                    continue
                if "uses" in step:
                    self.used.append(step["uses"].partition("@")[0])
                    self.cache(step, clone)
                else:
                    told.append(self.step(step, clone, code))
        return told

    def is_due(self, condition: str) -> bool:
        """Whether a step runs; fails the test on a condition that nobody here can read."""
        if condition in ("", "${{ !cancelled() }}"):
            return True
        (known,) = re.findall(
            r"!contains\(fromJSON\('(\[.*?\])'\), github.event.pull_request.author_association\)", condition
        )
        return self.author not in json.loads(known)

    def step(self, step: dict[str, Any], clone: Path, code: int | None) -> Told:
        given = {
            "github.token": "token-of-machine",
            "secrets.LAWLOOM_KEY": next((self.desk.home / ".config/lawloom").glob("*.key")).read_text().strip(),
        }
        asked = {name: given[value.strip("${} ")] for name, value in step.get("env", {}).items()}
        summary = clone.parent / f"summary-{self.jobs}"
        told = self.desk.run(
            "bash", "-e", "-c", step["run"], at=clone, code=code, LAWLOOM_FORGE=self.address, CI="true",
            GITHUB_STEP_SUMMARY=str(summary), LAWLOOM_LANGUAGE="en", XDG_CONFIG_HOME=str(clone.parent / "nobody"),
            GIT_CONFIG_GLOBAL="/dev/null", **asked,
        )  # fmt: skip
        if summary.exists():
            self.summary += summary.read_text("utf-8")
        return told

    def cache(self, step: dict[str, Any], clone: Path) -> None:
        """What the forge's cache does: files are put aside by one run and laid back by the next, by name of the key."""
        action = step["uses"].partition("@")[0]
        if not action.startswith("actions/cache/"):
            return
        kept = self.origin.parent / "cache" / step["with"]["key"].partition("-")[0]
        there, here = (clone, kept) if action.endswith("save") else (kept, clone)
        for name in step["with"]["path"].split():
            if (there / name).is_dir():
                shutil.copytree(there / name, here / name, dirs_exist_ok=True)
            elif (there / name).is_file():
                (here / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(there / name, here / name)

    def checkout(self, branch: str) -> Path:
        """What the forge's own actions do: a clone, and an engine that is installed already."""
        self.jobs += 1
        clone = self.origin.parent / f"job-{self.jobs}"
        self.git("clone", "--quiet", "--branch", branch, str(self.origin), str(clone), at=self.origin.parent)
        bin = clone / ".venv" / "bin"
        bin.mkdir(parents=True)
        for name in ("lawloom", "python"):
            (bin / name).symlink_to(BIN / name)
        needs = b"".join((clone / name).read_bytes() for name in ("requirements.txt", "requirements/core.lock"))
        stamp = subprocess.run(["git", "hash-object", "--stdin"], input=needs, capture_output=True, check=True).stdout
        (clone / ".venv" / "made-from").write_bytes(stamp)
        return clone

    def commit(self, message: str) -> None:
        """What somebody changed in the consultation, pushed."""
        self.git("add", "-A", at=self.desk.folder)
        self.git("commit", "--quiet", "-m", message, at=self.desk.folder)
        self.git("push", "--quiet", "origin", "HEAD", at=self.desk.folder)

    def log(self, *words: str) -> list[str]:
        return self.git("log", "--format=%an: %s", *words, at=self.origin).splitlines()


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Runner]:
    desk = a_desk(tmp_path)
    desk.new("Lights of the town")
    folder = desk.folder / "content" / "subjects" / "lanterns"
    folder.mkdir(parents=True)
    (folder / "subject.md").write_text(SUBJECT, encoding="utf-8")
    desk.lawloom("upgrade")
    origin = tmp_path / "origin.git"
    forge = Forge("owner/name", clock=lambda: datetime(2026, 3, 1, 9, tzinfo=UTC))
    for path in (desk.folder / WORKFLOWS).glob("*.yml"):
        forge.files[f"{WORKFLOWS}/{path.name}"] = path.read_bytes()
    double = Double(forge)
    with serving(double) as address:
        made = Runner(desk, origin, double, address)
        made.git("init", "--quiet", "--bare", "--initial-branch=main", str(origin), at=tmp_path)
        made.git("init", "--quiet", "--initial-branch=main", at=desk.folder)
        made.git("remote", "add", "origin", str(origin), at=desk.folder)
        made.commit("opens the consultation")
        yield made


@pytest.mark.slow
def test_what_came_is_collected_committed_under_contributions_alone_and_the_publishing_started(runner: Runner):
    runner.double.forge.open("ana", "No lamp at the bridge", "", ("cause",))
    runner.run("collect")
    assert runner.log() == ["Lawloom collector: collects what people sent", "Ana: opens the consultation"]
    touched = runner.git("show", "--format=", "--name-only", "main", at=runner.origin).splitlines()
    assert touched
    assert all(name.startswith("contributions/") for name in touched)
    assert runner.double.forge.started == ["publish.yml"]
    assert "actions/cache/restore" in runner.used
    kept = [path for path in (runner.origin.parent / "job-1" / ".git").rglob("*") if path.is_file()]
    assert not any(b"token-of-machine" in path.read_bytes() for path in kept)


@pytest.mark.slow
def test_a_run_asks_for_comments_only_where_something_moved_since_the_run_before(runner: Runner):
    runner.double.forge.open("ana", "No lamp at the bridge", "", ("cause",))
    runner.double.forge.comment("bo", 1, "Nor on the stairs.")
    runner.run("collect")
    before = len(runner.double.asked)
    runner.run("collect")
    again = [told.all for told in runner.run("collect")]
    assert runner.double.asked[before:].count(("POST", "/graphql")) == 4, again  # a page of issues, one of proposals


@pytest.mark.slow
def test_when_somebody_pushes_first_the_lines_are_dropped_and_collected_again(runner: Runner):
    runner.double.forge.open("ana", "No lamp at the bridge", "", ("cause",))
    said = runner.double.forge.comment("bo", 1, "Nor on the stairs.")
    hook = runner.origin / "hooks" / "pre-receive"
    mark = runner.origin / "once"
    # The first push is refused, and in the meantime somebody else has pushed.
    hook.write_text(f"#!/bin/sh\n[ -e {mark} ] && exit 0\n: > {mark}\nexit 1\n")
    hook.chmod(0o755)
    (told, *_) = runner.run("collect")[-1:]
    assert "somebody else pushed first" in told.all
    assert len(runner.log()) == 2
    ledger = runner.git("show", "main:contributions/lanterns/ledger/0001.jsonl", at=runner.origin)
    assert ledger.count('"id":"gh-1"') == 1
    assert ledger.count(f'"id":"gh-c{said.id}"') == 1


@pytest.mark.slow
def test_a_look_that_found_nothing_at_all_is_no_failure(runner: Runner):
    runner.run("collect")
    assert runner.double.forge.started in ([], ["publish.yml"])


@pytest.mark.slow
def test_the_site_is_made_from_the_commit_and_handed_over(runner: Runner):
    runner.double.forge.open("ana", "No lamp at the bridge", "", ("cause",))
    runner.run("collect")
    runner.used.clear()
    runner.run("publish")
    built = runner.origin.parent / "job-2"
    assert "No lamp at the bridge" in (built / "site/subjects/lanterns/c/gh-1/index.html").read_text("utf-8")
    assert (built / "build/site.zip").is_file()
    assert not any("cache" in name for name in runner.used)
    assert runner.used.index("actions/attest-build-provenance") < runner.used.index("actions/deploy-pages")
    assert runner.double.forge.started[-2:] == ["welcome.yml", "tell.yml"]


@pytest.mark.slow
def test_people_are_answered_from_the_record(runner: Runner):
    forge = runner.double.forge
    forge.account("machine", type="Bot")
    forge.open("ana", "No lamp at the bridge", "", ("cause",))
    runner.run("collect")
    runner.run("welcome")
    runner.git("pull", "--quiet", "origin", "main", at=runner.desk.folder)
    decided = "- {on: gh-1, outcome: adopted, reason: It is so., date: 2026-03-04}\n"
    (runner.desk.folder / "content/subjects/lanterns/decisions.yml").write_text(decided, "utf-8")
    runner.commit("decides")
    for name in ("collect", "tell", "welcome", "tell"):
        runner.run(name)
    said = [one.body for one in forge.seen(1).comments]
    assert [text.split()[0] for text in said] == ["Thank", "What"]


@pytest.mark.slow
def test_a_proposal_is_checked_and_what_it_changes_is_said_in_words(runner: Runner):
    path = runner.desk.folder / "content/subjects/lanterns/subject.md"
    path.write_text(SUBJECT.replace("walks in the dark", "walks with `` ```care``"), "utf-8")
    runner.git("checkout", "--quiet", "-b", "proposal", at=runner.desk.folder)
    runner.commit("says it otherwise")
    runner.run("check", branch="proposal")
    assert "1 page says something else." in runner.summary
    assert "- Who walks home late walks in the dark." in runner.summary
    assert "+ Who walks home late walks with" in runner.summary
    path.write_text(SUBJECT.replace("2026-02-01", "2026-13-01"), "utf-8")
    runner.commit("slips")
    steps = yaml.safe_load((runner.desk.folder / WORKFLOWS / "check.yml").read_bytes())["jobs"]["check"]["steps"]
    step = next(one for one in steps if one.get("run") == "bash scripts/check")
    told = runner.step(step, runner.checkout("proposal"), 1)
    assert "content/subjects/lanterns/subject.md:5" in told.all


@pytest.mark.slow
def test_a_citizen_is_refused_by_name_what_is_not_theirs_to_touch_and_the_team_is_not(runner: Runner):
    folder = runner.desk.folder
    runner.git("checkout", "--quiet", "-b", "proposal", at=folder)
    (folder / "content/subjects/lanterns/subject.md").write_text(SUBJECT.replace("in the dark", "with care"), "utf-8")
    (folder / "scripts/changes").write_text("#!/bin/sh\n", "utf-8")
    runner.commit("says it otherwise")
    runner.run("check", branch="proposal")
    runner.author = "FIRST_TIME_CONTRIBUTOR"
    told = runner.run("check", branch="proposal", code=None)
    refused = next(one for one in told if "[proposal-path]" in one.all)
    assert refused.code == 1
    assert "content/subjects/lanterns/subject.md" in refused.all
    assert "scripts/changes" in refused.all


@pytest.mark.slow
def test_a_citizen_may_put_a_file_into_the_inbox(runner: Runner):
    inbox = runner.desk.folder / "contributions/lanterns/inbox"
    inbox.mkdir(parents=True)
    (inbox / "no-lamp.md").write_text("---\nkind: cause\n---\n# No lamp\n\nIt is dark there.\n", "utf-8")
    runner.git("checkout", "--quiet", "-b", "proposal", at=runner.desk.folder)
    runner.commit("sends a cause")
    runner.author = "NONE"
    runner.run("check", branch="proposal")
    assert runner.summary


def test_every_run_line_is_one_command_of_ours(repository: Path):
    folders = (repository / "src/lawloom/scaffold/template/owned/workflows", repository / WORKFLOWS)
    lines = set()
    for path in (path for folder in folders for path in folder.glob("*.yml")):
        for job in yaml.safe_load(path.read_bytes())["jobs"].values():
            lines |= {step["run"] for step in job["steps"] if "run" in step}
    scripts = {path.name for path in (repository / "scripts").iterdir()}
    for line in lines:
        first, *rest = line.split()
        if first == "bash":
            assert rest[0].removeprefix("scripts/") in scripts, line
        else:
            assert first in (".venv/bin/lawloom", "sudo"), line


@pytest.mark.slow
def test_the_checker_of_workflows_finds_nothing_in_any_of_ours(repository: Path, runner: Runner):
    for folder in (repository, runner.desk.folder):
        told = subprocess.run(
            [BIN / "zizmor", "--offline", "--persona", "pedantic", "--no-progress", "--no-ignores", folder / ".github"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert told.returncode == 0, told.stdout + told.stderr
        assert "No findings to report" in told.stdout + told.stderr
    assert repository == REPOSITORY


@pytest.mark.slow
def test_where_the_build_fails_nothing_is_handed_over(runner: Runner):
    (runner.desk.folder / "site").mkdir()
    (runner.desk.folder / "site" / "mine.txt").write_text("not printed by us", "utf-8")
    runner.git("add", "--force", "site", at=runner.desk.folder)
    runner.commit("brings a folder of its own where the site belongs")
    workflow = yaml.safe_load((runner.desk.folder / WORKFLOWS / "publish.yml").read_bytes())
    first, *others = workflow["jobs"].values()
    build = next(at for at, step in enumerate(first["steps"]) if "scripts/publish" in step.get("run", ""))
    told = runner.step(first["steps"][build], runner.checkout("main"), 1)
    assert "site-is-not-ours" in told.all
    # The forge leaves out what comes after a step that failed, and the jobs that need its job, unless they say `if`.
    assert any("upload-pages-artifact" in step.get("uses", "") for step in first["steps"][build:])
    assert not any("if" in step or "continue-on-error" in step for step in first["steps"])
    assert all(job.get("needs") and "if" not in job for job in others)

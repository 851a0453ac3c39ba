"""What the repository on the forge lacks: labels, pages, secrets, protection. Labels can be made from here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lawloom.collect.github.transport import Gone, Transport
from lawloom.errors import Problem, SourceUnavailable, problem
from lawloom.model.issue_form import ASKED

MAIN = "main"
SECRET = "LAWLOOM_KEY"  # noqa: S105  its name
ENGINE = "engine"
A_PAGE = 100
_RULED = ("hide", "set-aside")
_COLOUR = "5b2a61"
_UNSEEN = frozenset({"forge-forbidden", "forge-token-refused"})

Json = Any


def labels_wanted(rules: Iterable[str]) -> list[str]:
    """The labels that forms set and that moderators use."""
    return [*(kind.value for kind in ASKED), ENGINE, *(f"{act} {rule}" for act in _RULED for rule in sorted(rules))]


class Repository:
    """One repository, looked at with whatever the token may see."""

    def __init__(self, transport: Transport, name: str) -> None:
        self._transport = transport
        self._name = name
        self._top = f"/repos/{name}"

    def problems(self, rules: Iterable[str], workflows: Iterable[str]) -> Iterator[Problem]:
        """What is missing, with how to mend it; what the token may not see is a warning.

        workflows  files that must stand on the main branch
        raises     SourceUnavailable where the forge does not answer
        """
        try:
            about = self._transport.get(self._top)
        except Gone as gone:
            raise SourceUnavailable(problem("forge-repository-missing", "", repository=self._name)) from gone
        yield from self._about(about if isinstance(about, dict) else {})
        if missing := self.labels_missing(rules):
            yield problem("doctor-labels", "", n=len(missing), labels=", ".join(missing))
        yield from self._pages()
        yield from self._secrets()
        yield from self._protection()
        for file in workflows:
            if self._seen(f"{self._top}/contents/{file}") is None:
                yield problem("doctor-not-pushed", file)

    def labels_missing(self, rules: Iterable[str]) -> list[str]:
        there: set[str] = set()
        page = 1
        while True:
            found = self._transport.get(f"{self._top}/labels", {"per_page": str(A_PAGE), "page": str(page)})
            found = found if isinstance(found, list) else []
            there |= {str(one.get("name", "")).lower() for one in found if isinstance(one, dict)}
            if len(found) < A_PAGE:
                return [name for name in labels_wanted(rules) if name not in there]
            page += 1

    def make_labels(self, rules: Iterable[str]) -> list[str]:
        """Make the labels that are missing; their names."""
        missing = self.labels_missing(rules)
        for name in missing:
            self._transport.write("POST", f"{self._top}/labels", {"name": name, "color": _COLOUR})
        return missing

    def _about(self, about: dict[str, Json]) -> Iterator[Problem]:
        if about.get("archived"):
            yield problem("doctor-archived", "", repository=self._name)
        if about.get("has_issues") is False:
            yield problem("doctor-issues-off", "")
        if (branch := about.get("default_branch")) != MAIN:
            yield problem("doctor-branch", "", found=str(branch), main=MAIN)

    def _pages(self) -> Iterator[Problem]:
        found = self._seen(f"{self._top}/pages")
        if found is None:
            yield problem("doctor-pages-off", "")
        elif isinstance(found, dict) and found.get("build_type") != "workflow":
            yield problem("doctor-pages-branch", "")
        elif isinstance(found, Problem):
            yield found

    def _secrets(self) -> Iterator[Problem]:
        found = self._seen(f"{self._top}/actions/secrets")
        if isinstance(found, Problem):
            yield found
            return
        listed = found.get("secrets") if isinstance(found, dict) else None
        names = {one.get("name") for one in listed or () if isinstance(one, dict)}
        if SECRET not in names:
            yield problem("doctor-secret", "", secret=SECRET)

    def _protection(self) -> Iterator[Problem]:
        found = self._seen(f"{self._top}/branches/{MAIN}/protection")
        if found is None:
            yield problem("doctor-main-open", "", main=MAIN)
        elif isinstance(found, Problem):
            yield found

    def _seen(self, path: str) -> Json | Problem | None:
        """What stands there; None where there is nothing, a warning where the token may not look."""
        try:
            return self._transport.get(path)
        except Gone:
            return None
        except SourceUnavailable as refused:
            if {one.code for one in refused.problems} <= _UNSEEN:
                return problem("doctor-unseen", "", warning=True, what=path.removeprefix(f"{self._top}/"))
            raise

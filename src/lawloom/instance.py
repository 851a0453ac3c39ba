"""Where a consultation keeps its files. The one place that knows the paths; it reads and writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Instance:
    """One consultation: a folder with `consultation.yml` in it."""

    root: Path
    language: str = ""  # of the pages that are laid out and set; empty: the main one

    def of(self, language: str) -> Instance:
        """The same consultation, where the pages of a further language are made; "" for the main one."""
        return Instance(self.root, language)

    @property
    def consultation_file(self) -> Path:
        return self.root / "consultation.yml"

    @property
    def mkdocs_file(self) -> Path:
        return self.root / "mkdocs.yml"

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def subjects(self) -> Path:
        return self.content / "subjects"

    def subject(self, slug: str) -> Path:
        return self.subjects / slug

    @property
    def contributions(self) -> Path:
        return self.root / "contributions"

    def ledger_of(self, slug: str) -> Path:
        """Folder of NNNN.jsonl shards."""
        return self.contributions / slug / "ledger"

    def texts_of(self, slug: str) -> Path:
        """Folder of NNNN.jsonl shards holding what people typed."""
        return self.contributions / slug / "texts"

    def findings_of(self, slug: str) -> Path:
        """Folder of what the machine found in the contributions of each phase: <phase>.json."""
        return self.contributions / slug / "synthesis"

    @property
    def status_file(self) -> Path:
        """Last look, number of lines and head of each ledger; outside the chain."""
        return self.contributions / "status.json"

    def inbox_of(self, slug: str) -> Path:
        """Folder of files that were sent by pull request."""
        return self.contributions / slug / "inbox"

    @property
    def inbox_file(self) -> Path:
        """Which contribution each file of an inbox is."""
        return self.contributions / "inbox.json"

    @property
    def anchors_file(self) -> Path:
        """Which issue of the forge carries the votes on which element of content."""
        return self.contributions / "anchors.json"

    @property
    def private(self) -> Path:
        return self.root / "private"

    @property
    def build(self) -> Path:
        return self.root / "build"

    @property
    def workshop(self) -> Path:
        """Where pages of one language are laid out and set."""
        return self.languages / self.language if self.language else self.build

    @property
    def languages(self) -> Path:
        """The workshops of further languages, a folder each."""
        return self.build / "languages"

    @property
    def pages(self) -> Path:
        """Editorial Markdown with slots: what MkDocs reads."""
        return self.workshop / "pages"

    @property
    def typeset(self) -> Path:
        """Editorial HTML with slots: what MkDocs wrote, before the press."""
        return self.workshop / "typeset"

    @property
    def site(self) -> Path:
        return self.root / "site"

    def name_of(self, path: Path) -> str:
        """The path as people write it: relative to the consultation, with forward slashes."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()

"""For plain `mkdocs build` and `mkdocs serve`: the same pages, the same press, called at MkDocs' own moments.

The only file that imports MkDocs. Its configuration is replaced by the derived one in build/mkdocs.yml, which
`lawloom build` uses too, so that both ways set the same type; what the press prints goes where MkDocs was told to.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin

from lawloom import messages, pages
from lawloom.content import kept
from lawloom.errors import LawloomError, Problem
from lawloom.instance import Instance
from lawloom.press import gather, ground, publish, typeset

log = logging.getLogger("mkdocs.plugins.lawloom")


class NoSettings(Config):  # type: ignore[no-untyped-call]  # MkDocs tells no type there
    """A consultation has its settings in consultation.yml."""


class LawloomPlugin(BasePlugin[NoSettings]):  # type: ignore[no-untyped-call]  # MkDocs tells no type there
    """Print a consultation while MkDocs builds."""

    live = False
    instance: Instance
    reading: kept.Reading
    site: Path

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """MkDocs tells whether it builds or serves; a plugin that listens is kept from build to build."""
        self.live = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Lay out the pages and give MkDocs the derived configuration."""
        self.instance = Instance(Path(config.config_file_path).resolve().parent)
        try:
            self.site = ground.chosen(self.instance, Path(config.site_dir))
            ground.refuse_tracked_build(self.instance)  # before anything of build/ is believed
            self.reading = kept.reading(self.instance)
            self._tell([*self.reading.problems, *pages.write(self.instance, self.reading.consultation)])
            settings = self.reading.consultation.settings
            path = typeset.write_configuration(self.instance, settings)
            typeset.forget(self.instance)
        except LawloomError as failure:
            raise _told(failure) from failure
        derived = load_config(config_file=str(path), strict=config.strict)
        derived.plugins = config.plugins
        return derived

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Print the site into the folder that MkDocs was told to fill."""
        try:
            typeset.remember(self.instance, self.reading.consultation.settings)
            edition = gather.gather(
                self.instance,
                self.reading.consultation,
                content=self.reading.fingerprint,
                site=self.site,
                live=self.live,
            )
            self._tell(publish.publish(edition).problems)
        except LawloomError as failure:
            raise _told(failure) from failure

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Any) -> Any:
        """Watch what people write and what is received; MkDocs itself watches content/pages."""
        for path in (self.instance.content, self.instance.contributions, self.instance.consultation_file):
            if path.exists():
                server.watch(str(path))
        return server

    def _tell(self, problems: Iterable[Problem]) -> None:
        """Each problem as the log of MkDocs shows it; `--strict` stops at those that must be mended."""
        for problem in dict.fromkeys(problems):
            text = messages.report([problem], _language()).rstrip()
            (log.info if problem.warning else log.warning)(text)


def _told(failure: LawloomError) -> PluginError:
    """The failure as MkDocs prints one: our sentences, no traceback."""
    return PluginError(messages.report(failure.problems, _language()).rstrip())


def _language() -> str:
    names = ("LAWLOOM_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    spoken = (os.environ.get(name, "")[:2].lower() for name in names)
    return next((language for language in spoken if language in messages.LANGUAGES), "en")

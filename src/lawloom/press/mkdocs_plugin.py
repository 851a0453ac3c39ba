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
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin

from lawloom import messages, pages
from lawloom.content import kept
from lawloom.errors import LawloomError, Problem, problem
from lawloom.instance import Instance
from lawloom.model.consultation import Consultation
from lawloom.press.desk import gather
from lawloom.press.publish import publish
from lawloom.press.site import ground
from lawloom.press.typesetting import setting, typeset

log = logging.getLogger("mkdocs.plugins.lawloom")


class PluginSettings(Config):  # type: ignore[no-untyped-call]  # MkDocs tells no type there
    """A consultation has its settings in consultation.yml; mkdocs.fr.yml says only which language it is for."""

    language = Type(str, default="")


class LawloomPlugin(BasePlugin[PluginSettings]):  # type: ignore[no-untyped-call]  # MkDocs tells no type there
    """Print a consultation while MkDocs builds."""

    live = False
    language: str  # for which this configuration is; the main one unless it says so
    reading: kept.Reading
    site: Path
    instance: Instance
    editions: dict[str, tuple[Instance, Consultation]]  # by language

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """MkDocs tells whether it builds or serves; a plugin that listens is kept from build to build."""
        self.live = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Lay out the pages of every language and give MkDocs the derived configuration of one."""
        self.instance = Instance(Path(config.config_file_path).resolve().parent)
        try:
            self.site = ground.chosen(self.instance, Path(config.site_dir))
            ground.refuse_tracked_build(self.instance)  # before anything of build/ is believed
            self.reading = kept.reading(self.instance)
            languages = self.reading.consultation.settings.languages
            self.language = self.config.language or languages[0]
            if self.language not in languages:
                file = self.instance.name_of(Path(config.config_file_path))
                known = ", ".join(languages)
                raise LawloomError(problem("mkdocs-language", file, found=self.language, known=known))
            problems = list(self.reading.problems)
            self.editions = {}
            for bench, readers in setting.languages(self.instance, self.reading.consultation):
                self.editions[readers.settings.language] = bench, readers
                problems += pages.write(bench, readers)
            self._tell(problems)
            bench, readers = self.editions[self.language]
            path = typeset.write_configuration(bench, readers.settings)
            typeset.forget(bench)
        except LawloomError as failure:
            raise _told(failure) from failure
        derived = load_config(config_file=str(path), strict=config.strict)
        derived.plugins = config.plugins
        return derived

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Print the site into the folder that MkDocs was told to fill."""
        alone = self.language if self.editions[self.language][0].language and not self.live else ""
        try:
            for language, (bench, readers) in self.editions.items():
                if language == self.language:
                    typeset.remember(bench, readers.settings)
                elif not alone:
                    typeset.run(bench, readers.settings)
            edition = gather.gather(
                self.instance,
                self.reading.consultation,
                content=self.reading.fingerprint,
                site=self.site,
                live=self.live,
                alone=alone,
            )
            self._tell(publish.publish(edition, search=not self.live).problems)
        except LawloomError as failure:
            raise _told(failure) from failure

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Any) -> Any:
        """Watch what people write and what is received; MkDocs itself watches content/pages."""
        self.instance.contributions.mkdir(
            exist_ok=True
        )  # a new consultation has none; its first collection is to be seen
        for path in (self.instance.content, self.instance.contributions, self.instance.consultation_file):
            if path.exists():
                server.watch(str(path))
        return server

    def _tell(self, problems: Iterable[Problem]) -> None:
        """Each problem as the log of MkDocs shows it; `--strict` stops at those that must be mended."""
        for told in dict.fromkeys(problems):
            text = messages.report([told], _language()).rstrip()
            (log.info if told.warning else log.warning)(text)


def _told(failure: LawloomError) -> PluginError:
    """The failure as MkDocs prints one: our sentences, no traceback."""
    return PluginError(messages.report(failure.problems, _language()).rstrip())


def _language() -> str:
    names = ("LAWLOOM_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    spoken = (os.environ.get(name, "")[:2].lower() for name in names)
    return next((language for language in spoken if language in messages.LANGUAGES), "en")

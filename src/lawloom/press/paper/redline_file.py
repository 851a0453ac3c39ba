"""A redline of any two texts as one page with its style in it, to be sent and printed."""

from __future__ import annotations

from markupsafe import Markup

from lawloom.bill.redlining.change import Redline
from lawloom.model.consultation import Consultation, Settings
from lawloom.model.people import People
from lawloom.press.bill.redline_views import View, how_much, key
from lawloom.press.html.press import make_ready
from lawloom.press.html.sandbox import Sandbox
from lawloom.press.paper import report_file


def page(redline: Redline, a: str, before: str, after: str, language: str) -> str:
    """The page, in the language of who reads it.

    a              the earlier text
    before, after  what the two texts are called: names of files
    """
    with Sandbox() as worker:
        press = make_ready(Consultation(Settings("", (language,), "UTC"), {}, People({})), worker)
        words = press.words(language)
        view = View(redline, a, words, press.say, beside=False)
        title = words("rl-pair-title", before=before, after=after)
        body = press.printery.render(
            "change_file.html",
            words,
            title=title,
            lede=how_much(words, redline, "redline"),
            beside=False,
            entries=view.entries(),
            hops=view.hops(),
            behind={},
            key=key(words),
            why="",
            name_a=before,
            name_b=after,
            written=Markup(' dir="auto"'),
            parts=list(view.folded()),
        )
        return report_file.whole(press, words, title, str(body), "")

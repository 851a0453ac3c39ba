"""The bill in parliament as the press tells it: where it is, what one can do, what became of its articles."""

from __future__ import annotations

from markupsafe import Markup

from lawloom.pages.progress_views import fates, line_of
from lawloom.press.desk.desk import Desk
from lawloom.press.html.shell import Printery


def bill_now(desk: Desk) -> str:
    """Where the bill is in parliament, in a line; empty where no step is told."""
    progress = desk.subject.progress
    return line_of(progress, desk.words.language) if progress and progress.steps else ""


def beside_the_steps(desk: Desk, printery: Printery) -> Markup:
    """What stands beside the steps of the bill: what one can do, and what became of the articles."""
    subject, progress = desk.subject, desk.subject.progress
    if progress is None:
        return Markup()
    return printery.render(
        "slots/progress.html",
        desk.words,
        letter=subject.letter is not None,
        bill=subject.bill is not None,
        steps=bool(progress.steps),
        fates=list(fates(subject, progress, desk.words.language)),
        lang=desk.named,
    )

"""The command `lawloom`: words in, words out, exit codes. The only room that prints and that reads the clock.

The commands themselves are in lawloom.cli.commands. A build that only a few votes came before is over sooner than the
library that reads command lines is loaded: so it is tried first where nothing but `build` was asked for.
"""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command that was asked for."""
    if sys.argv[1:] == ["build"] and _votes_only():
        return
    from lawloom.cli import commands

    commands.main()


def _votes_only() -> bool:
    """Print what a few votes changed in the consultation of this folder; False: the whole command has to run."""
    if not os.path.isfile("consultation.yml"):  # noqa: PTH113  the command looks in the folders above, too
        return False
    import gc

    gc.disable()
    from pathlib import Path

    from lawloom import messages
    from lawloom.errors import LawloomError
    from lawloom.instance import Instance
    from lawloom.press.votes import votes_only

    instance = Instance(Path.cwd())
    try:
        done = votes_only.renew(instance)
    except LawloomError:
        return False  # it will be told there
    if done is None:
        return False
    language = messages.spoken_language(os.environ)
    print(messages.word("build-done", language, site=str(instance.site), written=done.written, files=done.files))
    return True

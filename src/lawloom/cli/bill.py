"""`lawloom bill`: the text of a bill and what happens to it. Each of its commands has a file of its own."""

from __future__ import annotations

import click

from lawloom.cli.bill_coverage import coverage
from lawloom.cli.bill_find import find
from lawloom.cli.bill_legal import export, import_
from lawloom.cli.bill_publish import ids, publish
from lawloom.cli.bill_redline import apply, redline
from lawloom.cli.context import Commands


@click.group(cls=Commands)
def bill() -> None:
    """Work on the text of a bill.

    \b
    Examples:
      lawloom bill redline before.md after.md
      lawloom bill apply before.md redline.json
      lawloom bill find "by nine o'clock" first.md second.md
      lawloom bill ids night-trains
      lawloom bill publish night-trains "second draft"
      lawloom bill coverage night-trains
      lawloom bill export night-trains --format akn -o bill.xml
      lawloom bill import act.xml --subject night-trains
    """


bill.add_command(redline)
bill.add_command(apply)
bill.add_command(find)
bill.add_command(ids)
bill.add_command(publish)
bill.add_command(coverage)
bill.add_command(export)
bill.add_command(import_)

"""`lawloom bill find`: quoted words in a text, and in each later one."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click

from lawloom import messages
from lawloom.cli.bill_redline import FILE, text_of
from lawloom.cli.context import Context
from lawloom.errors import LawloomError, problem

_CONTROL = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")  # nothing in a file writes to a terminal


@click.command()
@click.argument("quote")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=FILE)
@click.option("--article", default="", metavar="ID", help="Where the words stand, if they stand in several places.")
@click.option("--json", "as_json", is_flag=True, help="Print W3C selectors of every place, for programs.")
@click.pass_obj
def find(context: Context, quote: str, files: tuple[Path, ...], article: str, as_json: bool) -> None:
    """Find quoted words in the first file, and what became of them in each later one.

    They are the same, moved, changed, gone, or in several places between which nothing decides. Words that do not
    stand in the first file are unknown.

    \b
    Examples:
      lawloom bill find "by nine o'clock" first.md second.md
      lawloom bill find "by nine o'clock" first.md second.md --json
    """
    from lawloom.bill.anchoring.chain import Chain, Found, Status, located, selector
    from lawloom.bill.anchoring.text import of_markdown

    texts = [of_markdown(text_of(path)) for path in files]
    if not any(sign.isalnum() for sign in quote):
        raise LawloomError(problem("find-no-words", found=quote[:80]))
    if article and article not in texts[0].headings:
        known = ", ".join(place for place in texts[0].headings if place)
        raise LawloomError(problem("find-no-article", str(files[0]), found=article[:80], known=known[:500]))
    spans = located(quote, texts[0], article)
    if len(spans) == 1:
        found = list(Chain(texts).followed(spans[0]))
    else:
        found = [Found(Status.SEVERAL if spans else Status.UNKNOWN, spans)]
    rows = []
    for path, text, one in zip(files, texts, found, strict=False):
        places = [(text.address(span.first), selector(span, text)) for span in one.spans]
        rows.append((path, one.status.value, places))
    if as_json:
        whole = [
            {
                "file": str(path),
                "status": status,
                "places": [
                    {
                        "article": place,
                        "exact": words.exact,
                        "prefix": words.prefix,
                        "suffix": words.suffix,
                        "start": words.start,
                        "end": words.end,
                    }
                    for place, words in places
                ],
            }
            for path, status, places in rows
        ]
        click.echo(json.dumps(whole, ensure_ascii=False, indent=1))
        return
    for path, status, places in rows:
        click.echo(f"{path}: {messages.word(f'passage-{status}', context.language)}")
        for place, words in places:
            click.echo(
                f"  {json.dumps(place)[1:-1] or '-'}: {_CONTROL.sub('', json.dumps(words.exact, ensure_ascii=False))}"
            )

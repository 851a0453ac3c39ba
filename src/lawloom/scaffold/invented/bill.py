"""The bill of an invented subject: twelve articles, and a first draft that had nine."""

from __future__ import annotations

from lawloom.content import seals
from lawloom.scaffold.invented.grammar import Draw, Grammar
from lawloom.scaffold.invented.rows import QUOTED

# Id, title and text. In the first draft the last article stood after the first eight.
ARTICLES = (
    ("purpose", "Purpose", "This Act is about {things}. It says who does what, by when, and at whose cost."),
    ("words-used", "Words used", "What is said of a {thing} holds for every {thing} that is open to everyone."),
    ("first-duty", "The first duty of the towns", "Each town shall within {few} years {remedy}."),
    ("second-duty", "The second duty of the towns", "Each town shall within {few} years {remedy}."),
    ("where-it-begins", "Where it begins", "The work begins in {place} and in {place}."),
    ("money", "Who pays", "The State bears {percent} of 100 of the cost, the town the rest."),
    (
        "notice",
        "Notice",
        "Whoever changes anything about {things} says so {some} days before, on the spot and on paper.",
    ),
    ("complaints", "Complaints", "Whoever finds that {trouble} tells the town, which answers within {some} days."),
    (
        "supervision",
        "Supervision",
        "The Government names somebody who looks at {some} places a year without being announced.",
    ),
    ("volunteers", "Those who help", "Whoever looks after {things} without pay is insured by the town."),
    (
        "report",
        "Report",
        "Each March the Government says on one page how many {things} there are, and what is still missing.",
    ),
    ("entry-into-force", "Entry into force", "This Act enters into force on 1 January 2029."),
)
_FIRST_DRAFT = 8  # of its articles, before the last

_FIRST = "01-first-draft.md"


def article_ids() -> list[str]:
    return [id for id, _, _ in ARTICLES]


def bill(title: str, grammar: Grammar, draw: Draw, earlier: str, date: str, author: str) -> dict[str, str]:
    """bill.md and its first draft with its seal, by their path in the subject's folder."""
    said = {id: grammar.fill(text, draw) for id, _, text in ARTICLES}
    first = [*ARTICLES[:_FIRST_DRAFT], ARTICLES[-1]]
    head = f"---\ntitle: Bill on {title[:1].lower()}{title[1:]}\n"
    body = "\n".join(_article(number, id, name, said[id], True) for number, (id, name, _) in enumerate(ARTICLES, 1))
    draft = "\n".join(_article(number, id, name, said[id], False) for number, (id, name, _) in enumerate(first, 1))
    opening = "The Assembly adopts:\n\n"
    frozen = f"{head}date: {earlier}\nauthor: {author}\n---\n{opening}{draft}"
    return {
        "bill.md": f"{head}version: second draft\ndate: {date}\nauthor: {author}\n---\n{opening}{body}",
        f"bill/versions/{_FIRST}": frozen,
        "bill/versions.yml": seals.printed([seals.seal(_FIRST, frozen)]),
    }


def _article(number: int, id: str, name: str, text: str, exceptions: bool) -> str:
    more = f"\n(2) Exceptions are published with their reason, {QUOTED} before they begin.\n" if exceptions else ""
    return f"## Article {number}. {name} {{#{id}}}\n\n(1) {text}\n{more}"

"""Bills made of a few stock phrases, changed from version to version by chance: each sentence is like many others."""

from __future__ import annotations

from itertools import count
from random import Random

_WHO = ("council", "mayor", "school", "clinic", "harbour", "library", "market", "station", "bridge", "river")
_DOES = ("inspect", "repair", "publish", "fund", "register", "measure", "protect", "review")
_HOW = ("each year", "without delay", "in writing", "at its own cost", "after a hearing")
_PHRASES = (
    "The {who} shall {does} the {what} within {many} days {how}.",
    "Whoever harms a {what} {how} pays the {who} {many} crowns.",
    "A {what} is free {how} where the {who} may {does} it {many} times.",
    "Report {many} is about the {who}.",
)


class StockPhrases:
    def __init__(self, chance: Random, articles: int) -> None:
        self.chance = chance
        self.numbers = count()
        self.articles = [
            (at, [[self._sentence() for _ in range(chance.randrange(1, 4))] for _ in range(chance.randrange(1, 4))])
            for at in range(articles)
        ]

    def _sentence(self) -> tuple[int, str]:
        pick, phrase = self.chance.choice, self.chance.choice(_PHRASES)
        many = self.chance.randrange(2, 400)
        return next(self.numbers), phrase.format(
            who=pick(_WHO), what=pick(_WHO), does=pick(_DOES), how=pick(_HOW), many=many
        )

    def written(self) -> str:
        rows = []
        for number, (id, paragraphs) in enumerate(self.articles, 1):
            rows.append(f"## Article {number}. Name {id} {{#art-{id}}}")
            rows += [f"({at}) {' '.join(words for _, words in one)}" for at, one in enumerate(paragraphs, 1)]
        return "\n\n".join(rows) + "\n"

    def standing(self) -> dict[int, str]:
        return {number: words for _, paragraphs in self.articles for one in paragraphs for number, words in one}

    def change(self, gone: float = 0.05, edited: float = 0.15, new: float = 0.05, moved: float = 0.1) -> None:
        """Sentences go, get one word otherwise, come anew; articles move."""
        for _, paragraphs in self.articles:
            for one in paragraphs:
                self._change_paragraph(one, gone, gone + edited, gone + edited + new)
        for _ in range(int(moved * len(self.articles))):
            article = self.articles.pop(self.chance.randrange(len(self.articles)))
            self.articles.insert(self.chance.randrange(len(self.articles) + 1), article)

    def _change_paragraph(self, one: list[tuple[int, str]], gone: float, edited: float, new: float) -> None:
        for at in reversed(range(len(one))):
            lot = self.chance.random()
            if lot < gone and len(one) > 1:
                one.pop(at)
            elif gone <= lot < edited:
                words = one[at][1].split(" ")
                words[self.chance.randrange(1, len(words) - 1)] = self.chance.choice(_WHO + _DOES)
                one[at] = one[at][0], " ".join(words)
            elif edited <= lot < new:
                one.insert(at, self._sentence())

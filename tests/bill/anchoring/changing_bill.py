"""A bill that changes through several versions, of which every sentence is known by number in each: planted truth."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from bill.redlining.statutes import Manner

SYLLABLES = [a + b for a, b in zip("bdfglmnprstvzkmnprst", "aeiouaeiouaeiaioeiau", strict=True)]
REPEATED = (
    "The Government says by decree how this article is carried out.",
    "Whoever does not comply pays a fine of up to 500 euros.",
    "This article does not apply to the overseas territories.",
    "A report on this is given to both chambers every year.",
)


@dataclass
class Said:
    """A sentence: its words, and the numbers of the sentences of the first version that it is."""

    words: str
    of: frozenset[int]


@dataclass
class Part:
    id: str
    title: str
    paragraphs: list[list[Said]]


@dataclass
class ChangingBill:
    chance: random.Random
    articles: list[Part] = field(default_factory=list)
    stood: dict[str, set[str]] = field(default_factory=dict)  # by article: words of the last version
    _next: int = 0

    def word(self) -> str:
        # Few words are used often, most seldom, as people write.
        number = int(5_000 ** self.chance.random()) + 7
        return "".join(SYLLABLES[number // 20**place % 20] for place in range(2 + (number > 399)))

    def sentence(self, article: str = "") -> Said:
        """A new sentence; now and then one that stands elsewhere too, but not in the article.

        Words that come back to the article from which they were taken are the same words, to every reader.
        """
        if self.chance.random() < 0.12 and (words := self.chance.choice(REPEATED)) not in self.stood.get(article, ()):
            return Said(words, self.fresh())
        many = self.chance.randint(6, 24)
        return Said(f"{self.word().capitalize()} {' '.join(self.word() for _ in range(many))}.", self.fresh())

    def fresh(self) -> frozenset[int]:
        self._next += 1
        return frozenset([self._next])

    def paragraph(self, article: str = "") -> list[Said]:
        return [self.sentence(article) for _ in range(self.chance.choice((1, 1, 2, 3)))]

    def begin(self, articles: int) -> None:
        for number in range(articles):
            paragraphs = [self.paragraph() for _ in range(self.chance.randint(1, 6))]
            self.articles.append(Part(f"about-{number}", self.word().capitalize(), paragraphs))

    def change(self, share: float) -> None:
        """Another version: about this share of the paragraphs is touched in one way or another."""
        for one in self.articles:
            self.stood[one.id] = {said.words for paragraph in one.paragraphs for said in paragraph}
        acts = (self.edit, self.edit, self.edit, self.split, self.merge, self.delete, self.insert, self.move,
                self.move_sentence, self.repeat, self.swap_articles, self.rewrite, self.order)  # fmt: skip
        paragraphs = sum(len(one.paragraphs) for one in self.articles)
        for _ in range(int(paragraphs * share)):
            self.chance.choice(acts)()
        if self.chance.random() < 0.5:
            self.articles.insert(self.chance.randrange(len(self.articles)), self._new_article())
        if self.chance.random() < 0.3 and len(self.articles) > 5:
            self.articles.pop(self.chance.randrange(len(self.articles)))

    def _new_article(self) -> Part:
        return Part(f"new-{self._next}", self.word().capitalize(), [self.paragraph() for _ in range(2)])

    def some(self) -> tuple[Part, int]:
        article = self.chance.choice([one for one in self.articles if one.paragraphs])
        return article, self.chance.randrange(len(article.paragraphs))

    def edit(self) -> None:
        article, at = self.some()
        number = self.chance.randrange(len(article.paragraphs[at]))
        one = article.paragraphs[at][number]
        words = one.words.rstrip(".").split()
        for _ in range(self.chance.randint(1, max(1, len(words) // 5))):
            place = self.chance.randrange(1, len(words))
            act = self.chance.random()
            if act < 0.6:
                words[place] = self.word()
            elif act < 0.8:
                words.insert(place, self.word())
            elif len(words) > 5:
                words.pop(place)
        article.paragraphs[at][number] = Said(" ".join(words) + ".", one.of)

    def split(self) -> None:
        article, at = self.some()
        number = self.chance.randrange(len(article.paragraphs[at]))
        one = article.paragraphs[at][number]
        words = one.words.rstrip(".").split()
        if len(words) >= 12 and one.words not in REPEATED:
            cut = self.chance.randint(5, len(words) - 5)
            if len(words[cut - 1]) < 4:
                return  # a full stop after a short word ends no sentence
            parts = [Said(" ".join(words[:cut]) + ".", one.of), Said(" ".join(words[cut:]).capitalize() + ".", one.of)]
            article.paragraphs[at][number : number + 1] = parts

    def merge(self) -> None:
        article, at = self.some()
        if len(article.paragraphs[at]) > 1:
            one, two = article.paragraphs[at][:2]
            words = f"{one.words.rstrip('.')}, and {two.words[0].lower()}{two.words[1:]}"
            article.paragraphs[at][:2] = [Said(words, one.of | two.of)]

    def delete(self) -> None:
        article, at = self.some()
        if self.chance.random() < 0.5:
            article.paragraphs.pop(at)
        elif len(article.paragraphs[at]) > 1:
            article.paragraphs[at].pop(self.chance.randrange(len(article.paragraphs[at])))

    def insert(self) -> None:
        article, at = self.some()
        article.paragraphs.insert(at, self.paragraph(article.id))

    def move(self) -> None:
        article, at = self.some()
        moved = article.paragraphs.pop(at)
        other = self.chance.choice(self.articles)
        other.paragraphs.insert(self.chance.randint(0, len(other.paragraphs)), moved)

    def move_sentence(self) -> None:
        article, at = self.some()
        if len(article.paragraphs[at]) > 1:
            moved = article.paragraphs[at].pop()
            other, there = self.some()
            other.paragraphs[there].append(moved)

    def repeat(self) -> None:
        article, at = self.some()
        words = self.chance.choice(REPEATED)
        if words not in self.stood.get(article.id, ()):
            article.paragraphs[at].append(Said(words, self.fresh()))

    def swap_articles(self) -> None:
        a, b = (self.chance.randrange(len(self.articles)) for _ in range(2))
        self.articles[a], self.articles[b] = self.articles[b], self.articles[a]

    def rewrite(self) -> None:
        """The sentence goes, and another comes in its place."""
        article, at = self.some()
        number = self.chance.randrange(len(article.paragraphs[at]))
        article.paragraphs[at][number] = self.sentence(article.id)

    def order(self) -> None:
        article, _ = self.some()
        if len(article.paragraphs) > 1:
            article.paragraphs.append(article.paragraphs.pop(0))

    def written(self, manner: Manner | None = None) -> tuple[str, list[frozenset[int]]]:
        """The bill as Markdown, and of each of its sentences which it is; in the manner of a country, without ids."""
        rows: list[str] = []
        truth: list[frozenset[int]] = []
        for number, article in enumerate(self.articles, 1):
            heading = f"## Article {number}. {article.title} {{#{article.id}}}"
            rows += [manner.heading(number, article.title) if manner else heading, ""]
            for place, paragraph in enumerate((one for one in article.paragraphs if one), 1):
                label = manner.paragraph(place) if manner else f"({place}) "
                rows += [label + " ".join(one.words for one in paragraph), ""]
                truth += [one.of for one in paragraph]
        return "\n".join(rows), truth

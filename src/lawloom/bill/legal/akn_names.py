"""Names of parts by the Akoma Ntoso naming convention, made of our ids and not of numbers: they hold in every version.

`art_open-data`, `para_no-permission`, `art_open-data__para_2` where a paragraph has no id of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lawloom.content.suggestions import slug_from
from lawloom.model.article import Article, Division, Paragraph, Point

PREFIXES = {
    "part": "part",
    "book": "book",
    "title": "title",
    "chapter": "chp",
    "section": "sec",
    "subsection": "subsec",
    "article": "art",
    "paragraph": "para",
    "point": "point",
    "indent": "indent",
}


@dataclass(slots=True)
class Names:
    """Gives each part its name once, and knows by which name what has an address is called."""

    of_address: dict[str, str] = field(default_factory=dict)
    _given: dict[str, int] = field(default_factory=dict)  # name: the number that its next namesake gets

    @classmethod
    def of(cls, articles: tuple[Article, ...]) -> Names:
        made = cls()
        for article in articles:
            name = made.free(f"art_{article.id}")
            made.of_address[article.id] = name
            for place, paragraph in enumerate(article.paragraphs, 1):
                made._take(paragraph, "para", name, place)
        return made

    def division(self, one: Division) -> str:
        """A division without an id is named by its title, which outlives its number."""
        called = one.id or slug_from(one.title or one.heading or one.text, "0")
        name = self.free(f"{PREFIXES[one.kind]}_{called}")
        if one.id:
            self.of_address[one.id] = name
        return name

    def free(self, wanted: str) -> str:
        name, n = wanted, self._given.get(wanted, 2)
        while name in self._given:
            name, n = f"{wanted}-{n}", n + 1
        self._given[name] = 2
        if name != wanted:
            self._given[wanted] = n
        return name

    def _take(self, one: Paragraph | Point, prefix: str, parent: str, place: int) -> None:
        name = self.free(f"{prefix}_{one.id}" if one.id else f"{parent}__{prefix}_{place}")
        self.of_address[one.address] = name
        points = [part for part in one.content if isinstance(part, Point)]
        for number, point in enumerate(points, 1):
            self._take(point, PREFIXES[tag_of(point)], name, number)


def tag_of(point: Point) -> str:
    """A dash makes an indent, everything else a point."""
    return "indent" if point.number in ("-", "*", "+", "–", "—", "•") else "point"

"""Bill and Article: the draft text. An article keeps its id when its number changes."""

from __future__ import annotations

from dataclasses import dataclass

from lawloom.model.ids import ArticleId
from lawloom.model.written import ORIGINAL, Written


@dataclass(frozen=True, slots=True)
class Article:
    """`## Article 7. Title {#open-data}`: the id is a word, the number may change."""

    id: ArticleId
    heading: str  # "Article 7"
    title: str
    text: str  # Markdown of the article without its heading
    line: int  # of the heading in the file
    chapter: str = ""  # title of the chapter it stands in, or empty
    language: str = ""  # BCP 47; empty: that of the bill


@dataclass(frozen=True, slots=True)
class BillVersion:
    number: int
    label: str
    date: str  # YYYY-MM-DD
    file: str
    title: str = ""  # empty: that of the bill
    author: str = ""
    explanation: str = ""  # what changed
    preamble: str = ""
    articles: tuple[Article, ...] = ()
    language: str = ""  # empty: that of the bill
    written: Written = ORIGINAL


@dataclass(frozen=True, slots=True)
class Bill:
    title: str
    preamble: str  # Markdown before the first article
    articles: tuple[Article, ...]
    versions: tuple[BillVersion, ...] = ()
    version: str = ""  # label of the text as it stands
    date: str = ""
    author: str = ""
    video: str = ""
    explanation: str = ""
    file: str = ""
    language: str = ""  # empty: that of the subject
    written: Written = ORIGINAL

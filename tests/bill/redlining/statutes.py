"""Invented statutes as several countries write them, and what is done to them: planted truth."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

# Who, does what, to what, when: sentences of these are about as alike as those of one law are.
WORDS = {
    "en": (
        "The operator|Every municipality|The competent authority|A licensed carrier|The court|Each applicant",
        "shall keep|may not transfer|must publish|is entitled to inspect|shall without delay notify|is liable for",
        "a register of all vehicles|the annual statement|any record of a decision|the premises used for storage"
        "|the water of the upper river|the minutes of each meeting|the price of a single ticket|the safety on board",
        "within thirty days|unless the council decides otherwise|where public health asks for it|on payment of a fee"
        "|if the conditions of the licence are met|for a period of five years|without charge",
        "Scope|Definitions|Register|Duties of operators|Fees|Inspection|Appeals|Penalties|Entry into force|Reports",
        "under",
    ),
    "de": (
        "Die zuständige Behörde|Der Betreiber|Jede Gemeinde|Das Bundesministerium|Der Rat|Wer ein Fahrzeug hält",
        "führt|veröffentlicht|darf nicht übertragen|prüft|bewahrt auf|haftet für",
        "ein Verzeichnis aller Fahrzeuge|den jährlichen Bericht|die Unterlagen der Entscheidung|die Räume zur Lagerung"
        "|das Wasser des oberen Flusses|das Protokoll jeder Sitzung|den Preis einer Fahrkarte|die Sicherheit an Bord",
        "innerhalb von dreißig Tagen|sofern der Rat nichts anderes beschließt|soweit die Gesundheit es erfordert"
        "|gegen Zahlung der Gebühr|wenn die Voraussetzungen erfüllt sind|für die Dauer von fünf Jahren|ohne Kosten",
        "Anwendungsbereich|Begriffe|Verzeichnis|Pflichten der Betreiber|Gebühren|Prüfung|Rechtsmittel|Bußgeld"
        "|Inkrafttreten|Berichte",
        "nach",
    ),
    "es": (
        "La autoridad competente|El operador|Cada municipio|El solicitante|El consejo|Quien posea un vehículo",
        "llevará|publicará|no podrá transmitir|comprobará|conservará|responderá de",
        "un registro de todos los vehículos|la memoria anual|los documentos de la decisión|los almacenes"
        "|el agua del curso alto|el acta de cada sesión|el precio del billete|la seguridad a bordo",
        "en el plazo de treinta días|salvo que el consejo acuerde otra cosa|cuando lo exija la salud"
        "|previo pago de la tasa|si se cumplen las condiciones|durante cinco años|sin coste",
        "Objeto|Definiciones|Registro|Obligaciones del operador|Tasas|Inspección|Recursos|Sanciones|Entrada en vigor"
        "|Memorias",
        "conforme al",
    ),
    "fr": (
        "L’autorité compétente|L’exploitant|Chaque commune|Le demandeur|Le conseil régional|Le tribunal",
        "tient|publie|ne peut céder|vérifie|conserve|répond de",
        "un registre de tous les véhicules|le rapport annuel|les pièces de la décision|les locaux de stockage"
        "|l’eau du cours supérieur|le procès-verbal de chaque séance|le prix du billet|la sécurité à bord",
        "dans un délai de trente jours|sauf si le conseil en décide autrement|lorsque la santé l’exige"
        "|contre paiement de la redevance|si les conditions sont réunies|pour une durée de cinq ans|sans frais",
        "Objet|Définitions|Registre|Obligations de l’exploitant|Redevances|Inspection|Recours|Sanctions"
        "|Entrée en vigueur|Rapports",
        "au sens de",
    ),
}


def roman(number: int) -> str:
    return "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]


def letter(place: int) -> str:
    return "abcdefghijklmnopqrstuvwxyz"[place - 1]


@dataclass(frozen=True)
class Manner:
    """How a country writes: the heading of an article, a reference to one, numbers of paragraphs and points."""

    name: str
    language: str
    heading: Callable[[int, str], str]
    reference: Callable[[int, int], str]
    paragraph: Callable[[int], str]
    point: Callable[[int], str]
    chapter: Callable[[int, str], str] | None = None


MANNERS = (
    Manner("Section, marked", "en", lambda n, t: f"## Section {n}. {t}", lambda n, m: f"section {n}(2)(a)",
           lambda k: f"({k}) ", lambda k: f"({letter(k)}) ", lambda k, t: f"# Part {k}. {t}"),
    Manner("Sec., plain", "en", lambda n, t: f"Sec. {n}. {t}", lambda n, m: f"Section {n}",
           lambda k: f"({letter(k)}) ", lambda k: f"({roman(k).lower()}) ", lambda k, t: f"TITLE {roman(k)}"),
    Manner("number, bold", "en", lambda n, t: f"**{n} {t}**", lambda n, m: f"sections {n} and {m}",
           lambda k: f"({k}) ", lambda k: f"({letter(k)}) "),
    Manner("number, marked", "en", lambda n, t: f"### {n}. {t}", lambda n, m: f"section {n}",
           lambda k: f"({k}) ", lambda k: f"({roman(k).lower()}) "),
    Manner("Article, plain, no title", "en", lambda n, t: f"Article {n}", lambda n, m: f"Article {n}",
           lambda k: f"{k}. ", lambda k: f"({letter(k)}) "),
    Manner("Article, Roman", "en", lambda n, t: f"## Article {roman(n)}. {t}", lambda n, m: f"Article {roman(n)}",
           lambda k: f"{k}. ", lambda k: f"({letter(k)}) "),
    Manner("§, marked", "de", lambda n, t: f"## § {n} {t}", lambda n, m: f"§ {n} Absatz 1",
           lambda k: f"({k}) ", lambda k: f"{k}. ", lambda k, t: f"# Abschnitt {k}: {t}"),
    Manner("§, plain", "de", lambda n, t: f"§ {n} {t}", lambda n, m: f"§ {n} Abs. 1",
           lambda k: f"({k}) ", lambda k: f"{letter(k)}) "),
    Manner("§, bold, no title", "de", lambda n, t: f"**§ {n}**", lambda n, m: f"den §§ {n} und {m}",
           lambda k: f"({k}) ", lambda k: f"{k}. "),
    Manner("Art., bold", "de", lambda n, t: f"**Art. {n} {t}**", lambda n, m: f"Artikel {n} Absatz 2",
           lambda k: f"<sup>{k}</sup> ", lambda k: f"{letter(k)}. "),
    Manner("Artículo, marked", "es", lambda n, t: f"## Artículo {n}. {t}", lambda n, m: f"artículo {n}",
           lambda k: f"{k}. ", lambda k: f"{letter(k)}) ", lambda k, t: f"# CAPÍTULO {roman(k)}. {t}"),
    Manner("Artículo, plain", "es", lambda n, t: f"Artículo {n}. {t}.", lambda n, m: f"artículo {n}.2",
           lambda k: f"{k}. ", lambda k: f"{letter(k)}) ", lambda k, t: f"CAPÍTULO {roman(k)}"),
    Manner("Artículo 1º, bold", "es", lambda n, t: f"**Artículo {n}º.- {t}.**", lambda n, m: f"los artículos {n} y {m}",
           lambda k: f"{k}. ", lambda k: f"{letter(k)}) "),
    Manner("Article 1er, marked", "fr", lambda n, t: f"## Article {n}{'er' * (n == 1)} : {t}",
           lambda n, m: f"l’article {n}{'er' * (n == 1)}", lambda k: f"{roman(k)}. – ", lambda k: f"{k}° ",
           lambda k, t: f"# Chapitre {roman(k)} : {t}"),
    Manner("Article, bold, no title", "fr", lambda n, t: f"**Article {n}**", lambda n, m: f"aux articles {n} et {m}",
           lambda k: f"{roman(k)}.-", lambda k: f"{letter(k)}) "),
    Manner("Article L., no title", "fr", lambda n, t: f"###### Article L. 123-{n}",
           lambda n, m: f"l’article L. 123-{n}", lambda k: "", lambda k: f"{k}° "),
)  # fmt: skip


@dataclass
class Clause:
    words: str
    refers: int | None  # to which article, by what it was first
    points: list[str]


@dataclass
class Article:
    key: int
    title: str
    clauses: list[Clause] = field(default_factory=list)


def sentence(chance: random.Random, language: str) -> str:
    who, does, what, when = (one.split("|") for one in WORDS[language][:4])
    return " ".join(map(chance.choice, (who, does, what, when, when)))


def statute(manner: Manner, seed: int, articles: int = 10) -> list[Article]:
    """Articles of one to four paragraphs, some with points; the first has three and the second two."""
    chance = random.Random(f"{manner.name} {seed}")  # noqa: S311  planted, not secret
    language = manner.language
    found = []
    for key, title in enumerate(chance.sample(WORDS[language][4].split("|"), articles)):
        found.append(Article(key, title))
        for place in range((3, 2)[key] if key < 2 else chance.randint(1, 4)):
            points = [sentence(chance, language) for _ in range(3)] if chance.random() < 0.3 or place == 2 else []
            refers = chance.randrange(articles) if chance.random() < 0.4 else None
            found[-1].clauses.append(Clause(sentence(chance, language), refers, points))
    return found


def written(
    manner: Manner,
    articles: Sequence[Article],
    numbers: Mapping[int, int] | None = None,
    chapters: Mapping[int, tuple[int, str]] | None = None,
) -> str:
    """The statute as text; numbers: of articles by key, else by where they stand; chapters: before which articles."""
    numbers = numbers or {one.key: place for place, one in enumerate(articles, 1)}
    rows = []
    for one in articles:
        if manner.chapter and chapters and one.key in chapters:
            rows.append(manner.chapter(*chapters[one.key]))
        rows.append(manner.heading(numbers[one.key], one.title))
        for place, clause in enumerate(one.clauses, 1):
            label = manner.paragraph(place) if len(one.clauses) > 1 else ""
            words = clause.words
            if clause.refers is not None and clause.refers in numbers:
                other = numbers.get((clause.refers + 5) % 10, numbers[clause.refers])
                words += f" {WORDS[manner.language][5]} {manner.reference(numbers[clause.refers], other)}"
            rows.append(f"{label}{words}{':' if clause.points else '.'}")
            rows += [f"{manner.point(n)}{point};" for n, point in enumerate(clause.points, 1)]
    return "\n\n".join(rows) + "\n"


def changed(articles: Sequence[Article]) -> list[Article]:
    """A copy to change."""
    return copy.deepcopy(list(articles))

"""The marks of Markdown and of law: how a heading, a fence, the number of an article or of a paragraph is written.

Whoever reads a text of law looks for the same marks here, whether it is a bill.md, any Markdown of a redline, or words
that somebody quoted. Patterns are of one row without its line feed; a carriage return may stand at its end.
"""

from __future__ import annotations

import re

# --- Markdown

HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|\r?$)")
UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*\r?")  # a whole row
RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\r?")  # a whole row
NOTE = re.compile(r" {0,3}\[\^[^\]\n]{1,200}\]:")
QUOTE = re.compile(r" {0,3}>[ \t]?")
ELEMENT = re.compile(r" {0,3}<[A-Za-z/!?]")
ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|\r?$)")
# The row below the head of a table, whole. Nothing is given back: a row of blanks is looked through once.
TABLE = re.compile(r"[ \t]*+\|?+[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?+[ \t]*+\r?")
BOLD = re.compile(r"(?:\*\*|__)([^*_\n]+)(?:\*\*|__)[ \t]*\r?")  # a whole row
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_DEEP_FENCE = re.compile(r"\s*(`{3,}(?=[^`]*$)|~{3,})")


def fence_after(row: str, fence: str = "", *, deep: bool = False) -> str:
    """The signs of the fence that is open behind a row; empty where none is.

    fence  open before the row; a row closes it with at least as many of its signs and nothing else
    deep   a fence may stand further in than three spaces, as it does below a point
    """
    if fence:
        bare = row.strip()
        return "" if bare.startswith(fence) and not bare.strip(fence[0]) else fence
    opened = (_DEEP_FENCE if deep else _FENCE).match(row)
    return opened[1] if opened else ""


# --- law: what announces a number

# Forms of one word are one kind. English, French, Spanish, German, Italian, Portuguese, Dutch.
KINDS = {
    "article": "article articles art art. arts. artikel artikels artikelen artículo artículos articulo articulos"
    " articolo articoli artigo artigos",
    "section": "section sections sec. secs. sección secciones seccion sezione secção seção abschnitt afdeling §§ §",
    "subsection": "subsection subsections sous-section sous-sections subsección subseccion subseção subsecção"
    " unterabschnitt",
    "chapter": "chapter chapters chapitre chapitres capítulo capítulos capitulo capitulos capitolo capo kapitel"
    " hoofdstuk",
    "title": "title titles titre titres título títulos titulo titulos titolo titel",
    "part": "part parts partie parties parte partes teil deel",
    "book": "book books livre livres libro libros livro buch boek",
    "annex": "annex annexes annexe anexo anexos anlage anhang allegato bijlage schedule schedules appendix",
    "paragraph": "paragraph paragraphs paragraphe paragraphes párrafo párrafos apartado apartados alinéa alinéas absatz"
    " point points",
}
KIND_OF = {form: kind for kind, forms in KINDS.items() for form in forms.split()}
_HEADS = [form for form, kind in KIND_OF.items() if kind != "paragraph"] + ["paragraphe"]  # a rank of French codes


def any_of(forms: list[str]) -> str:
    """A pattern for one of these words, in any case."""
    return rf"(?i:{'|'.join(sorted(map(re.escape, forms), key=len, reverse=True))})"


WORD = any_of(list(KIND_OF))
SPACE = r"[ \t\u00a0\u202f]"
SUFFIXES = "bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies"
NUMBER = (
    rf"(?:[LRDA]\.?{SPACE}?\*{{0,2}})?\d{{1,6}}(?:er|re|ère|ter|st|nd|rd|th|[°ºª](?![\w]))?(?:[-‑–.]\d{{1,4}})*[a-z]?\b"
    rf"(?:{SPACE}(?:{SUFFIXES})\b)?(?:{SPACE}[A-Z]\b(?![.'’]))?"
    r"|[IVXLCDM]{1,9}\b(?:[-‑]\d{1,3}|[a-z]\b)?|[A-Z]\b(?!['’.])|premier\b|première\b|preliminary\b|préliminaire\b"
)
# A row of its own that says what a heading says, where a text has no marks for headings. A whole row.
_TITLE = rf"{SPACE}+(?=[^\W\d_a-z]|[\"“«„(])[^\n]{{0,80}}[^\s.:;,]"  # no sentence: it ends without a stop
_PLAIN_HEADING = re.compile(
    rf"(?:§{{1,2}}{SPACE}*|{any_of(_HEADS)}{SPACE}+)(?:{NUMBER})(?:{SPACE}(?:{SUFFIXES}|[A-Z])\b)*"
    rf"(?:{SPACE}*[.:–—-][^\n]{{0,200}}|{_TITLE})?[ \t]*\r?"
)
_BOLD_HEADING = re.compile(rf"\d{{1,4}}(?:\.\d{{1,3}}){{0,3}}[A-Za-z]?[.)]?{_TITLE}")


def is_plain_heading(row: str) -> bool:
    """Whether a row says what a heading says: "§ 3 Fees", "**3 Fees**"; one without marks, amid blank rows."""
    bold = BOLD.fullmatch(row)
    if bold is None:
        return _PLAIN_HEADING.fullmatch(row) is not None
    return any(one.fullmatch(bold[1]) for one in (_PLAIN_HEADING, _BOLD_HEADING))


# --- law: what a paragraph or point begins with

_SUFFIX = rf"(?: ?(?:{SUFFIXES}))?"
LABELS = {
    "paren": rf"\(\d{{1,4}}(?:{_SUFFIX}| ?[a-z]{{1,2}})\)",
    "sign": r"§{1,2} ?\d{1,4} ?[a-z]?\.?",
    "roman": rf"(?=[IVX])X{{0,3}}(?:IX|IV|V?I{{0,3}}){_SUFFIX}(?: ?[A-Z])?(?:\.(?: ?[-–—])?| [-–—])",
    "decimal": r"\d{1,4}[a-z]?\.",
    "lower-roman": r"\((?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})\)|(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})\)",
    "alpha": r"\([a-z]{1,2}\)|[a-z]{1,2}\)",
    "upper": r"\([A-Z]\)|[A-Z]\)",
    "degree": rf"\d{{1,3}}[°º]{_SUFFIX}\)?",
    "digit": r"\d{1,3}\)",
    "bullet": r"[-*+•–—]",
}
# In Swiss laws; in a bill.md they are words.
_SWISS = r"[a-z]\.|[¹²³⁴-⁹⁰]{1,3}|<sup>\d{1,2}(?:bis|ter)?</sup>"
_BY_LAW = [one for kind, one in LABELS.items() if kind not in ("decimal", "digit", "bullet", "sign")] + [_SWISS]
# Any of them; no mark of Markdown's own.
LABEL = "|".join([one for kind, one in LABELS.items() if kind != "bullet"] + [_SWISS])
_HOLDS = r"(?=[ \t\u00a0\u202f-]|\r?$)"
# "(1)", "1°", "a)", "I.": at the start of a row, where Markdown has no mark of its own for it.
POINT = re.compile(rf"[ \t]*(?:{'|'.join(_BY_LAW)}){_HOLDS}")
# The same, and what Markdown numbers its lists with.
MARKER = re.compile(rf"[ \t]*(?P<mark>{'|'.join(_BY_LAW)}|\d{{1,9}}[.)]){_HOLDS}", re.MULTILINE)

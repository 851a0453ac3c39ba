"""Bills of any shape for tests: made by hand, and by chance."""

from __future__ import annotations

from hypothesis import strategies as st

from lawloom.bill.legal.source import Source
from lawloom.content.bill_text import read_bill
from lawloom.model.bill import Legal

RICH = """\
The Assembly *adopts*:

# Title I. Waters {#waters}

# Chapter 1. Rivers

## Article 1. Words {#words}

(1) An **outlet** is a place[^1] where a sewer spills. {#outlet}

(2) The fund pays:

(a) the town, {#to-the-town}

(b) or, in [Article 2](#money):

(i) the school,

(ii) the [court](https://court.example/a?b=c&d=[e]).

and nobody else.

[^1]: Of any *size*.

> [!why]
> Because **words** matter.
>
> - one
> - two

# Chapter 2. Seas

## Article 2. Money {#money}

One outlet pays `a < b && c`, ~~never~~ always[^1].

- first
  - second

| a | b |
| --- | ---: |
| 1 | **2** |

> A quotation
> of two rows

```text
code {#x}
   kept
```

### A closer look

Line one..
line two with <sup>raw</sup> HTML and<br>&copy; ![a mark](mark.svg).

---

العربية من اليمين \x01\ufffe\u202e.
""".replace("one..\n", "one  \n")


def a_source(text: str = RICH, *, title: str = "Bill on waters", legal: Legal | None = None) -> Source | None:
    """None where the text is no bill."""
    read = read_bill(text, "bill.md", 1)
    if read.problems:
        return None
    return Source(
        slug="waters",
        title=title,
        language="en",
        first="2027-01-01",
        date="2027-03-01",
        label="second draft",
        author="Mara Quill",
        author_id="mara-quill",
        subject="Waters",
        summary="About waters.",
        legal=legal or Legal(),
        preamble=read.preamble,
        articles=read.articles,
        explanation="What we *chose*.",
        frozen=False,
        history=(("2027-01-01", "first-draft"),),
    )


PIECES = [
    *("(1) ", "(a) ", "(i) ", "1. ", "1° ", "- ", "  - ", "   ", "I. - ", "§ 1 ", "\n", "\n\n", "word ", "**bold** "),
    *("*it* ", "_", "`c`", "[l](#a)", "[l](#nowhere)", "[l](http://[bad", "[l](https://x.example/%zz?q=<>\"')", "[^1]"),
    *("![i](a b.png)", "![i](<a b.png>)", "\n\n[^1]: note\n\n", "| a | b |\n| - | - |\n| 1 |\n", "> ", "> [!why]\n> "),
    *("```\n", "### H\n", "<b>", "</b>", "<div>\n", "<!-- c -->", "<?x?>", "&amp;", "&#0;", "\x00", "\x0b", "\ud800"),
    *("\ufffe", "\U0001f600", "\u202e", "ש", "{#p}", "{: .x }", "\\", "~~s~~", "\t", "---\n", "]]>", "[r]: #a\n"),
    *(
        "An **outlet** is ",
        "# Chapter 1. C\n",
        "## Article 2. B {#b}\n",
        "# Section 2 {#s}\n",
        "[l](<://x>)",
        "[l](a:b:c)",
    ),
]
GENERATED = st.lists(st.sampled_from(PIECES), max_size=40).map(lambda parts: "## Article 1. A {#a}\n" + "".join(parts))

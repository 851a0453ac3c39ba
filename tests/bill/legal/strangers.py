"""Akoma Ntoso as others write it, in several traditions; and trees by chance."""

# ruff: noqa: E501  these documents are laid out as XML is

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
META = """<meta><identification source="#s">
<FRBRWork><FRBRthis value="/akn/za/act/1999/2/!main"/><FRBRuri value="/akn/za/act/1999/2"/>
<FRBRdate date="1999-01-02" name="g"/><FRBRauthor href="#a"/><FRBRcountry value="za"/></FRBRWork>
<FRBRExpression><FRBRthis value="/akn/za/act/1999/2/eng@1999-03-04/!main"/><FRBRuri value="/akn/za/act/1999/2/eng@1999-03-04"/>
<FRBRdate date="1999-03-04" name="g"/><FRBRauthor href="#a"/><FRBRlanguage language="eng"/></FRBRExpression>
<FRBRManifestation><FRBRthis value="/akn/za/act/1999/2/eng@1999-03-04/!main.xml"/>
<FRBRuri value="/akn/za/act/1999/2/eng@1999-03-04.xml"/><FRBRdate date="1999-03-04" name="g"/><FRBRauthor href="#a"/></FRBRManifestation>
</identification></meta>"""


def document(inside: str, kind: str = "act") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="{NAMESPACE}">\n'
        f'<{kind} name="{kind}">\n{META}\n{inside}\n</{kind}>\n</akomaNtoso>\n'
    )


def _part_of_a_collection(kind: str, words: str) -> str:
    body = "mainBody" if kind == "doc" else "body"
    article = f'<article eId="{kind}"><num>Article 1</num><content eId="{kind}-c"><p>{words}</p></content></article>'
    return (
        f'<component eId="comp_{kind}"><{kind} name="{kind}">\n{META}\n<{body}>{article}</{body}></{kind}></component>'
    )


STRANGERS = {
    "collection": document(
        "<preface><p><docTitle>Collected papers</docTitle> of a session</p></preface><collectionBody>"
        + _part_of_a_collection("bill", "Hives are free.")
        + _part_of_a_collection("act", "Bees are free.")
        + "</collectionBody><conclusions><p>Done in spring</p></conclusions>",
        "documentCollection",
    ),
    "act of sections": document("""
<preface><longTitle><p>w0 An Act <docTitle>Harbours Act</docTitle>, w90</p></longTitle></preface>
<preamble><recitals><recital><num>(1)</num><p>Whereas w91 boats,</p></recital></recitals><p>be it <b>w92</b> enacted:</p></preamble>
<body>
  <part eId="part_I"><num>Part I</num><heading>Preliminary</heading>
    <section eId="sec_1"><num>1.</num><heading>Short title</heading><content><p>This Act is w93 the Harbours Act.</p></content></section>
    <section eId="sec_2"><num>2.</num><heading>Boats</heading>
      <subsection eId="sec_2__subsec_1"><num>(1)</num>
        <intro><p>In this Act w1 a boat is:</p></intro>
        <paragraph eId="sec_2__subsec_1__para_a"><num>(a)</num><content><p>w2 first, or</p></content></paragraph>
        <paragraph eId="sec_2__subsec_1__para_b"><num>(b)</num><intro><p>w3 second:</p></intro>
          <subparagraph eId="sec_2__subsec_1__para_b__subpara_i"><num>(i)</num><content><p>w4 as in <ref href="#sec_1">section 1</ref>;</p></content></subparagraph>
          <wrapUp><p>w5 and so on.</p></wrapUp></paragraph>
        <wrapUp><p>w6 closing.</p></wrapUp>
      </subsection>
      <subsection eId="sec_2__subsec_2"><num>(2)</num><content><p>w7 <i>more</i> <term refersTo="#t">w8</term>.</p>
        <table><tr><th><p>w9</p></th><th><p>w10</p></th></tr><tr><td><p>w11 | pipe</p><p>w12</p></td><td colspan="1"><p/></td></tr></table>
      </content></subsection>
    </section>
  </part>
  <hcontainer name="transitional" eId="hc_1"><heading>Transitional</heading><content><p>w13 stays.</p></content></hcontainer>
</body>"""),
    "regulation of articles": document("""
<preface><p><docTitle>Regulation on w1 nets</docTitle></p><p><docNumber>w2 2027/1</docNumber></p></preface>
<body>
  <title eId="tit_I"><num>TITLE I</num><heading>w3 NETS</heading>
   <chapter eId="chp_1"><num>1</num><heading>Nets</heading>
    <article eId="art_1"><num>Article 1</num><heading>Subject matter</heading>
      <alinea eId="a1"><content><p>First w4 alinea.</p></content></alinea>
      <alinea eId="a2"><list eId="l"><intro><p>Second w5:</p></intro>
        <point eId="p1"><num>a)</num><content><p>w6;</p></content></point>
        <point eId="p2"><num>b)</num><list eId="l2"><intro><p>w7:</p></intro>
          <indent eId="i1"><num>–</num><content><p>w8,</p></content></indent>
          <indent eId="i2"><content><p>w9.</p></content></indent></list></point>
        <wrapUp><p>w10 end.</p></wrapUp></list></alinea>
    </article>
    <article eId="art_1bis"><num>Article 1 bis.</num>
      <paragraph eId="x"><num>1.</num><content><p>w11 *stars* _lines_ [a](b) &lt;b&gt; &amp;amp; `c` \\d</p><p>w12 again</p></content></paragraph>
      <paragraph eId="y"><num>2.</num><content><blockList eId="bl"><listIntroduction>w13:</listIntroduction>
        <item eId="it"><num>(a)</num><p>w14</p></item><item eId="iu"><num>(b)</num><p>w15</p><p>w16</p></item></blockList>
        <ul><li>w17 <b>bold</b><ul><li>w18</li></ul></li><li><p>w19</p></li></ul></content></paragraph>
    </article>
   </chapter>
  </title>
</body>"""),
    "containers without articles": document(
        """
<body>
  <hcontainer name="schedule" eId="h1"><num>A</num><heading>First</heading>
    <paragraph eId="h1p"><num>1</num><content><p>w1<authorialNote marker="*" placement="bottom"><p>w2 a note</p></authorialNote> text<eol/>w3</p></content></paragraph>
  </hcontainer>
  <paragraph eId="p9"><content><p>w4<b>bold</b>w5 <b> spaced </b>“<b>“w6”</b>w7</p></content></paragraph>
  <level eId="lv"><num>Art. 5 bis</num><subheading>w8 sub</subheading><content><p>w9</p></content></level>
</body>""",
        "bill",
    ),
    "everything else": document(
        """
<coverPage><p>w1 cover</p></coverPage>
<preface><p>w2 preface</p></preface>
<body>
  <chapter eId="c"><heading>w3 Of mooring</heading><subheading>w4 sub</subheading>
    <intro><p>w5 before</p></intro>
    <article eId="art_z"><heading>w6 Amends</heading>
      <paragraph eId="q"><num>§ 1.</num><content><p>w7 <mod eId="m">is replaced by <quotedStructure eId="qs" startQuote="“"><article eId="qa">
        <num>Article 9</num><content><p>w8 new words</p></content></article></quotedStructure></mod> w9</p>
        <tblock eId="tb"><heading>w10</heading><p>w11</p></tblock>
        <foreign eId="f"><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>w12</mi></math></foreign>
        <blockContainer eId="bc"><p>w13</p></blockContainer>
        <p><img src="/a.png" alt="w14"/> <a href="https://law.example/(x)">w15</a> <ref href="/akn/za/act/1/1">w16</ref> <ins eId="in">w17</ins></p></content></paragraph>
      <paragraph eId="r"><num>§ 2.</num><heading>w18 head</heading><content><p>- w19</p><p/></content></paragraph>
    </article>
    <wrapUp><p>w20 after</p></wrapUp>
  </chapter>
</body>
<conclusions><p>Done at <location refersTo="#l">w21</location>, <date date="1999-01-02">w22</date></p></conclusions>
<attachments><attachment eId="att_1"><heading>w23</heading><doc name="annex">"""
        + META
        + """<mainBody><p>w24 annex</p>
<hcontainer name="x" eId="hx"><num>1</num><content><p>w25</p></content></hcontainer></mainBody></doc></attachment></attachments>"""
    ),
}

_WORDS = [
    "w1 ",
    "w2, ",
    "- ",
    "(1) ",
    "1. ",
    "a) ",
    "# ",
    "* ",
    "_",
    "{#x}",
    "[",
    "](",
    "`",
    "\\",
    "~~",
    "|",
    "> ",
    "é ",
    "!",
]


def generated(draw: Callable[[st.SearchStrategy[Any]], Any]) -> str:
    """A valid act of any shape."""
    count = [0]

    def name() -> str:
        count[0] += 1
        return f'eId="e_{count[0]}"'

    def text() -> str:
        words = "".join(draw(st.lists(st.sampled_from(_WORDS), max_size=5)))
        plain = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        kind = draw(st.sampled_from(["", "b", "i", "sup", "ref", "eol", "note"]))
        if kind in ("b", "i", "sup"):
            return f"{plain}<{kind}>w3{plain}</{kind}>{plain}"
        if kind == "ref":
            return f'{plain}<ref href="{draw(st.sampled_from(["#e_1", "/akn/x", "https://x.example/"]))}">w4</ref>'
        if kind == "note":
            return f'w5<authorialNote marker="1"><p>w6 {plain}</p></authorialNote>'
        return f"{plain}<eol/>w7" if kind else plain

    def block(depth: int) -> str:
        kind = draw(st.sampled_from(["p", "p", "ul", "table", "blockList", "blockContainer", "block"]))
        if kind == "ul" and depth:
            return f"<ul><li>{text()}</li><li><p>{text()}</p><ul><li>{text()}</li></ul></li></ul>"
        if kind == "table":
            return f"<table><tr><td><p>{text()}</p></td><th><p>{text()}</p></th></tr><tr><td/></tr></table>"
        if kind == "blockList" and depth:
            return f"<blockList {name()}><item {name()}><num>w8</num>{block(depth - 1)}</item></blockList>"
        if kind == "blockContainer" and depth:
            return f"<blockContainer {name()}>{block(depth - 1)}</blockContainer>"
        return f'<block name="x">{text()}</block>' if kind == "block" else f"<p>{text()}</p>"

    def part(depth: int) -> str:
        tag = draw(
            st.sampled_from(
                ["article", "section", "chapter", "paragraph", "list", "point", "alinea", "hcontainer", "indent"]
            )
        )
        head = draw(
            st.sampled_from(
                ["", "<num>1</num>", "<num>(a)</num>", "<num>Article 3</num>", "<num>w9 %</num>", "<num>-</num>"]
            )
        )
        head += draw(
            st.sampled_from(
                ["", "<heading>w10 Head</heading>", f"<heading>{text()}</heading>", "<subheading>w11</subheading>"]
            )
        )
        inner = (
            f"<content>{block(2)}{block(1)}</content>"
            if depth == 0 or draw(st.booleans())
            else (f"<intro>{block(1)}</intro>" if draw(st.booleans()) else "")
            + "".join(part(depth - 1) for _ in range(draw(st.integers(1, 3))))
            + (f"<wrapUp>{block(1)}</wrapUp>" if draw(st.booleans()) else "")
        )
        return (
            f"<{tag} {name()}{' name=' + chr(34) + 'x' + chr(34) if tag == 'hcontainer' else ''}>{head}{inner}</{tag}>"
        )

    return document(f"<body>{''.join(part(3) for _ in range(draw(st.integers(1, 3))))}</body>")

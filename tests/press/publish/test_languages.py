"""Pages of a subject speak the subject's language, whatever the language of the site around them."""

from __future__ import annotations

import html5lib
import pytest

from lawloom import stages
from press.instances import FILES, an_instance

FRENCH = FILES["content/subjects/lamps/subject.md"].replace("title: Lamps at night", "title: Lampes\nlanguage: fr")
ARABIC = FILES["content/subjects/lamps/subject.md"].replace("title: Lamps at night", "title: مصابيح\nlanguage: ar")
NOTE = "---\ntitle: Loi\n---\n## Article 1. But {#but}\n\n(1) La nuit.[^1]\n\n[^1]: Noire.\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    files = {
        **FILES,
        "content/subjects/lampes/subject.md": FRENCH.replace("![street](street.png)", ""),
        "content/subjects/lampes/bill.md": NOTE,
        "content/subjects/masabih/subject.md": ARABIC.replace("![street](street.png)", ""),
    }
    instance = an_instance(tmp_path_factory.mktemp("languages"), files)
    stages.build(instance)
    return instance.site


def page(site, address: str):
    return html5lib.parse((site / address / "index.html").read_text(), namespaceHTMLElements=False)


@pytest.mark.parametrize("address", ["", "bill/", "decisions/", "moderation/", "all/"])
def test_a_page_of_a_french_subject_is_french_from_its_first_tag(site, address):
    tree = page(site, f"subjects/lampes/{address}")
    assert (tree.get("lang"), tree.get("dir")) == ("fr", "ltr")
    assert tree.find(".//a[@class='skip']").text == "Aller au contenu"
    assert tree.find(".//header//nav").get("aria-label") == "Principal"


def test_a_footnote_leads_back_in_the_language_of_its_page(site):
    html = (site / "subjects/lampes/bill/index.html").read_text()
    assert 'title="Retour au texte"' in html
    assert "Back to the text" not in html


def test_pages_of_the_site_keep_its_language_and_mark_subjects_in_another(site):
    tree = page(site, "")
    assert (tree.get("lang"), tree.get("dir")) == ("en", "ltr")
    shown = [one.get("lang") for one in tree.iter("article") if "subj" in one.get("class", "").split()]
    assert shown == [None, "fr", None]  # what takes something now stands first
    titles = [one.find(".//h3/a") for one in tree.iter("article")]
    assert titles[0].get("lang") is None  # and of these what speaks the language of the page
    assert {one.text: one.get("lang") for one in page(site, "data/").iterfind(".//th/a")}["Lampes"] == "fr"


def test_a_language_that_no_catalog_speaks_is_that_of_the_text_and_not_of_the_words_around_it(site):
    tree = page(site, "subjects/masabih/")
    assert (tree.get("lang"), tree.get("dir")) == ("en", "ltr")
    article = tree.find(".//article")
    assert (article.get("lang"), article.get("dir")) == (None, None)
    written = [one for one in article.iter() if one.get("lang") == "ar"]
    assert {one.get("dir") for one in written if one.tag != "a"} == {"rtl"}
    assert [one.tag for one in written if one.text == "How much light does a street need?"] == ["h1"]
    assert any("".join(one.itertext()).strip().startswith("Lamps burn") for one in written)
    ours = {"h-figures", "documents"}
    assert {one.get("id") for one in article.iter("h2")} >= ours
    assert not any(one.get("id") in ours for text in written for one in text.iter("h2"))

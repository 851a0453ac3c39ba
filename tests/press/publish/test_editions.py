"""One consultation in two languages: the whole site in each, one record, and a way from every page to its twin."""

from __future__ import annotations

import hashlib
import posixpath
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import pytest

from browser.harness.links import broken_links
from lawloom import stages
from lawloom.instance import Instance
from press.instances import FILES, an_instance, receive, vote
from press.test_mkdocs_plugin import files_in, mkdocs

pytestmark = pytest.mark.slow

SUBJECT = FILES["content/subjects/lamps/subject.md"].replace(
    "---\nLamps", "causes:\n  - {id: habit, title: Habit}\n  - {id: fear, title: Fear of the dark}\n---\nLamps"
)
BILL = FILES["content/subjects/lamps/bill.md"]


def digits(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


TWO = {
    **FILES,
    "consultation.yml": FILES["consultation.yml"].replace("[en]", "[en, fr]")
    + "translations:\n  fr: {title: Des lois & nous}\n",
    "content/subjects/lamps/subject.md": SUBJECT,
    "content/subjects/lamps/subject.fr.md": (
        f"---\noriginal: {digits(SUBJECT)}\ntitle: Les lampes la nuit\nquestion: Combien de lumière ?\n"
        "summary: Clair toute la nuit.\ncauses:\n  - {id: habit, title: L’habitude}\n---\n"
        "Les lampes brûlent toute la nuit. [Le registre](/data/lamps/tally.json)\n\n![rue](rue.png)\n"
    ),
    "content/subjects/lamps/rue.png": "no picture either",
    "content/subjects/lamps/bill.fr.md": (
        f"---\noriginal: '{digits('something older')}'\ntitle: Loi sur les lampes\nversion: '1'\n---\n"
        "## Article 1. But {#purpose}\n\n(1) La nuit.\n"
    ),
    "content/pages/odd.md": "---\ntitle: Odd\n---\nWords.\n",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Instance:
    instance = an_instance(tmp_path_factory.mktemp("editions"), TWO)
    stages.build(instance)
    return instance


def page(site: Path, address: str):
    return html5lib.parse((site / address / "index.html").read_text("utf-8"), namespaceHTMLElements=False)


def pages_of(site: Path) -> list[str]:
    return sorted(path.parent.relative_to(site).as_posix().removeprefix(".") for path in site.rglob("index.html"))


def test_the_same_addresses_stand_in_every_language(built):
    pages = pages_of(built.site)
    french = [one.removeprefix("fr").lstrip("/") for one in pages if one == "fr" or one.startswith("fr/")]
    english = [one for one in pages if one != "fr" and not one.startswith("fr/")]
    assert french == english
    assert "subjects/lamps/c/gh-2" in english


def test_the_switch_leads_from_every_page_to_its_twin_and_back(built):
    seen = 0
    for here in pages_of(built.site):
        nav = next(one for one in page(built.site, here).iter("nav") if one.get("class") == "tongues")
        (link,) = nav.iter("a")
        there = posixpath.normpath(posixpath.join(here or ".", link.get("href"))).removeprefix(".")
        wanted = here.removeprefix("fr").lstrip("/") if here.split("/")[0] == "fr" else f"fr/{here}".rstrip("/")
        assert there == wanted
        assert (built.site / there / "index.html").is_file()
        assert (link.get("lang"), link.get("hreflang"), link.text) in [
            ("en", "en", "English"),
            ("fr", "fr", "Français"),
        ]
        (current,) = nav.iter("b")
        assert current.get("lang") != link.get("lang")
        seen += 1
    assert seen > 20


def test_no_link_of_any_language_is_broken(built):
    assert [str(one) for one in broken_links(built.site) if not one.page.endswith("404.html")] == []


def test_interface_and_translated_texts_are_in_the_language_of_the_readers(built):
    tree = page(built.site, "fr/subjects/lamps")
    assert (tree.get("lang"), tree.get("dir")) == ("fr", "ltr")
    assert tree.find(".//h1").text == "Combien de lumière ?"
    assert tree.find(".//h1").get("lang") is None
    titles = {link.text: link.get("lang") for link in tree.iterfind(".//h3/a")}
    assert titles["L’habitude"] is None
    assert titles["Fear of the dark"] == "en", "what was not translated says in which language it is"
    assert titles["Half the light"] == "en", "a citizen's words stay as they were sent"
    assert "Des lois & nous" in "".join(tree.find(".//title").itertext())
    item = page(built.site, "fr/subjects/lamps/c/habit")
    assert (item.get("lang"), item.find(".//h1").text) == ("fr", "L’habitude")
    english = page(built.site, "subjects/lamps")
    assert english.find(".//h1").text == "How much light does a street need?"


def test_our_own_words_around_a_text_that_was_not_translated_are_the_readers(built):
    tree = page(built.site, "fr/odd")
    assert tree.get("lang") == "fr"
    assert tree.find(".//article").get("lang") == "en"
    assert "Sujets" in "".join(tree.find(".//header").itertext())


def test_a_translation_older_than_its_original_says_so_and_leads_there(built):
    tree = page(built.site, "fr/subjects/lamps/bill")
    (notice,) = [one for one in tree.iter("div") if one.get("class") == "notice"]
    assert "plus ancienne que l’original" in "".join(notice.itertext())
    link = notice.find(".//a")
    assert (link.get("hreflang"), link.text) == ("en", "English")
    assert posixpath.normpath(posixpath.join("fr/subjects/lamps/bill", link.get("href"))) == "subjects/lamps/bill"
    for address in ("subjects/lamps/bill", "fr/subjects/lamps"):
        assert not [one for one in page(built.site, address).iter("div") if one.get("class") == "notice"]


def test_the_record_the_styles_and_the_pictures_stand_once(built):
    french = sorted(path.name for path in (built.site / "fr").rglob("*") if path.is_file())
    # What a new text is compared with is made in each language: titles that were translated are found in it.
    assert {name for name in french if name[-5:] != ".json"} == {
        *("index.html", "404.html", "feed.xml", ".lawloom-site"),
        *("bill.txt", "bill.akn.xml"),  # the text of the law is translated
    }
    assert not (built.site / "fr/data/lamps").exists()
    assert (built.site / "subjects/lamps/rue.png").is_file()
    links = {link.get("href") for link in page(built.site, "fr/data").iter("a")}
    assert {"../../data/lamps/contributions.csv", "../../data/index.json", "../../data/verify.py"} <= links


def test_each_language_has_its_feeds(built):
    english, french = (ElementTree.parse(built.site / name) for name in ("feed.xml", "fr/feed.xml"))
    atom = "{http://www.w3.org/2005/Atom}"
    assert french.getroot().get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    hrefs = [one.get("href") for one in french.iter(f"{atom}link")]
    assert all(href.startswith("https://laws.example/2027/fr/") for href in hrefs)
    ids = [{one.text for one in tree.iter(f"{atom}id")} for tree in (english, french)]
    assert not ids[0] & ids[1], "an id names one text"


def test_machines_are_told_of_the_same_page_in_other_languages(built):
    sitemap = ElementTree.parse(built.site / "sitemap.xml")
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    for url in sitemap.iter(f"{space}url"):
        others = {one.get("hreflang"): one.get("href") for one in url.iter("{http://www.w3.org/1999/xhtml}link")}
        assert set(others) == {"en", "fr"}
        assert others["fr"] == others["en"].replace("/2027/", "/2027/fr/", 1)
        assert url.find(f"{space}loc").text in others.values()
    for address in ("subjects/lamps", "fr/subjects/lamps/c/gh-2"):
        links = {
            one.get("hreflang"): one.get("href")
            for one in page(built.site, address).iter("link")
            if one.get("rel") == "alternate"
        }
        bare = address.removeprefix("fr/")
        assert links == {
            "en": f"https://laws.example/2027/{bare}/",
            "fr": f"https://laws.example/2027/fr/{bare}/",
            "x-default": f"https://laws.example/2027/{bare}/",
        }


def test_one_vote_is_printed_in_every_language_as_a_build_from_nothing_prints_it(built, tmp_path):
    instance = Instance(tmp_path / "consultation")
    shutil.copytree(built.root, instance.root)
    stages.build(instance)
    receive(instance, vote("gh-1", 99, time="2027-03-20T10:00:00Z"), as_of="2027-03-21T06:00:00Z")
    done = stages.build(instance)
    assert 4 <= done.written <= 24
    after = files_in(instance.site)
    text = " ".join(page(instance.site, "fr/subjects/lamps/c/gh-1").itertext())
    assert re.search(r"1\s+pour", text), text
    for derived in (instance.site, instance.build):
        shutil.rmtree(derived)
    stages.build(instance)
    assert files_in(instance.site) == after
    assert stages.build(instance).written == 0


def test_a_language_that_is_dropped_leaves_the_site_and_comes_back_whole(built, tmp_path):
    instance = Instance(tmp_path / "consultation")
    shutil.copytree(built.root, instance.root)
    stages.build(instance)
    before = files_in(instance.site)
    one = TWO["consultation.yml"].replace("[en, fr]", "[en]").partition("translations:")[0]
    instance.consultation_file.write_text(one)
    told = stages.build(instance)
    assert not (instance.site / "fr").exists()
    assert not (instance.languages / "fr").exists()
    assert {problem.code for problem in told.problems} == {"translation-language"}
    assert "tongues" not in (instance.site / "index.html").read_text()
    instance.consultation_file.write_text(TWO["consultation.yml"])
    stages.build(instance)
    assert files_in(instance.site) == before


def test_a_subject_in_the_second_language_has_the_words_of_each_edition(tmp_path):
    french = FILES["content/subjects/lamps/subject.md"].replace("title: Lamps at night", "title: Lampes\nlanguage: fr")
    files = {**TWO, "content/subjects/lampes/subject.md": french.replace("![street](street.png)", "")}
    instance = an_instance(tmp_path, files)
    stages.build(instance)
    assert page(instance.site, "subjects/lampes").get("lang") == "en"
    assert page(instance.site, "subjects/lampes").find(".//h1").get("lang") == "fr"
    assert page(instance.site, "fr/subjects/lampes").get("lang") == "fr"
    assert page(instance.site, "fr/subjects/lampes").find(".//h1").get("lang") is None


@pytest.mark.slow
def test_mkdocs_prints_every_language_too_and_one_by_its_own_configuration(built, tmp_path):
    files = {
        **TWO,
        "mkdocs.fr.yml": "INHERIT: mkdocs.yml\nsite_dir: site/fr\nplugins:\n  - lawloom:\n      language: fr\n",
    }
    instance = an_instance(tmp_path, files)
    alone = mkdocs(instance.root, "build", "-f", "mkdocs.fr.yml")
    assert alone.returncode == 0, alone.stderr
    ours = files_in(built.site)
    french = {f"fr/{name}": data for name, data in files_in(instance.site / "fr").items()}
    # Printed alone, before any index was made, its search page says that there is none.
    of_french = {name: data for name, data in ours.items() if name.startswith("fr/")}
    search = "fr/search/index.html"
    assert french.pop(search) != of_french.pop(search)
    assert french == of_french
    done = mkdocs(instance.root, "build", TZ="Asia/Tokyo")
    assert done.returncode == 0, done.stderr
    assert files_in(instance.site) == ours
    assert mkdocs(instance.root, "build", "-f", "mkdocs.fr.yml").returncode == 0
    assert files_in(instance.site) == ours
    assert stages.build(instance).written == 0
    strange = instance.root / "mkdocs.fr.yml"
    strange.write_text(strange.read_text().replace("language: fr", "language: de"))
    refused = mkdocs(instance.root, "build", "-f", "mkdocs.fr.yml")
    assert refused.returncode == 1
    assert "mkdocs.fr.yml" in refused.stderr
    assert re.search(r"‘de’ is not one of the languages", refused.stderr)


def test_subjects_stand_in_the_order_in_which_readers_of_each_language_look_them_up(tmp_path):
    plain = FILES["content/subjects/lamps/subject.md"].replace("![street](street.png)", "")
    names = {"a-last": ("Zebra crossings", "Âge de vote"), "z-first": ("Age of voting", "Zones piétonnes")}
    files = dict(TWO)
    for slug, (english, french) in names.items():
        original = plain.replace("Lamps at night", english)
        files[f"content/subjects/{slug}/subject.md"] = original
        files[f"content/subjects/{slug}/subject.fr.md"] = (
            f"---\noriginal: '{digits(original)}'\ntitle: {french}\nsummary: S.\n---\nT.\n"
        )
    instance = an_instance(tmp_path, files)
    stages.build(instance)
    for folder, order in (("", ["lamps", "z-first", "a-last"]), ("fr", ["lamps", "a-last", "z-first"])):
        html = (instance.site / folder / "index.html").read_text()
        assert re.findall(r'<h3[^>]*><a href="subjects/([^/]+)/"', html) == order

"""Type set by MkDocs, ProperDocs or Zensical: the same words and slots, no script, the same bytes everywhere."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

import html5lib
import pytest

from lawloom import messages, pages
from lawloom.errors import LawloomError
from lawloom.model.direction import direction
from lawloom.press.typesetting import frame, typeset
from pages.builders import a_consultation, a_subject, an_instance

REPOSITORY = Path(__file__).resolve().parents[3]
SLOT = re.compile(r'<div class="slot" data-slot="([^"]+)"></div>')
TITLE = 'Lamps "off"? *no* <b>'
VERIFIERS = [("data/", f"verify{part}") for part in ("", "_site", "_signs")]


def set_in(folder: Path, by: typeset.Engine | None = None, **environment: str):
    instance = an_instance(folder)
    consultation = a_consultation(a_subject(title=TITLE))
    assert pages.write(instance, consultation) == []
    assert typeset.run(instance, consultation.settings, by=by, environment={**os.environ, **environment})
    return instance, consultation


def html_of(instance) -> dict[str, str]:
    return {page: (instance.typeset / page / "index.html").read_text("utf-8") for page in typeset.pages(instance)}


@pytest.fixture(scope="module")
def by_mkdocs(tmp_path_factory):
    return set_in(tmp_path_factory.mktemp("typeset"))


def test_every_page_is_set_with_the_slots_it_was_given(by_mkdocs):
    instance, _ = by_mkdocs
    for page, html in html_of(instance).items():
        asked = SLOT.findall((instance.pages / page / "index.md").read_text("utf-8"))
        assert SLOT.findall(html) == ["masthead", *asked, "footer"], page


def test_no_page_carries_a_script_a_style_or_an_address_elsewhere(by_mkdocs):
    instance, _ = by_mkdocs
    for page, html in html_of(instance).items():
        tree = html5lib.parse(frame.framed(html), namespaceHTMLElements=False)
        assert list(tree.iter("script")) == [], page
        assert list(tree.iter("style")) == [], page
        for node in tree.iter():
            assert "style" not in node.attrib, page
            assert not any(name.startswith("on") for name in node.attrib), page
        loaded = [node.get("href") for node in tree.iter("link")] + [node.get("src") for node in tree.iter("img")]
        assert not [address for address in loaded if not address or "//" in address], page


def test_titles_and_descriptions_are_shown_as_typed(by_mkdocs):
    instance, _ = by_mkdocs
    tree = html5lib.parse(html_of(instance)["subjects/lamps/"], namespaceHTMLElements=False)
    assert tree.findtext(".//title") == f"{TITLE} · Laws & us"
    assert tree.find(".//head/meta[@name='description']").get("content") == a_subject().summary
    home = html5lib.parse(html_of(instance)[""], namespaceHTMLElements=False)
    assert home.findtext(".//title") == "Laws & us"


def test_each_page_has_one_first_heading_and_articles_keep_their_ids(by_mkdocs):
    instance, _ = by_mkdocs
    for page, html in html_of(instance).items():
        tree = html5lib.parse(html, namespaceHTMLElements=False)
        assert len(list(tree.iter("h1"))) == 1, page
    bill = html5lib.parse(html_of(instance)["subjects/lamps/bill/"], namespaceHTMLElements=False)
    ids = {node.get("id"): "".join(node.itertext()).split() for node in bill.iter("h2")}
    assert ids["open-data"] == ["Article", "2", "Open", "data"]


def test_every_link_between_pages_leads_to_a_page_or_to_what_the_press_prints(by_mkdocs):
    from lawloom.pages import addresses
    from lawloom.pages.prose import PRINTED

    instance, _ = by_mkdocs
    there = set(typeset.pages(instance))
    for page, html in html_of(instance).items():
        tree = html5lib.parse(html, namespaceHTMLElements=False)
        for node in tree.find(".//article").iter("a"):
            target = (node.get("href") or "").split("#")[0]
            if target == "../feed.xml" and page.endswith("/progress/"):
                continue  # the press writes it for each subject
            if target in ("bill.txt", "bill.akn.xml") and "/bill/" in page:
                continue  # and these beside a bill and each of its versions
            if not target or ":" in target or (page == "data/" and re.fullmatch(r"verify(_\w+)?\.py", target)):
                continue  # the verifier is a file that the press lays beside the data
            parts = [*page.split("/")[:-1]]
            for step in target.split("/")[:-1]:
                parts = parts[:-1] if step == ".." else parts if step == "." else [*parts, step]
            address = "".join(f"{part}/" for part in parts)
            assert address in there or PRINTED.match(address), f"{page}: {target}"
            assert addresses.relative(page, address) in (target, f"{target}/"), f"{page}: {target}"


def test_tables_have_no_empty_head_and_no_style_of_their_own():
    head = '<th style="text-align: right;">b</th>\n<th style="text-align: left;">c</th>\n<th></th>'
    html = frame.framed(f'<body><table><tr><th></th>{head}</tr><tr><td style="text-align: center;">1</td></tr></table>')
    assert 'style="' not in html
    assert "<th></th>" not in html
    assert '<tr><td></td><th scope="col" class="end">b</th>\n<th scope="col">c</th>\n<td></td></tr>' in html
    assert '<td class="mid">1</td>' in html


@pytest.mark.slow
def test_nothing_is_set_again_while_nothing_changed(by_mkdocs):
    instance, consultation = by_mkdocs
    assert not typeset.run(instance, consultation.settings)
    page = instance.pages / "about/index.md"
    before = page.read_text("utf-8")
    page.write_text(f"{before}\nMore.\n", "utf-8")
    assert typeset.run(instance, consultation.settings)
    page.write_text(before, "utf-8")
    assert typeset.run(instance, consultation.settings)
    (instance.typeset / "about/index.html").unlink()
    assert typeset.run(instance, consultation.settings)


@pytest.mark.slow
def test_the_same_pages_give_the_same_bytes_in_any_folder_zone_and_locale(by_mkdocs, tmp_path):
    instance, _ = by_mkdocs
    other, _ = set_in(
        tmp_path / "a folder" / "elsewhere", TZ="Asia/Tokyo", LC_ALL="C", PYTHONHASHSEED="7", LANG="fr_FR.UTF-8"
    )
    assert html_of(other) == html_of(instance)


def test_an_engine_that_fails_is_told_with_its_last_lines_and_leaves_the_site(tmp_path):
    program = tmp_path / "broken"
    program.write_text("#!/bin/sh\necho first\necho 'the template is missing' >&2\nexit 3\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    with pytest.raises(LawloomError) as told:
        set_in(tmp_path, typeset.engine(str(program)))
    (problem,) = told.value.problems
    assert problem.code == "typesetter-failed"
    assert dict(problem.values)["ended"] == 3
    assert "the template is missing" in messages.report([problem], "en")


def test_an_engine_that_is_not_installed_is_told(tmp_path):
    with pytest.raises(LawloomError) as told:
        set_in(tmp_path, typeset.engine(str(tmp_path / "nowhere")))
    assert told.value.problems[0].code == "typesetter-absent"


def test_an_engine_that_forgets_a_page_is_told(tmp_path):
    program = tmp_path / "lazy"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    with pytest.raises(LawloomError) as told:
        set_in(tmp_path, typeset.engine(str(program)))
    assert {one.code for one in told.value.problems} == {"typeset-page-missing"}


@pytest.mark.slow
@pytest.mark.parametrize(("language", "written"), [("fr", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("xx", "ltr")])
def test_a_site_says_its_language_and_direction_in_any_language(tmp_path, language, written):
    assert direction(language) == written
    instance = an_instance(tmp_path)
    consultation = a_consultation(languages=(language,))
    pages.write(instance, consultation)
    typeset.run(instance, consultation.settings)
    html = html_of(instance)["about/"]
    assert f'<html lang="{language}"' in html
    assert f'dir="{written}"' in html


@pytest.mark.slow
def test_a_subject_in_another_language_carries_it(tmp_path):
    instance = an_instance(tmp_path)
    consultation = a_consultation(a_subject(language="fr"))
    pages.write(instance, consultation)
    typeset.run(instance, consultation.settings)
    tree = html5lib.parse(html_of(instance)["subjects/lamps/"], namespaceHTMLElements=False)
    assert tree.find(".//article[@lang='fr']") is not None
    assert tree.get("lang") == "en"


@pytest.mark.long
@pytest.mark.parametrize("name", ["properdocs", "zensical"])
def test_another_engine_sets_the_same_words(by_mkdocs, tmp_path, name):
    kept = Path(os.environ.get("LAWLOOM_ENGINES", REPOSITORY / ".cache" / "engines")) / name / "bin" / name
    if not kept.is_file():
        pytest.skip(f"{name} is not installed: scripts/engines {name} puts it into .cache/engines")
    instance, _ = by_mkdocs
    other, _ = set_in(tmp_path, typeset.engine(str(kept)))
    ours, theirs = html_of(instance), html_of(other)
    assert list(theirs) == list(ours)
    for page, html in ours.items():
        assert body_of(theirs[page]) == body_of(html), page


def body_of(html: str) -> str:
    """The body in one form: style sheets differ from engine to engine, and so does the space between elements."""
    body = frame.framed(html).partition("<body")[2]
    return re.sub(r"\s+", " ", re.sub(r">\s+<", "><", body)).replace(" />", ">").replace("/>", ">")

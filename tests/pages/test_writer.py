"""Editorial pages as they are written to build/pages."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from lawloom import messages, pages
from lawloom.messages import LANGUAGES
from lawloom.model.consultation import Page
from lawloom.model.progress import Progress, Step
from lawloom.pages import writer
from lawloom.pages.columns import COLUMNS
from lawloom.pages.subject_views import version_called
from pages.builders import a_bill, a_consultation, a_subject, an_instance

PACKAGE = Path(pages.__file__).parent
SLOT = re.compile(r'<div class="slot" data-slot="([^"]+)"></div>')


@pytest.fixture
def instance(tmp_path):
    return an_instance(tmp_path)


def text_of(instance, page: str) -> str:
    return (instance.pages / page / "index.md").read_text(encoding="utf-8")


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_page_of_the_site_map_is_there(instance):
    assert pages.write(instance, a_consultation()) == []
    there = {name.removesuffix("index.md") for name in files_in(instance.pages)}
    site = {"", "data/", "404/", "about/", "rules/", "privacy/", "accessibility/", "help/"}
    subject = {
        "",
        "bill/",
        "bill/versions/01-first-draft/",
        "essays/dark/",
        "synthesis/solutions/",
        "debate/",
        "decisions/",
        "progress/",
        "moderation/",
    }
    assert there == site | {f"subjects/lamps/{page}" for page in subject}


def test_the_addresses_told_beforehand_are_those_that_are_written(instance):
    for subject in (a_subject(), a_subject(bill=None, debate=None, progress=None, essays=(), syntheses=())):
        consultation = a_consultation(subject, pages=(Page("contact", "Contact", "Write."),))
        leaves, _ = writer.laid_out(instance, consultation)
        assert sorted(leaf.address for leaf in leaves) == sorted(writer.every_address(consultation))


def test_each_page_holds_the_slots_that_the_press_fills(instance):
    pages.write(instance, a_consultation())
    found = {page: SLOT.findall(text_of(instance, page)) for page in ("", "data", "subjects/lamps")}
    assert found[""] == ["subjects"]
    assert found["data"] == ["data"]
    names = ("phases", "now", "elements", "balance", "lists", "sources", "figures", "participation", "src")
    assert found["subjects/lamps"] == [f"{name}/lamps" for name in names]
    assert SLOT.findall(text_of(instance, "subjects/lamps/bill")) == [
        "support/lamps",
        "keyline/lamps",
        "article/lamps/purpose",
        "ties/lamps/purpose",
        "article/lamps/open-data",
        "ties/lamps/open-data",
        "legal/lamps",
    ]
    for name, slot in (("debate", "questions"), ("decisions", "decisions"), ("moderation", "moderation")):
        assert SLOT.findall(text_of(instance, f"subjects/lamps/{name}")) == [f"{slot}/lamps"]


def test_the_problem_stands_first_then_what_people_say_then_how_it_is_counted(instance):
    pages.write(instance, a_consultation())
    text = text_of(instance, "subjects/lamps")
    assert text.index("Lamps burn all night") < text.index("elements/lamps") < text.index("figures/lamps")


def test_the_same_consultation_gives_the_same_bytes(tmp_path):
    first, second = an_instance(tmp_path / "a"), an_instance(tmp_path / "b" / "deeper")
    pages.write(first, a_consultation())
    pages.write(second, a_consultation())
    assert files_in(first.pages) == files_in(second.pages)


def test_a_page_that_did_not_change_is_not_touched(instance):
    pages.write(instance, a_consultation())
    before = {path: path.stat().st_mtime_ns for path in instance.pages.rglob("*.md")}
    pages.write(instance, a_consultation(a_subject(summary="Another summary.")))
    changed = {path for path, time in before.items() if path.stat().st_mtime_ns != time}
    assert instance.pages / "subjects/lamps/index.md" in changed
    assert instance.pages / "about/index.md" not in changed


def test_what_is_no_page_any_more_is_removed_with_its_folder(instance):
    pages.write(instance, a_consultation())
    (instance.pages / "left-over.md").write_text("old")
    pages.write(instance, a_consultation(a_subject(bill=None)))
    assert not (instance.pages / "left-over.md").exists()
    assert not (instance.pages / "subjects/lamps/bill").exists()


def test_front_matter_holds_whatever_a_title_holds(instance):
    title = 'Lamps: "off"? #1 --- {{ x }} <x>'
    pages.write(instance, a_consultation(a_subject(title=title, bill=replace(a_bill(), title=title))))
    for page in ("subjects/lamps", "subjects/lamps/bill"):
        _, matter, body = text_of(instance, page).split("---\n", 2)
        assert yaml.safe_load(matter)["title"] == title
        assert "<x>" not in body


def test_what_is_not_written_yet_is_told_with_the_day_it_will_come(instance):
    bare = a_subject(text="", bill=None, syntheses=(), essays=(), debate=None, progress=None, video=None)
    pages.write(instance, a_consultation(bare))
    text = text_of(instance, "subjects/lamps")
    assert "The author has not described the problem yet." in text
    assert "The draft will be published here from 11 May 2027." in text
    assert "Questions can be sent from 11 April 2027." in text_of(instance, "subjects/lamps/debate")


def test_an_essay_in_another_language_is_a_page_of_that_language_and_our_words_on_it_are_not(instance):
    essay = replace(a_subject().essays[0], title="سلّم في الجدار", short="كلمة", text="نصّ.", language="ar")
    pages.write(instance, a_consultation(a_subject(essays=(essay,))))
    text = text_of(instance, "subjects/lamps/essays/dark")
    assert '\nlang: "ar"\ndir: "rtl"\n' in text
    assert '<bdi lang="ar" dir="rtl">سلّم في الجدار</bdi></nav></div>' in text
    assert '<p class="meta"><bdi lang="en" dir="ltr">By ' in text
    assert 'aria-label="What it became" lang="en" dir="ltr">' in text
    assert '<a href="essays/dark/" lang="ar" dir="rtl">سلّم في الجدار</a>' in text_of(instance, "subjects/lamps")


def test_an_essay_in_the_language_of_its_subject_says_nothing(instance):
    pages.write(instance, a_consultation())
    before = text_of(instance, "subjects/lamps/essays/dark")
    assert "lang=" not in before
    pages.write(instance, a_consultation(a_subject(essays=(replace(a_subject().essays[0], language="en"),))))
    assert text_of(instance, "subjects/lamps/essays/dark") == before


def test_a_page_in_another_language_says_so(instance):
    arabic = Page("welcome", "أهلًا", "اكتب كما تتكلّم.", language="ar")
    pages.write(instance, a_consultation(pages=(arabic, Page("more", "More", "Words.", language="en"))))
    assert '\nlang: "ar"\ndir: "rtl"\n' in text_of(instance, "welcome")
    assert "lang:" not in text_of(instance, "more")


def test_a_subject_in_another_language_says_so(instance):
    pages.write(instance, a_consultation(a_subject(language="fr")))
    text = text_of(instance, "subjects/lamps")
    assert '\nlang: "fr"\n' in text
    assert "Le problème" in text
    assert "lang:" not in text_of(instance, "about")


def test_people_write_their_own_page_or_keep_ours(instance):
    own = Page("rules", "House rules", "Be kind. See [privacy](privacy.md).", "content/pages/rules.md")
    assert pages.write(instance, a_consultation(pages=(own,))) == []
    assert "Be kind. See [privacy](../privacy/)." in text_of(instance, "rules")
    assert "votes are shown by the way they came" in text_of(instance, "privacy").lower()


def test_a_page_that_would_stand_on_an_address_of_the_house_is_told(instance):
    problems = pages.write(instance, a_consultation(pages=(Page("data", "Data", "x", "content/pages/data.md"),)))
    assert [one.code for one in problems] == ["page-name-taken"]
    assert 'data-slot="data"' in text_of(instance, "data")


@pytest.mark.parametrize("contact", ["hello@laws.example", "https://laws.example/contact"])
@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("name", ["about", "help", "privacy", "accessibility"])
def test_pages_show_the_contact_in_letters_and_as_a_link(instance, contact, language, name):
    import markdown

    pages.write(instance, a_consultation(languages=(language,), contact=contact))
    html = markdown.markdown(text_of(instance, name), extensions=["attr_list", "md_in_html"])
    html = re.sub("&#([0-9]+);", lambda sign: chr(int(sign[1])), html)
    href = f"mailto:{contact}" if "@" in contact else contact
    assert f'href="{href}"' in html
    assert contact in re.sub("<[^>]*>", "", html)


def test_a_contact_that_is_no_mail_address_promises_no_mail(instance):
    pages.write(instance, a_consultation(contact="https://laws.example/contact"))
    assert "e-mail" not in text_of(instance, "help")
    assert "## In writing" in text_of(instance, "help")


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_help_says_how_to_take_part_on_the_forge_only_where_it_is_read(instance, language):
    pages.write(instance, a_consultation(languages=(language,), repository="owner/laws"))
    text = text_of(instance, "help")
    assert "https://github.com/owner/laws/issues/new/choose" in text
    assert "👎" in text
    pages.write(instance, a_consultation(languages=(language,), repository="owner/laws", collect=False))
    text = text_of(instance, "help")
    assert "issues/new" not in text
    assert "👎" not in text


def test_a_dead_link_is_told_with_its_line(instance):
    text = "Lamps burn.\n\nSee [this](nowhere.md)."
    path = instance.root / "content/subjects/lamps/subject.md"
    path.write_text(f"---\ntitle: x\n---\n{text}\n", encoding="utf-8")
    (problem,) = pages.write(instance, a_consultation(a_subject(text=text)))
    assert (problem.code, problem.place.line, problem.warning) == ("link-leads-nowhere", 6, True)


def test_a_dead_link_is_told_in_the_line_of_that_very_link(instance):
    text = "See [more](bill.md).\n\n<a href=/more/none>x</a>\n\n[this](more)\n\n<p style=x>y</p>"
    path = instance.root / "content/subjects/lamps/subject.md"
    path.write_text(f"---\ntitle: x\n---\n{text}\n", encoding="utf-8")
    problems = pages.write(instance, a_consultation(a_subject(text=text)))
    assert {(one.code, one.place.line) for one in problems} == {
        ("link-leads-nowhere", 6),
        ("link-leads-nowhere", 8),
        ("inline-style", 10),
    }


def test_a_poster_of_the_consultation_is_shown_and_one_from_elsewhere_is_not(instance):
    (instance.root / "content/subjects/lamps/poster.png").write_bytes(b"png")
    video = a_subject().video
    pages.write(instance, a_consultation(a_subject(video=replace(video, poster="poster.png"))))
    assert '<img src="poster.png"' in text_of(instance, "subjects/lamps")
    shown = json.loads((instance.build / "state/pages.json").read_text())
    assert shown == {"subjects/lamps/poster.png": "content/subjects/lamps/poster.png"}
    pages.write(instance, a_consultation(a_subject(video=replace(video, poster="https://spy.example/p.png"))))
    assert "spy.example" not in text_of(instance, "subjects/lamps")


def test_links_of_a_step_are_told_apart(instance):
    progress = Progress(
        "", (Step("Cut", "2027-10-01", "cut", link="https://r.example/", articles=("open-data", "purpose")),)
    )
    pages.write(instance, a_consultation(a_subject(progress=progress)))
    text = text_of(instance, "subjects/lamps/progress")
    assert "Open data</a> · <a" in text
    assert 'Purpose</a> · <a href="https://r.example/">Official record' in text


def test_a_film_without_a_picture_is_a_plain_link(instance):
    pages.write(instance, a_consultation())
    text = text_of(instance, "subjects/lamps")
    assert '<a href="https://video.example/1">Watch the video: Ines Valdrun explains</a>, 3 min 12 s' in text
    assert "<figure" not in text


def test_an_earlier_version_leads_to_the_text_as_it_stands_and_to_the_others(instance):
    pages.write(instance, a_consultation())
    text = text_of(instance, "subjects/lamps/bill/versions/01-first-draft")
    others = text.partition("## Other versions")[2]
    assert '<a href="../../">Version 2</a></p><p class="by">The text as it stands, 12 June 2027</p>' in others
    assert "First draft" not in others


def test_a_long_bill_has_contents_that_lead_to_every_article_and_a_short_one_has_none(instance):
    first = a_bill().articles[0]
    many = tuple(replace(first, id=f"a{n}", heading=f"Article {n}", title=f"Lamp {n}") for n in range(1, 8))
    pages.write(instance, a_consultation(a_subject(bill=replace(a_bill(), articles=many))))
    text = text_of(instance, "subjects/lamps/bill")
    contents = text[text.index('<details class="contents">') : text.index("</details>")]
    assert re.findall(r'<a href="#(\w+)">(.+?)</a>', contents) == [
        (f"a{n}", f"Article {n}. Lamp {n}") for n in range(1, 8)
    ]
    pages.write(instance, a_consultation())
    assert "contents" not in text_of(instance, "subjects/lamps/bill")


def test_a_version_is_called_as_people_would_say_it():
    assert [version_called(label, "en") for label in ("before-the-debate", "2", "As tabled")] == [
        "Before the debate",
        "Version 2",
        "As tabled",
    ]


def test_a_linked_file_outside_content_is_never_published(instance):
    (instance.root / "secret.png").write_bytes(b"secret")
    (instance.root / "content/subjects/lamps/link.png").symlink_to(instance.root / "secret.png")
    problems = pages.write(instance, a_consultation(a_subject(text="![a](link.png) ![b](../../../secret.png)")))
    assert {one.code for one in problems} == {"link-leads-nowhere"}
    assert json.loads((instance.build / "state/pages.json").read_text()) == {}


def test_no_page_reads_what_citizens_sent():
    """The press prints their words; pages knows neither the ledger nor the count."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            rooms = {name.split(".")[1] for name in names if name.startswith("lawloom.")}
            assert not rooms & {"ledger", "tally", "collect", "press"}, path
            assert "lawloom.model.tally" not in names, path


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_every_page_is_known_in_each_language(language):
    keys = {f"type-{column.type}" for column in COLUMNS} | {
        f"col-{column.name.replace('_', '-')}" for column in COLUMNS
    }
    for path in (PACKAGE / "templates").rglob("*.md"):
        keys |= set(re.findall(r"w\('([a-z0-9-]+[a-z0-9])'", path.read_text(encoding="utf-8")))
    for path in PACKAGE.glob("*.py"):
        keys |= set(re.findall(r"\"(ed-[a-z0-9-]+[a-z0-9])\"", path.read_text(encoding="utf-8")))
    known = {key for room in messages.rooms(language) for key in messages.catalog(room, language)}
    assert {key for key in keys if key not in known} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_are_whole_in_each_language(instance, language):
    subject = a_subject(language=language)
    assert pages.write(instance, a_consultation(subject, languages=(language,), demonstration=True)) == []
    for name, data in files_in(instance.pages).items():
        text = data.decode()
        assert "{{" not in text, name
        assert "{%" not in text, name
        assert not re.search(r"\bed-[a-z]", text), name


def test_an_empty_consultation_has_a_home(instance):
    consultation = replace(a_consultation(), subjects={})
    assert pages.write(instance, consultation) == []
    assert "No subject is open yet." in text_of(instance, "")

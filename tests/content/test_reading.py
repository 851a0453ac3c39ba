"""A whole consultation: what is sound is read, and every problem of every file is told at once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from content.desk import BILL, CONSULTATION, PEOPLE, QUAY, SUBJECT, a_desk
from lawloom.model.contribution import Kind
from lawloom.model.editorial import ModerationAct


def test_a_sound_consultation_is_read_whole(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.write("content/pages/about.md", "---\ntitle: About\nlanguage: ar\n---\nWords.\n")
    desk.quay(
        "essays/why-a-week.md",
        "---\ntitle: Why\nauthor: tom-eddy\ndate: 2027-02-01\narticles: [mooring]\nlanguage: ar\n---\nX.",
    )
    desk.quay("synthesis/causes.md", "---\ntitle: Causes\ndate: 2027-02-05\nauthors: [tom-eddy]\n---\nX.")
    desk.quay("bill/versions/01-first.md", BILL.replace("fees", "old-fees"))
    desk.quay("bill/versions/02-second.md", BILL)
    desk.quay("debate.md", "---\ndate: 2027-02-20\nquestions: [Why?]\npanel:\n  - {name: Ana, way: lot}\n---\nX.")
    desk.quay("progress.yml", "steps:\n  - {title: Tabled, date: 2027-05, state: done, articles: [old-fees]}\n")
    desk.quay(
        "decisions.yml", "- {on: [gh-1, gh-2], outcome: adopted, reason: Good., date: 2027-03-01, by: mara-quill}\n"
    )
    desk.quay("moderation.yml", "- {on: gh-3, act: hide, rule: 3, reason: A name., date: 2027-03-01}\n")
    told = desk.read()
    assert told.problems == []
    assert told.consultation is not None
    assert [(page.name, page.language) for page in told.consultation.pages] == [("about", "ar")]
    quay = told.quay
    assert (quay.id, quay.language, quay.text) == ("quay", "en", "The quay is full.")
    assert [(e.id, e.kind, e.answers) for e in quay.elements] == [
        ("no-rule", Kind.CAUSE, ""),
        ("one-week", Kind.SOLUTION, "no-rule"),
    ]
    assert quay.phases[0].opens_at == "2026-12-31T23:00:00Z"
    assert quay.phases[0].closes_at == quay.phases[1].opens_at == "2027-01-31T23:00:00Z"
    assert quay.bill is not None
    assert [version.number for version in quay.bill.versions] == [1, 2]
    assert [article.id for article in quay.bill.versions[0].articles] == ["mooring", "old-fees"]
    assert (quay.essays[0].id, quay.essays[0].language) == ("why-a-week", "ar")
    assert quay.syntheses[0].phase == "causes"
    assert quay.decisions[0].on == ("gh-1", "gh-2")
    assert (quay.moderation[0].act, quay.moderation[0].rule) == (ModerationAct.HIDE, "3")
    assert quay.debate is not None
    assert quay.debate.title == "Who may moor"
    assert quay.progress is not None
    assert quay.progress.steps[0].date == "2027-05"
    assert told.consultation is not None
    assert told.consultation.pages[0].text == "Words."


def test_all_problems_of_all_files_are_told_at_once_in_order_of_place(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.write("consultation.yml", CONSULTATION.replace("Europe/Paris", "Europe/Pariss") + "titel: x\n")
    desk.write("content/people.yml", PEOPLE + "facilitators: [tom-edy]\n")
    desk.quay("subject.md", SUBJECT.replace("opens: 2027-02-01", "opens: 2027-03-01") + "\n")
    desk.quay("bill.md", BILL.replace(" {#fees}", ""))
    desk.quay("decisions.yml", "- {on: gh-1, outcome: adoptd, reason: x, date: 2027-02-30}\n")
    told = desk.read()
    assert told.consultation is None
    assert [str(one.place).removeprefix(QUAY) for one in told.problems] == [
        "consultation.yml:3",
        "consultation.yml:4",
        "content/people.yml:4",
        "/bill.md:11",
        "/decisions.yml:1",
        "/decisions.yml:1",
        "/subject.md:7",
    ]
    assert "Europe/Paris" in told.says("unknown-timezone")
    assert "tom-eddy" in told.says("unknown-person")
    assert "adopted" in told.says("not-one-of")


@pytest.mark.parametrize(
    "contact", ["a@b.example", "mailto:a@b.example", "https://b.example/write", "http://b.example"]
)
def test_a_contact_is_a_mail_address_or_that_of_a_page(tmp_path: Path, contact: str) -> None:
    desk = a_desk(tmp_path)
    desk.write("consultation.yml", f"{CONSULTATION}contact: {contact}\n")
    told = desk.read()
    assert told.consultation is not None
    assert told.consultation.settings.contact == contact.removeprefix("mailto:")
    assert told.codes == []


@pytest.mark.parametrize("contact", ["call me", "a@b", "javascript:x@b.example", "a@b.example?subject=x", "@b.example"])
def test_a_contact_that_nobody_could_use_is_told(tmp_path: Path, contact: str) -> None:
    desk = a_desk(tmp_path)
    desk.write("consultation.yml", f"{CONSULTATION}contact: '{contact}'\n")
    assert desk.read().codes == ["not-a-contact"]


@pytest.mark.parametrize("file", ["bill.md", "bill/versions/01-first.md"])
def test_a_bad_date_of_a_bill_hides_no_fault_further_down(tmp_path: Path, file: str) -> None:
    desk = a_desk(tmp_path)
    desk.quay("bill.md", BILL)
    desk.quay(file, BILL.replace("2027-03-01", "2027-02-30").replace(" {#fees}", ""))
    told = desk.read()
    assert told.at("no-such-day") == f"{file}:3"
    assert told.at("article-without-id") == f"{file}:11"


@pytest.mark.parametrize(
    "broken", ["bill.md", "debate.md", "progress.yml", "decisions.yml", "essays/a.md", "synthesis/causes.md"]
)
def test_a_broken_file_costs_that_file_alone(tmp_path: Path, broken: str) -> None:
    desk = a_desk(tmp_path)
    desk.quay(broken, "---\ntitle: [\n")
    told = desk.read()
    assert {one.place.file for one in told.problems} == {f"{QUAY}/{broken}"}
    assert told.quay.title == "Who may moor"


def test_a_broken_subject_costs_that_subject_alone(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.write("content/subjects/other/subject.md", SUBJECT.replace("summary", "sumary"))
    told = desk.read()
    assert told.consultation is not None
    assert list(told.consultation.subjects) == ["quay"]
    assert told.codes == ["key-left-out", "unknown-key"]
    assert "summary" in told.says("unknown-key")


def test_the_other_files_of_a_broken_subject_are_checked_too(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.quay("subject.md", "no keys at all")
    desk.quay("debate.md", "---\ndate: soon\n---\n")
    assert desk.read().codes == ["not-a-date", "no-front-matter"]


def test_an_unknown_key_of_consultation_yml_is_told_and_the_site_stays(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.write("consultation.yml", CONSULTATION + "colect: false\n")
    told = desk.read()
    assert "‘collect’" in told.says("unknown-key")
    assert told.quay


def test_words_for_yes_and_no_serve_as_switches_and_nowhere_else(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.write("consultation.yml", CONSULTATION + "collect: off\n")
    told = desk.read()
    assert told.consultation is not None
    assert told.consultation.settings.collect is False
    desk.write("consultation.yml", CONSULTATION + "collect: 0\nsubtitle: NO\n")
    assert desk.read().codes == ["not-yes-or-no", "write-in-quotes"]


@pytest.mark.parametrize("written", ["NO", "1.10", "01234", "22:22", "true", "2027", "null", "9" * 30])
def test_a_title_that_yaml_would_change_is_quoted_back(tmp_path: Path, written: str) -> None:
    desk = a_desk(tmp_path)
    desk.quay("bill.md", BILL.replace("title: Harbour rules", f"title: {written}"))
    told = desk.read()
    assert told.at("write-in-quotes") == "bill.md:2"
    assert written in told.says("write-in-quotes")
    desk.quay("bill.md", BILL.replace("title: Harbour rules", f"title: '{written}'"))
    assert desk.read().problems == []


def test_a_key_with_a_letter_of_another_alphabet_or_an_unseen_space_is_explained(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.quay("bill.md", BILL.replace("date:", "d\u0430te:"))
    told = desk.read()
    assert "U+0430 CYRILLIC SMALL LETTER A" in told.says("odd-character-in-key")
    assert "‘date’" in told.says("odd-character-in-key")
    desk.quay("bill.md", BILL.replace("date:", "date\u00a0:"))
    assert "U+00A0 NO-BREAK SPACE" in desk.read().says("odd-character-in-key")


def test_a_phase_that_closes_before_it_opens_says_swap(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.quay("subject.md", SUBJECT.replace("closes: 2027-02-28", "closes: 2027-01-28"))
    told = desk.read()
    assert told.at("phase-closes-before-opening") == "subject.md:7"
    assert "closes 2027-01-28, before it opens (2027-02-01)" in told.says("phase-closes-before-opening")
    assert told.consultation is not None
    assert told.consultation.subjects == {}


def test_phases_stand_by_opening_then_name_and_their_names_are_unique(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    third = "  - {name: a-first, kind: draft, opens: 2027-01-01, closes: 2027-01-01}\ncauses:\n"
    desk.quay("subject.md", SUBJECT.replace("causes:\n", third, 1))
    assert [phase.name for phase in desk.read().quay.phases] == ["a-first", "causes", "solutions"]
    desk.quay("subject.md", SUBJECT.replace("causes:\n", third.replace("a-first", "Causes"), 1))
    assert desk.read().at("phase-twice") == "subject.md:8"


def test_a_phase_may_be_named_in_any_script_but_the_name_stays_a_folder_name(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.quay("subject.md", SUBJECT.replace("name: causes", "name: première-lecture"))
    assert desk.read().quay.phases[0].name == "première-lecture"
    for bad in ("a/b", "'..'", "a b", "con", "'a.'"):
        desk.quay("subject.md", SUBJECT.replace("name: causes", f"name: {bad}"))
        assert desk.read().codes == ["phase-name"]


def test_references_that_lead_nowhere_are_told_with_the_nearest_name(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.quay("subject.md", SUBJECT.replace("mara-quill", "mara-quil").replace("answers: no-rule", "answers: no-rules"))
    desk.quay("essays/a.md", "---\ntitle: A\nauthor: tomeddy\ndate: 2027-02-01\narticles: [moorings]\n---\n")
    desk.quay("synthesis/cause.md", "---\ntitle: A\ndate: 2027-02-01\n---\n")
    desk.quay("debate.md", "---\ndate: 2027-02-01\nvideo: media/tak.mp4\n---\n")
    desk.quay("media/talk.mp4", b"film")
    told = desk.read()
    assert [(one.code, dict(one.values)["near"], one.place.line) for one in told.problems] == [
        ("media-missing", "media/talk.mp4", 3),
        ("unknown-person", "tom-eddy", 3),
        ("unknown-article", "mooring", 5),
        ("unknown-person", "mara-quill", 4),
        ("unknown-cause", "no-rule", 11),
        ("unknown-phase", "causes", 0),
    ]
    assert told.quay.representative == ""
    assert told.quay.essays[0].articles == ()
    assert told.quay.syntheses == ()


def test_a_solution_may_answer_a_citizens_cause(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.quay("subject.md", SUBJECT.replace("answers: no-rule", "answers: gh-12"))
    assert desk.read().problems == []


def test_ids_are_given_once_in_a_subject(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.quay("bill.md", BILL.replace("#fees", "#no-rule"))
    assert desk.read().at("id-of-element") == "bill.md:11"
    desk.quay("subject.md", SUBJECT.replace("id: one-week", "id: no-rule"))
    told = desk.read()
    assert told.at("id-given-twice") == "subject.md:11"
    assert told.consultation is not None
    assert told.consultation.subjects == {}
    desk.quay("subject.md", SUBJECT.replace("id: one-week", "id: cc-69"))
    assert "id-of-contributions" in desk.read().codes
    for name in ("bill", "subject"):
        desk.quay("subject.md", SUBJECT.replace("id: one-week", f"id: {name}"))
        assert desk.read().at("id-of-the-whole") == "subject.md:11"


def test_only_a_demonstration_may_show_its_key(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    key = f'key: {{fingerprint: "{"0a" * 10}", public: "{"0b" * 32}"}}\n'
    desk.write("consultation.yml", CONSULTATION + key)
    told = desk.read()
    assert told.codes == ["key-made-public"]
    assert told.consultation is None
    desk.write("consultation.yml", CONSULTATION + key + "demonstration: true\n")
    assert desk.read().problems == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("repository: https://forge.example/a/b", "not-a-repository"),
        ("repository: a/..", "not-a-repository"),
        ("address: javascript:alert(1)", "not-a-link"),
        ("address: https://user:pass@host.example/", "not-a-link"),
        ("key: {fingerprint: abc}", "not-hex"),
        ("reactions: {'+2': for}", "not-one-of"),
        ("reactions: {+1: for}", "key-not-text"),
        ("notice: '\u200b '", "empty-text"),
        ("notice: |\n  a\n  b", "several-lines"),
        (f"notice: {'a' * 301}", "text-too-long"),
        ("key: [a]", "not-a-block"),
    ],
)
def test_settings_of_the_wrong_shape_are_refused(tmp_path: Path, line: str, code: str) -> None:
    desk = a_desk(tmp_path)
    desk.write("consultation.yml", f"{CONSULTATION}{line}\n")
    assert desk.read().codes == [code]


@pytest.mark.parametrize(
    "zone", ["../../etc/passwd", "Europe", "localtime", "Europe/Atlantis", "/etc/localtime", "a\\b"]
)
def test_a_time_zone_that_not_every_machine_has_is_refused(tmp_path: Path, zone: str) -> None:
    desk = a_desk(tmp_path)
    desk.write("consultation.yml", CONSULTATION.replace("Europe/Paris", zone))
    assert desk.read().codes == ["unknown-timezone"]


@pytest.mark.parametrize(
    "video", ["url: ../../x.mp4", "url: //host.example/x", "url: 'javascript:x'", "url: /x.mp4", "url: x/../y.mp4"]
)
def test_a_video_is_a_link_or_a_file_beside_its_subject(tmp_path: Path, video: str) -> None:
    desk = a_desk(tmp_path)
    desk.quay("subject.md", SUBJECT.replace("causes:\n", f"video: {{{video}, transcript: Words.}}\ncauses:\n", 1))
    assert desk.read().codes[0] in {"not-a-link", "not-a-media-path"}


def test_a_video_without_transcript_is_pointed_at(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.quay("subject.md", SUBJECT.replace("causes:\n", "video: {url: 'https://films.example/1'}\ncauses:\n", 1))
    told = desk.read()
    assert told.of("video-without-transcript").warning
    assert told.quay.video is not None


def test_versions_are_numbered_once_and_in_order_of_date(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.quay("bill/versions/01-a.md", BILL)
    desk.quay("bill/versions/001-b.md", BILL)
    desk.quay("bill/versions/02-c.md", BILL.replace("2027-03-01", "2027-02-01"))
    desk.quay("bill/versions/third.md", BILL)
    assert desk.read().codes == ["version-twice", "versions-out-of-order", "version-name"]


def test_a_consultation_without_file_or_content_says_so_and_raises_nothing(tmp_path: Path) -> None:
    from content.desk import Desk

    told = Desk(tmp_path).read()
    assert (told.consultation, told.codes) == (None, ["file-missing"])
    desk = a_desk(tmp_path / "b")
    (desk.root / QUAY / "subject.md").unlink()
    (desk.root / "content" / "people.yml").unlink()
    assert desk.read().codes == ["subject-file-missing"]


def test_bidi_controls_are_refused_in_keys_and_pointed_at_in_prose(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.quay("bill.md", BILL.replace("One week.", "One \u202eweek."))
    told = desk.read()
    assert told.of("bidi-control").warning
    assert told.quay.bill is not None
    desk.quay("bill.md", BILL.replace("Harbour", "\u2066Harbour"))
    told = desk.read()
    assert not told.of("bidi-control").warning
    assert told.quay.bill is None


def test_importing_the_room_does_not_import_pydantic() -> None:
    code = (
        "import sys, json, lawloom.content, lawloom.content.kept, lawloom.messages;"
        "print(json.dumps([name for name in ('pydantic', 'yaml', 'mkdocs') if name in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []

"""A consultation in one of its languages: translations in the place of originals, and nothing else moves."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from lawloom.bill.answering.provenance import provenance
from lawloom.model.article import Article, Paragraph
from lawloom.model.bill import Bill, BillVersion
from lawloom.model.consultation import Consultation, Names, Page, Settings
from lawloom.model.contribution import Kind
from lawloom.model.editorial import Debate, Decision, Essay, Outcome, Synthesis
from lawloom.model.languages import in_language
from lawloom.model.people import People
from lawloom.model.phase import Phase, PhaseKind
from lawloom.model.subject import Element, Subject, Video
from lawloom.model.written import TranslatedPart, Translation, Written
from lawloom.pages import law

PHASE = Phase("ideas", PhaseKind.SOLUTIONS, "2027-01-01T00:00:00Z", "2027-02-01T00:00:00Z")
ARTICLES = (
    Article("night", "Article 1", "Night", "Dark.", 9, "General"),
    Article("day", "Article 2", "Day", "Light.", 13, "General"),
)


def french(**said: object) -> Written:
    return Written(translations=(Translation("fr", "x.fr.md", **said),))  # type: ignore[arg-type]


def a_subject(**changes: object) -> Subject:
    elements = (Element("lamp", Kind.CAUSE, "Lamps"), Element("off", Kind.SOLUTION, "Off", answers="lamp"))
    subject = Subject("lamps", "Lamps", "Bright.", "en", (PHASE,), "All night.", "How much?", elements=elements)
    return replace(subject, **changes)  # type: ignore[arg-type]


def a_consultation(subject: Subject, **settings: object) -> Consultation:
    named = {"fr": Names("Lois", notice="Une démonstration.")}
    base = Settings("Laws", ("en", "fr"), "UTC", address="https://a.example/", subtitle="Assembly", named=named)
    page = Page("about", "About", "Us.", "about.md", written=french(title="À propos", text="Nous."))
    pages = (page, Page("rules", "Rules", "Be kind."))
    return Consultation(replace(base, **settings), {"lamps": subject}, People({}), pages)  # type: ignore[arg-type]


def test_settings_put_the_readers_first_and_keep_the_order_of_the_switch():
    settings = in_language(a_consultation(a_subject()), "fr").settings
    assert settings.languages == ("fr", "en")
    assert settings.in_order == ("en", "fr")
    assert (settings.folder, settings.address) == ("fr/", "https://a.example/fr/")
    assert (settings.title, settings.subtitle, settings.notice) == ("Lois", "Assembly", "Une démonstration.")


def test_the_main_language_stands_at_the_top_under_its_own_names():
    consultation = a_consultation(a_subject())
    settings = in_language(consultation, "en").settings
    assert (settings.folder, settings.address, settings.title) == ("", "https://a.example/", "Laws")


def test_a_translated_subject_keeps_its_ids_dates_and_the_language_of_contributions():
    parts = (TranslatedPart("off", "Éteindre"),)
    written = french(title="Lampes", question="Combien ?", summary="Clair.", text="La nuit.", parts=parts)
    subject = a_subject(written=written, video=Video("https://v.example/", caption="A lamp", transcript="Hello"))
    found = in_language(a_consultation(subject), "fr").subjects["lamps"]
    assert (found.title, found.question, found.text, found.file) == ("Lampes", "Combien ?", "La nuit.", "x.fr.md")
    assert (found.language, found.spoken, found.phases, found.id) == ("en", "fr", subject.phases, "lamps")
    assert [(one.id, one.title, one.language) for one in found.elements] == [
        ("lamp", "Lamps", ""),
        ("off", "Éteindre", "fr"),
    ]
    assert found.elements[1].answers == "lamp"
    assert found.video.transcript == "", "what was not translated is not read with the wrong voice"
    assert found.written.older_than == ""


def test_a_translation_older_than_its_original_says_of_which_language_that_is():
    subject = a_subject(written=french(title="Lampes", older=True))
    assert in_language(a_consultation(subject), "fr").subjects["lamps"].written.older_than == "en"
    assert in_language(a_consultation(subject), "en").subjects["lamps"].written.older_than == ""


def test_what_was_not_translated_stays_as_it_was_written():
    found = in_language(a_consultation(a_subject()), "fr")
    assert (found.subjects["lamps"].title, found.subjects["lamps"].spoken) == ("Lamps", "en")
    assert [(page.title, page.language) for page in found.pages] == [("À propos", ""), ("Rules", "en")]


def test_an_original_in_the_second_language_is_shown_in_the_first_where_it_was_translated():
    english = Written(translations=(Translation("en", "x.en.md", title="Lamps"),))
    found = in_language(a_consultation(a_subject(language="fr", title="Lampes", written=english)), "en")
    assert (found.subjects["lamps"].title, found.subjects["lamps"].spoken) == ("Lamps", "en")
    assert found.subjects["lamps"].language == "fr"


def test_an_article_that_was_not_translated_stays_under_the_translated_chapter():
    part = TranslatedPart("day", "Jour", "Clair.", "Article 2", "Généralités", 12)
    version = BillVersion(1, "first", "2027-01-01", "01-first.md", articles=ARTICLES)
    bill = Bill("Bill", "", ARTICLES, (version,), written=french(title="Loi", parts=(part,)))
    found = in_language(a_consultation(a_subject(bill=bill)), "fr").subjects["lamps"].bill
    assert [(one.id, one.title, one.chapter, one.language) for one in found.articles] == [
        ("night", "Night", "Généralités", "en"),
        ("day", "Jour", "Généralités", "fr"),
    ]
    assert found.versions[0].articles == ARTICLES
    assert found.versions[0].language == "en", "the frozen text was not translated"


def test_essays_syntheses_and_the_debate_too():
    essay = Essay("e", "Essay", "ana", "2027-01-01", "Text.", written=french(title="Essai", summary="Court."))
    synthesis = Synthesis("ideas", "Said", "2027-01-01", (), "Sum.", "Text.", written=french(title="Dit", text="Tout."))
    debate = Debate("", "2027-01-01", "", "Hall", "", ("Why?",), (), written=french(questions=("Pourquoi ?",)))
    subject = a_subject(essays=(essay,), syntheses=(synthesis,), debate=debate)
    found = in_language(a_consultation(subject), "fr").subjects["lamps"]
    assert (found.essays[0].title, found.essays[0].short, found.essays[0].id) == ("Essai", "Court.", "e")
    assert (found.syntheses[0].title, found.syntheses[0].text) == ("Dit", "Tout.")
    assert (found.debate.questions, found.debate.place) == (("Pourquoi ?",), "Hall")


def test_with_one_language_nothing_is_changed():
    consultation = Consultation(Settings("Laws", ("en",), "UTC"), {"lamps": a_subject()}, People({}))
    assert in_language(consultation, "en") == consultation


def test_a_translated_article_answers_to_every_id_of_its_original_though_divided_in_another_way():
    parts = (Paragraph("one", "one", "(1)", ("A.",), 3), Paragraph("two", "two", "(2)", ("B.",), 4))
    article = replace(ARTICLES[0], paragraphs=parts)
    there = replace(article, text="A. B.", paragraphs=(Paragraph("", "night.1", "", ("A. B.",), 3),))
    said = TranslatedPart("night", "Nuit", "A. B.", "Article 1", article=there)
    bill = Bill("Act", "", (article,), written=french(title="Loi", parts=(said,)))
    subject = a_subject(bill=bill, decisions=(Decision(("gh-1",), Outcome.ADOPTED, "Yes.", "2027", articles=("two",)),))
    found = in_language(a_consultation(subject), "fr").subjects["lamps"]
    (translated,) = found.bill.articles
    assert list(translated.own_ids()) == ["night", "one", "two"]
    (tie,) = provenance(found).ties["night"]
    assert (tie.id, tie.part, tie.at) == ("gh-1", "two", "")
    (view,) = law.paragraphs(translated, Markup)
    assert '<span id="one"></span><span id="two"></span>' in view.text

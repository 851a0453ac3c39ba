"""The page of the bill in parliament, for readers of another language than its author's."""

from __future__ import annotations

from dataclasses import replace

from lawloom.model.languages import in_language
from lawloom.model.progress import Stage
from lawloom.model.written import TranslatedStep, Translation, Written
from lawloom.pages.writer import laid_out, printed
from pages.builders import a_consultation, a_subject, an_instance


def french_page(tmp_path, progress, **more) -> str:
    consultation = a_consultation(a_subject(progress=progress, **more), languages=("en", "fr"))
    leaves, _ = laid_out(an_instance(tmp_path), in_language(consultation, "fr"))
    return next(printed(leaf) for leaf in leaves if leaf.address == "subjects/lamps/progress/")


def test_steps_that_nobody_translated_are_said_to_be_in_their_own_language(tmp_path):
    progress = a_subject().progress
    page = french_page(tmp_path, progress)
    assert "La langue de ce texte\u00a0: English" in page
    assert f'<h2 lang="en" dir="ltr">{progress.steps[0].title}</h2>' in page


def test_what_changed_before_a_bill_was_tabled_is_not_told_as_changed_by_that(tmp_path):
    bill, progress = a_subject().bill, a_subject().progress
    (first,) = bill.versions
    second = replace(first, number=2, file=first.file.replace("01-first", "02-second"), source="Two.\n")
    bill = replace(bill, source="Two.\n", versions=(replace(first, source="One.\n"), second))
    steps = tuple(
        replace(progress.steps[0], stage=stage, version="02-second-draft") for stage in (Stage.TABLED, Stage.VOTE)
    )
    page = french_page(tmp_path, replace(progress, steps=steps), bill=bill)
    assert page.count("Ce qui avait changé avant, mot à mot") == page.count("Ce qu’elle a changé, mot à mot") == 1


def test_translated_steps_stand_in_the_place_of_the_originals(tmp_path):
    progress = a_subject().progress
    steps = tuple(TranslatedStep(f"Étape {n}", text="Voici.", reasons=()) for n, _ in enumerate(progress.steps))
    told = Translation("fr", "progress.fr.yml", older=True, summary="Bientôt.", steps=steps)
    page = french_page(tmp_path, replace(progress, written=Written((told,))))
    assert "<h2>Étape 0</h2>" in page and "Bientôt." in page and progress.steps[0].title not in page
    assert "La langue de ce texte" not in page and "Cette traduction est plus ancienne" in page

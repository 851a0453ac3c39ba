"""The page of the bill in parliament, for readers of another language than its author's."""

from __future__ import annotations

from dataclasses import replace

from lawloom.model.languages import in_language
from lawloom.model.written import TranslatedStep, Translation, Written
from lawloom.pages.writer import laid_out, printed
from pages.builders import a_consultation, a_subject, an_instance


def french_page(tmp_path, progress) -> str:
    consultation = a_consultation(a_subject(progress=progress), languages=("en", "fr"))
    leaves, _ = laid_out(an_instance(tmp_path), in_language(consultation, "fr"))
    return next(printed(leaf) for leaf in leaves if leaf.address == "subjects/lamps/progress/")


def test_steps_that_nobody_translated_are_said_to_be_in_their_own_language(tmp_path):
    progress = a_subject().progress
    page = french_page(tmp_path, progress)
    assert "La langue de ce texte\u00a0: English" in page
    assert f'<h2 lang="en" dir="ltr">{progress.steps[0].title}</h2>' in page


def test_translated_steps_stand_in_the_place_of_the_originals(tmp_path):
    progress = a_subject().progress
    steps = tuple(TranslatedStep(f"Étape {n}", text="Voici.", reasons=()) for n, _ in enumerate(progress.steps))
    told = Translation("fr", "progress.fr.yml", older=True, summary="Bientôt.", steps=steps)
    page = french_page(tmp_path, replace(progress, written=Written((told,))))
    assert "<h2>Étape 0</h2>" in page and "Bientôt." in page and progress.steps[0].title not in page
    assert "La langue de ce texte" not in page and "Cette traduction est plus ancienne" in page

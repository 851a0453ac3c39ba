"""content/population.yml: of how many people signatures are a share. Without it no share is told anywhere."""

from __future__ import annotations

from lawloom.content import shelf
from lawloom.content.files import Tree
from lawloom.content.forms.consultation import PopulationForm
from lawloom.errors import Problem
from lawloom.model.consultation import Population

FILE = "content/population.yml"


def read_population(tree: Tree) -> tuple[Population | None, list[Problem]]:
    """The population; None where there is no file, or one that cannot be used."""
    if FILE not in tree.files:
        return None, []
    filled, problems = shelf.block_file(PopulationForm, tree, FILE)
    if filled is None:
        return None, problems
    form = filled.form
    return Population(form.number, form.who, form.source, form.link), problems

"""What a GraphQL query costs, by the rule that GitHub publishes: it is known before the query is sent.

Each connection asked for counts once for every parent it may have; the sum by a hundred, rounded, at least 1, is the
cost in points. Nodes are counted too: more than 500,000 are refused.

source  https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)
from graphql.utilities import value_from_ast_untyped

MOST_NODES = 500_000
MOST_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Cost:
    """largest: of all `first` and `last` that were asked for; unbounded: the name of a connection without either."""

    points: int
    nodes: int
    largest: int
    unbounded: str


def cost_of(document: DocumentNode, variables: Mapping[str, Any]) -> Cost:
    """The cost of the one operation of a document."""
    fragments = {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}
    operation = next(one for one in document.definitions if isinstance(one, OperationDefinitionNode))
    count = _Count(fragments, variables)
    count.walk(operation.selection_set, 1)
    return Cost(max(round(count.requests / 100), 1), count.nodes, count.largest, count.unbounded)


class _Count:
    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode], variables: Mapping[str, Any]) -> None:
        self._fragments = fragments
        self._variables = dict(variables)
        self.requests = self.nodes = self.largest = 0
        self.unbounded = ""

    def walk(self, selections: SelectionSetNode | None, parents: int) -> None:
        """Count everything below `parents` things."""
        for one in selections.selections if selections else ():
            if isinstance(one, InlineFragmentNode):
                self.walk(one.selection_set, parents)
            elif isinstance(one, FragmentSpreadNode):
                self.walk(self._fragments[one.name.value].selection_set, parents)
            elif isinstance(one, FieldNode):
                self._field(one, parents)

    def _field(self, field: FieldNode, parents: int) -> None:
        given = {one.name.value: value_from_ast_untyped(one.value, self._variables) for one in field.arguments}
        many = given.get("first", given.get("last"))
        inside = {
            one.name.value
            for one in (field.selection_set.selections if field.selection_set else ())
            if isinstance(one, FieldNode)
        }
        if many is None and not inside & {"nodes", "edges"}:
            below = len(given["ids"]) if isinstance(given.get("ids"), list) else 1
            self.walk(field.selection_set, parents * below)
            return
        if many is None:
            self.unbounded = self.unbounded or field.name.value
            many = 0
        self.requests += parents
        self.nodes += parents * many
        self.largest = max(self.largest, many)
        self.walk(field.selection_set, parents * many)

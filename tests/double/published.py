"""How GitHub itself describes its interfaces: its GraphQL schema and its OpenAPI document, at the locked versions.

scripts/setup --all installs them into tests/tools; nothing of them is in this repository.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from graphql import GraphQLSchema, build_schema
from jsonschema import Draft202012Validator

MODULES = Path(__file__).resolve().parents[1] / "tools" / "node_modules" / "@octokit"


def _file(*names: str) -> Path:
    """A file of a package; the test is skipped where it is not installed, and fails where others rely on it."""
    path = MODULES.joinpath(*names)
    if path.is_file():
        return path
    reason = f"{names[0]} is not installed: scripts/setup --all"
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(reason)
    pytest.skip(reason)


@cache
def graphql_schema() -> GraphQLSchema:
    """GitHub's published GraphQL schema."""
    return build_schema(_file("graphql-schema", "schema.graphql").read_text("utf-8"), assume_valid=True)


class OpenApi:
    """GitHub's published OpenAPI document."""

    def __init__(self) -> None:
        path = _file("openapi", "generated", "api.github.com.json")
        self._whole = _as_json_schema(json.loads(path.read_bytes()))
        self._paths = [(tuple(path.strip("/").split("/")), item) for path, item in self._whole["paths"].items()]

    def wrong(self, method: str, address: str, status: int, body: bytes) -> list[str]:
        """What an answer says otherwise than described; an address or a status that nobody described is wrong too."""
        operation = self._operation(method, urlsplit(address).path)
        if operation is None:
            return ["no such address"]
        response = self._resolved(operation["responses"].get(str(status)) or operation["responses"].get("default"))
        if response is None:
            return [f"no status {status}"]
        described = response.get("content", {}).get("application/json", {}).get("schema")
        if described is None:
            return [] if not body or status >= 300 else ["a body that nobody described"]
        return list(self._faults(described, json.loads(body)))

    def _faults(self, described: Any, value: Any) -> Iterator[str]:
        checked = Draft202012Validator({**described, "components": self._whole["components"]})
        for error in checked.iter_errors(value):
            yield f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"

    def _operation(self, method: str, path: str) -> Any:
        parts = tuple(path.strip("/").split("/"))
        fitting = [(names, item) for names, item in self._paths if _fits(names, parts) and method.lower() in item]
        fitting.sort(key=lambda pair: sum(name.startswith("{") for name in pair[0]))
        return fitting[0][1][method.lower()] if fitting else None

    def _resolved(self, response: Any) -> Any:
        if response and "$ref" in response:
            return self._whole["components"]["responses"][response["$ref"].rsplit("/", 1)[1]]
        return response


@cache
def openapi() -> OpenApi:
    return OpenApi()


def _fits(names: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    if names and names[-1] == "{path}" and len(parts) >= len(names):  # of a file: it has slashes of its own
        names, parts = names[:-1], parts[: len(names) - 1]
    return len(names) == len(parts) and all(
        name == part or name.startswith("{") for name, part in zip(names, parts, strict=True)
    )


def _as_json_schema(value: Any) -> Any:
    """OpenAPI 3.0 as JSON Schema: what is nullable there is of one type more here."""
    if isinstance(value, list):
        return [_as_json_schema(one) for one in value]
    if not isinstance(value, dict):
        return value
    plain = {name: _as_json_schema(one) for name, one in value.items() if name != "nullable" or one is not True}
    if value.get("nullable") is True:
        return {"anyOf": [plain, {"type": "null"}]}
    return plain

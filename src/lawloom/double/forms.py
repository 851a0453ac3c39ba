"""Issue forms on the double: shown as a page, and their answers written as the forge writes them.

source  https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import yaml

from lawloom.double.state import Forge

FOLDER = ".github/ISSUE_TEMPLATE/"
NOTHING = "_No response_"

Form = dict[str, Any]


def forms_of(forge: Forge) -> dict[str, Form]:
    """The forms on the default branch, by file name, in the order in which the forge offers them."""
    found = {}
    for path, data in sorted(forge.files.items()):
        name = path.removeprefix(FOLDER)
        if path.startswith(FOLDER) and name.endswith((".yml", ".yaml")) and name != "config.yml":
            found[name] = yaml.safe_load(data)
    return found


def body_of(form: Form, answers: Mapping[str, str]) -> str:
    """The body of the issue that the forge makes of a form that was sent.

    answers  by id of the field; of a box that was ticked: any text
    """
    parts = []
    for field in form["body"]:
        if field["type"] == "markdown":
            continue
        attributes, answer = field["attributes"], answers.get(field.get("id", ""), "").replace("\r\n", "\n").strip()
        if field["type"] == "checkboxes":
            answer = "\n".join(f"- [{'X' if answer else ' '}] {one['label']}" for one in attributes["options"])
        elif field["type"] == "dropdown" and answer not in attributes["options"]:
            answer = ""
        parts.append(f"### {attributes['label']}\n\n{answer or NOTHING}")
    return "\n\n".join(parts)


def choose(forge: Forge, where: str) -> str:
    """Which forms there are, as HTML. where: address of a new issue"""
    rows = "".join(
        f'<li><a href="{escape(where)}?template={escape(name)}">{escape(form["name"])}</a><br>'
        f"{escape(form['description'])}</li>"
        for name, form in forms_of(forge).items()
    )
    return f"<h2>With a form</h2><ul>{rows}</ul>" if rows else ""


def page(name: str, form: Form, given: Mapping[str, str], who: str) -> str:
    """A form as HTML, filled in as its address says.

    given  by id of the field, and `title`
    who    the field that asks who is there, as HTML
    """
    rows = [_line("title", "Title", given.get("title", form.get("title", "")), True)]
    for field in form["body"]:
        attributes, id = field["attributes"], field.get("id", "")
        if field["type"] == "markdown":
            rows.append(f"<p>{escape(attributes['value'])}</p>")
            continue
        label = escape(attributes["label"])
        about = f"<br><small>{escape(attributes['description'])}</small>" if "description" in attributes else ""
        value = given.get(id, "")
        if field["type"] == "dropdown":
            options = "".join(f"<option>{escape(one)}</option>" for one in ("", *attributes["options"]))
            rows.append(f'<p><label>{label}{about}<br><select name="{id}">{options}</select></label></p>')
        elif field["type"] == "checkboxes":
            option = escape(attributes["options"][0]["label"])
            rows.append(f'<p>{label}<br><label><input type="checkbox" class="box" name="{id}"> {option}</label></p>')
        elif field["type"] == "textarea":
            rows.append(
                f'<p><label>{label}{about}<textarea name="{id}" rows="6">{escape(value)}</textarea></label></p>'
            )
        else:
            rows.append(_line(id, attributes["label"], value, False, about))
    return (
        f'<form method="post" action="/open">{who}<input type="hidden" name="template" value="{escape(name)}">'
        f"{''.join(rows)}<button>Open</button></form>"
    )


def _line(name: str, label: str, value: str, required: bool, about: str = "") -> str:
    needed = " required" if required else ""
    return f'<p><label>{escape(label)}{about}<input name="{name}" value="{escape(value)}"{needed}></label></p>'

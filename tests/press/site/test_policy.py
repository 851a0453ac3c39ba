"""The policy of each page: made from its own bytes, before anything it governs."""

from __future__ import annotations

import base64
import hashlib

import html5lib
import pytest

from lawloom.press.site import policy

PAGE = '<!doctype html><html><head>\n<meta charset="utf-8">\n<title>x</title>{head}</head><body>{body}</body></html>'


def policy_of(html: str) -> dict[str, str]:
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    (found,) = [
        node.get("content") for node in tree.iter("meta") if node.get("http-equiv") == "Content-Security-Policy"
    ]
    return dict(rule.split(" ", 1) for rule in found.split(";"))


def page(head: str = "", body: str = "") -> str:
    return PAGE.format(head=head, body=body)


def test_a_page_without_script_allows_none():
    rules = policy_of(policy.apply(page()))
    assert rules["default-src"] == rules["script-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["style-src"] == "'self'"
    assert rules["img-src"] == "'self' data:"


def test_an_inline_script_is_named_by_the_digest_of_its_exact_bytes():
    script = "\n let é = 1;\r\n"
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy_of(policy.apply(page(body=f"<script>{script}</script>")))["script-src"] == f"'sha256-{digest}'"


def test_a_script_of_this_site_may_load_and_data_is_no_script():
    data = '<script type="application/json">{"a": 1}</script>'
    assert policy_of(policy.apply(page(body=data)))["script-src"] == "'none'"
    assert policy_of(policy.apply(page(body='<script src="a.js"></script>')))["script-src"] == "'self'"


def test_nothing_is_allowed_that_is_not_in_a_rule():
    for live in (False, True):
        found = policy.meta(live=live)
        assert "unsafe-eval" not in found
        assert "http:" not in found
        assert "*" not in found
    assert "unsafe-inline" not in policy.meta()


def test_the_policy_stands_before_everything_but_the_encoding():
    html = policy.apply(page(head='<link rel="stylesheet" href="a.css">'))
    assert html.index("charset") < html.index("Content-Security-Policy") < html.index("<title>")
    assert '<meta name="referrer" content="no-referrer">' in html
    assert html.index("charset") < 1024


def test_a_page_without_a_head_is_refused():
    with pytest.raises(ValueError, match="head"):
        policy.apply("<p>x</p>")

"""What changes between two sites is said in words that nobody's text can turn into markup."""

from __future__ import annotations

from pathlib import Path

import markdown_it

from lawloom.press.site import compare

SHELL = (
    "<!doctype html><html><head><title>x</title></head><body><nav><p>Menu {0}</p></nav><main>{1}</main></body></html>"
)


def a_site(folder: Path, **pages: str) -> Path:
    for name, main in pages.items():
        path = folder / name.replace("_", "/") / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SHELL.format(folder.name, main), "utf-8")
    folder.mkdir(exist_ok=True)
    return folder


def told(before: Path, after: Path) -> str:
    return "\n".join(compare.told(compare.changes(before, after), "en"))


def test_only_what_the_main_part_says_is_compared(tmp_path: Path):
    before = a_site(tmp_path / "before", home="<h1>Home</h1><p>One  two</p>")
    after = a_site(tmp_path / "after", home='<h1 class="x">Home</h1>\n<p>One <b>two</b></p><script>3</script>')
    assert compare.changes(before, after) == []
    assert "No page says anything else than before." in told(before, after)


def test_new_gone_and_changed_pages_are_named_with_their_words(tmp_path: Path):
    before = a_site(tmp_path / "before", a="<h1>Alpha</h1><p>Old words.</p><p>Same.</p>", b="<h1>Beta</h1>")
    after = a_site(tmp_path / "after", a="<h1>Alpha</h1><p>New words.</p><p>Same.</p>", c="<h1>Gamma</h1><p>Hi.</p>")
    text = told(before, after)
    assert "1 page is new. 1 page is gone. 1 page says something else." in text
    assert "- Old words.\n+ New words." in text
    assert "Same." not in text
    assert [line for line in text.splitlines() if line.startswith("### ")] == ["### Alpha", "### Beta", "### Gamma"]


def test_nothing_that_was_typed_is_markup_in_it(tmp_path: Path):
    bad = (
        "<h1>![x](https://evil.example) [a](javascript:1) @all</h1>"
        "<p>``` ```` &lt;script&gt;1&lt;/script&gt;</p><p># head</p>"
    )
    text = told(a_site(tmp_path / "before"), a_site(tmp_path / "after", a=bad))
    html = markdown_it.MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(text)
    for sign in ("<img", "<a ", "<script"):
        assert sign not in html
    assert html.count("<h1") == 0


def test_long_pages_and_many_pages_are_cut_and_it_is_said(tmp_path: Path):
    many = {f"p{number:03d}": "".join(f"<p>{line}</p>" for line in range(40)) for number in range(50)}
    text = told(a_site(tmp_path / "before"), a_site(tmp_path / "after", **many))
    assert "And 10 pages more." in text
    assert text.count("And 16 lines more.") == compare.MOST_PAGES

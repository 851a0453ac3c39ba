"""The frame of a typeset page: ours, whatever the engine and its theme put around the text.

Themes bring toggles, dialogs and skip links of their own, for scripts that these pages do not have. Only the frame that
all pages of the site share stays.
"""

from __future__ import annotations

import re

# From the body's tag to the first line of partials/header.html, and from the foot to the end of the body.
_BEFORE = re.compile(r'(<body\b[^>]*>).*?(?=<a class="skip")', re.DOTALL)
_AFTER = re.compile(r'(<div class="slot" data-slot="footer"></div>).*?(?=</body>)', re.DOTALL)
_CONTAINER = re.compile(r'<div class="md-container"[^>]*>')
_HERE = re.compile(r'(<link\b[^>]* href=")\./(?=[^"])')
_GENERATOR = re.compile(r'\s*<meta name="generator"[^>]*>')
_WHITE_LINES = re.compile(r"\n[ \t]*(?=\n)")
_INDENT = re.compile(r"\n[ \t]+(?=<)")
_KEPT_SPACE = re.compile(r"(<pre\b.*?</pre>|<textarea\b.*?</textarea>)", re.IGNORECASE | re.DOTALL)
_SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.IGNORECASE | re.DOTALL)
_STYLE_SHEET = re.compile(r'<link rel="stylesheet" href="(?:\.{1,2}/)*(assets/stylesheets/[\w./-]+\.css)">')
_SOURCE_MAP = re.compile(rb"/\*# sourceMappingURL=[^*]*\*/\s*\Z")
_HTML = re.compile(r"<html\b[^>]*>")
_BODY = re.compile(r"<body\b[^>]*>")
_LANGUAGE = re.compile(r'\s(?:lang|dir)="[^"]*"')
_SKIP = re.compile(r'(<a class="skip" href="#main">)[^<]*(?=</a>)')
_HEAD = re.compile(r"<th(?=[ >])(?![^<>]*\bscope=)")
_EMPTY_HEAD = re.compile(r"<th scope=\"col\"((?: [^<>]*)?)>\s*</th>")
_ALIGNED = re.compile(r'(<t[hd](?: scope="col")?) style="text-align: ?(left|center|right);?"')
_ALIGNMENTS = {"left": "", "center": ' class="mid"', "right": ' class="end"'}
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_SHARED = re.compile(r'(<link\b[^>]* href=")((?:\.\./)*(?:assets/|favicon\.svg))')
_FROM_ROOT = re.compile(r'(\b(?:href|src)=")\.\./')


def framed(html: str) -> str:
    """The page as the engine set it, with no other frame than ours; the same for every engine, style sheets apart."""
    html = _BEFORE.sub(lambda found: f"{found[1]}\n", html, count=1)
    html = _AFTER.sub(lambda found: f"{found[1]}\n{'</div>' if _CONTAINER.search(html) else ''}\n", html, count=1)
    html = _HERE.sub(r"\1", _GENERATOR.sub("", html))
    parts = _KEPT_SPACE.split(html)
    parts[::2] = [_tables(_WHITE_LINES.sub("", _INDENT.sub("\n", part))) for part in parts[::2]]
    return "".join(parts).strip() + "\n"


def spoken(html: str, language: str, written: str, skip: str) -> str:
    """The page in the language of its own words: engines know one language for the whole site.

    written  the direction, ltr or rtl
    skip     the words of the first link, as HTML
    """
    root = _HTML.search(html)
    if root:
        own = f'<html lang="{language}" dir="{written}"{_LANGUAGE.sub("", root[0])[5:]}'
        html = html[: root.start()] + own + html[root.end() :]
    # Material looks for the direction at the body.
    html = _BODY.sub(lambda found: f'<body dir="{written}"{_LANGUAGE.sub("", found[0])[5:]}', html, count=1)
    return _SKIP.sub(lambda found: found[1] + skip, html, count=1)


def _tables(html: str) -> str:
    """Tables of Markdown without empty heads, and without styles of their own, which the policy forbids."""
    html = _HEAD.sub('<th scope="col"', html)
    html = _ALIGNED.sub(lambda found: found[1] + _ALIGNMENTS[found[2]], html)
    return _EMPTY_HEAD.sub(r"<td\1></td>", html)


def with_links(html: str, links: str) -> str:
    """The page with more lines in its head: itself in other languages, what is told of it where it is passed on."""
    return html.replace("</head>", f"{links}</head>", 1) if links else html


def title_of(html: str) -> str:
    """The page's own title, without that of the site; escaped as it stands there."""
    found = _TITLE.search(html)
    return found[1].rpartition(" · ")[0] or found[1] if found else ""


def lifted(html: str) -> str:
    """The page of a further language: style sheets and marks stand once, a folder above its own top."""
    return _SHARED.sub(r"\1../\2", html)


def moved_to_top(html: str, base: str) -> str:
    """The page for lost readers, set one folder down, for the top of the site: it is shown at any address.

    base  the path of the site, "/" or "/2027/"; a relative one holds only for lost addresses at the top
    """
    return _FROM_ROOT.sub(lambda found: found[1] + base, html)


def without_scripts(html: str) -> tuple[str, bool]:
    """The page without any script, and whether there was one: these pages have none."""
    bare = _SCRIPT.sub("", html)
    return bare, bare != html


def sheets_of(html: str) -> list[str]:
    """The theme's style sheets that the page names, from the top of the site."""
    return sorted(set(_STYLE_SHEET.findall(html)))


def without_map(sheet: bytes) -> bytes:
    """The style sheet without the address of its map."""
    return _SOURCE_MAP.sub(b"", sheet)

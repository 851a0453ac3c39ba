"""The detector: visits pages, stirs every element and counts what should not have happened.

It asks the browser itself: a report-only policy that trusts nothing but the site's own files makes Chromium report
each attempt to run a script or to fetch something, whatever the payload would have done. Beside it: hooks on the calls
a payload likes to make, requests that leave this machine, forms sent, and the console.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Frame, Page

from browser.harness.server import Served, serving

# A page that shows others in frames saves a round trip a page; more than this and Chromium starts to queue them.
FRAMES = 24

LISTEN = """
(() => {
  const tell = (kind, what) => { try { window.__seen(kind, String(what).slice(0, 300)); } catch (e) {} };
  window.addEventListener('securitypolicyviolation', e => {
    const script = e.effectiveDirective.startsWith('script-src');
    const style = e.effectiveDirective.startsWith('style-src') && e.blockedURI === 'inline';
    tell(script ? 'script' : e.disposition === 'enforce' ? 'policy' : style ? 'style' : 'fetch',
         [e.disposition, e.effectiveDirective, e.blockedURI, e.sample, e.lineNumber].join(' '));
  }, true);
  for (const name of ['alert', 'prompt', 'confirm', 'print', 'open'])
    window[name] = (...words) => { tell('script', name + ' ' + words.join(' ')); return null; };
  window.addEventListener('submit', e => { tell('script', 'form ' + e.target.action); e.preventDefault(); }, true);
})();
"""

# Links are followed only where following one is the attack; the rest would take the test off its page.
STIR = """
() => {
  window.addEventListener('click', e => {
    const link = e.composedPath().find(n => n.href !== undefined);
    const href = link ? String(link.href.baseVal ?? link.href) : '';
    if (link && !/^\\s*(javascript|data|vbscript|blob):/i.test(href)) e.preventDefault();
  }, true);
  let stirred = 0;
  const fire = (el, kinds, Kind) => kinds.forEach(k => {
    try { el.dispatchEvent(new Kind(k, {bubbles: true, cancelable: true})); } catch (e) {}
  });
  for (const el of document.querySelectorAll('main, main *')) {
    if (++stirred > 20000) break;
    fire(el, ['pointerover', 'pointerenter', 'pointerdown', 'pointerup'], PointerEvent);
    fire(el, ['mouseover', 'mouseenter', 'mousemove', 'mousedown', 'mouseup', 'mouseout', 'dblclick'], MouseEvent);
    fire(el, ['keydown', 'keypress', 'keyup'], KeyboardEvent);
    try { el.focus && el.focus(); } catch (e) {}
    try { el.click ? el.click() : fire(el, ['click'], MouseEvent); } catch (e) {}
    try { el.blur && el.blur(); } catch (e) {}
  }
  return stirred;
}
"""


@dataclass
class Sightings:
    """What was seen, one line each; all empty is what a sound site gives."""

    scripts: list[str] = field(default_factory=list)  # attempts to run something
    outside: list[str] = field(default_factory=list)  # attempts to reach another host
    styles: list[str] = field(default_factory=list)  # attempts to dress a page from inside
    policy: list[str] = field(default_factory=list)  # what the site's own policy had to forbid
    console: list[str] = field(default_factory=list)  # errors and warnings
    missing: list[str] = field(default_factory=list)  # paths asked for and not found
    pages: int = 0
    stirred: int = 0  # elements clicked, focused and hovered

    def told(self) -> str:
        """The first of each kind, for the message of a failing test."""
        kinds = {
            "scripts": self.scripts,
            "outside": self.outside,
            "styles": self.styles,
            "policy": self.policy,
            "console": self.console,
            "missing": self.missing,
        }
        return "\n".join(f"{kind}: {len(seen)}\n  " + "\n  ".join(seen[:8]) for kind, seen in kinds.items() if seen)


def inline_scripts(page: str) -> Iterator[str]:
    """The content of each inline script of a finished page that a browser would run."""
    for attributes, body in re.findall(r"<script\b([^>]*)>(.*?)</script>", page, flags=re.S | re.I):
        if "src=" not in attributes and not re.search(r"type=[\"']?application/(ld\+)?json", attributes):
            yield body


def source_hash(script: str) -> str:
    """The script's hash as a Content-Security-Policy names it."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"


def trusted_scripts(typeset: Path) -> set[str]:
    """Hashes of the inline scripts of the pages as they were before any citizen's word was put in."""
    return {
        source_hash(script)
        for file in sorted(typeset.rglob("*.html"))
        for script in inline_scripts(file.read_text(encoding="utf-8"))
    }


def watching_policy(typeset: Path | None) -> str:
    """A policy that reports all but the site's own files."""
    own = ["{address}assets/javascripts/", *sorted(trusted_scripts(typeset))] if typeset else ["'none'"]
    return (
        f"script-src {' '.join(own)}; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "media-src 'self'; worker-src 'self'; manifest-src 'self'; object-src 'none'; form-action 'none'; "
        "base-uri 'none'"
    )


class Watch:
    """One browser context over one folder; use `watching`."""

    def __init__(self, page: Page, served: Served, *, javascript: bool) -> None:
        self.page, self.served, self.javascript = page, served, javascript
        self.seen = Sightings(missing=served.missing)

    def visit(self, path: str) -> Page:
        """Open one page of the site and let it settle."""
        self.page.goto(self.served.address + path.lstrip("/"), wait_until="load")
        self.seen.pages += 1
        return self.page

    def stir(self, frame: Frame | Page | None = None) -> None:
        """Click, focus and hover every element of the page's main part."""
        if self.javascript:
            self.seen.stirred += (frame or self.page).evaluate(STIR)

    def visit_all(self, paths: Iterable[str]) -> Sightings:
        """Open and stir every page, many at a time in frames of one page."""
        chosen = list(paths)
        for start in range(0, len(chosen), FRAMES):
            self._visit_together(chosen[start : start + FRAMES])
        return self.seen

    def _visit_together(self, paths: list[str]) -> None:
        self.page.goto(self.served.together(paths), wait_until="load")
        shown = [frame for frame in self.page.frames if frame.parent_frame is self.page.main_frame]
        self.seen.pages += len(shown)
        for frame in shown:
            if not frame.is_detached():
                self.stir(frame)
        self.settle()

    def settle(self) -> None:
        """Give the browser a moment: a script address that was clicked is tried after the click."""
        self.page.wait_for_timeout(100)


@contextmanager
def watching(
    browser: Browser, folder: Path, *, typeset: Path | None = None, javascript: bool = True, width: int = 1280
) -> Iterator[Watch]:
    """A watched browser over a folder.

    typeset  the same site before citizens' words were put in; its inline scripts and `assets/javascripts/` are the only
             ones trusted. None: no script at all is trusted
    """
    context = browser.new_context(java_script_enabled=javascript, viewport={"width": width, "height": 900})
    context.set_default_timeout(15_000)
    with serving(folder, watching_policy(typeset)) as served:
        page = context.new_page()
        watch = Watch(page, served, javascript=javascript)
        seen = watch.seen

        def note(source: dict[str, object], kind: str, what: str) -> None:
            frame = source["frame"]
            told = f"{getattr(frame, 'url', '')}: {what}"
            {"script": seen.scripts, "policy": seen.policy, "style": seen.styles}.get(kind, seen.outside).append(told)

        def requested(url: str) -> None:
            if not url.startswith((served.address, "data:", "blob:", "about:")):
                seen.outside.append(f"request {url[:200]}")

        context.expose_binding("__seen", note)
        context.add_init_script(LISTEN)
        context.on("request", lambda request: requested(request.url))
        context.on("dialog", lambda dialog: (seen.scripts.append(f"dialog {dialog.message}"), dialog.dismiss()))
        context.on(
            "console",
            lambda message: (
                seen.console.append(f"{message.type} {message.text[:300]}")
                if message.type in ("error", "warning") and "[Report Only]" not in message.text
                else None
            ),
        )
        page.on("popup", lambda popup: (seen.outside.append(f"popup {popup.url}"), popup.close()))
        try:
            yield watch
        finally:
            context.close()

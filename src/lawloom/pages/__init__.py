"""Editorial pages: what people wrote, as plain Markdown with slots for figures, lists and citizens' words."""

from lawloom.pages.writer import write

__all__ = ["write"]

"""Editorial pages: what people wrote, as plain Markdown with slots where a figure, a list or a citizen's word belongs."""

from lawloom.pages.writer import write

__all__ = ["write"]

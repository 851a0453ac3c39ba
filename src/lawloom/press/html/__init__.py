"""How anything is written as HTML: escaping, citizens' Markdown, words, bars, the shell of a page."""

"""A text of law as it stands in Markdown: its blocks, its sections, the numbers that it counts with."""

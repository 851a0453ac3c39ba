"""Where articles come from, and who has an answer."""

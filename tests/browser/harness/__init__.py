"""A browser that watches: what a page tries to run, whom it tries to call, what its own policy forbids."""

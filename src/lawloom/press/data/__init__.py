"""Open data: every row, count and record as files, the feeds, and the verifier beside them."""

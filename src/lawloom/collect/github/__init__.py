"""The forge as a source: what stands on GitHub, read within a budget, kept page by page, compared with the ledger."""

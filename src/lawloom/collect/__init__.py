"""Sources behind one port -> the ledger."""

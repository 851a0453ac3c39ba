"""The ledger: lines chained by their digests, in shards of 1,000; texts beside it, so that they can be erased."""

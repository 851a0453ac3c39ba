"""Two sequences of anything: what they have in common, what keeps its order, where a change begins."""

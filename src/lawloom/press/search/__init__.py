"""What a reader looks for: the search, whether it is said already, whom to write to."""

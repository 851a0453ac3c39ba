"""What any page says of a contribution: its entry, its place in a list, what became of it, its fingerprint."""

"""The pages that a typesetting engine sets, and how the press finishes them."""

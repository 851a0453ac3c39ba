"""The nouns of the house: frozen values, one noun a file, no reading and no writing."""

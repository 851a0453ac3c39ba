"""How somebody acts from a page: on the forge, by letter, on paper."""

"""What drafters do to a text: ids, versions, amendments."""

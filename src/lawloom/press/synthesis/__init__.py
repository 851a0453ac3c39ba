"""The pages of what was made of many contributions: themes, the argument map, opinion groups."""

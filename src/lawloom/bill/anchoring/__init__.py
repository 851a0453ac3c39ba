"""Words that somebody quoted, followed sentence by sentence from each text to the next."""

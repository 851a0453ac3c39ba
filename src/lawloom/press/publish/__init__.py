"""The press at work: subject by subject, then what a site has once."""

"""The press: fills the slots of typeset pages, prints contributions, lists, feeds, data and the security policy."""

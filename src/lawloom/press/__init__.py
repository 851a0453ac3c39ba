"""The press: fills the slots of typeset pages, prints contribution pages and lists, feeds, data and the security policy."""

"""A small forge over real HTTP that answers as GitHub does: to test against, and to try a consultation with no account.

It knows issues, comments, reactions, labels, pull requests and files, pages them, limits and counts requests, and fails
when told to. It knows nothing of consultations.
"""

"""Pages of a decision tree: one question a page, without an account, until the outcome explains itself.

What is chosen never stands in an address or a log, and belongs to nobody: it waits sealed for half an hour, found by a
token in a cookie, and is deleted when somebody begins anew. Whoever wants keeps the outcome in their account
(`applications.finding`).
"""

"""Outcomes of a decision tree that a person keeps in their account.

Kept are the answers, sealed under a key of their own, and where they led on that day. The tree is walked again when the
outcome is read, and the page says so where it leads elsewhere now. Only its owner sees it; deleting it deletes the key.
"""

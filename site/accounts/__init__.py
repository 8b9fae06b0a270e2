"""People who sign in: users, their verified identity, sign-up and sign-in pages.

An address of mail has one form (plain ASCII, lower-case), in the database too. A known and an unknown address get the
same answer for the same work. Sessions end an hour after the last use and eight after sign-in; the API takes the
token of allauth's headless sign-in in `X-Session-Token`.
"""

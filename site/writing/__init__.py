"""How people's texts are cleaned before anybody judges them; pure Python, for every floor and the government half.

One list of each kind of sign (invisible ones, blanks, hyphens, apostrophes); cleaning twice is once. Pages, API,
sign-in, letters, annexes and importer clean first and judge then.
"""

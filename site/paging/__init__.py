"""The one way in which lists of the API are read page by page: `results`, and the address of the next page.

A page goes on after a row, never after a number of rows: the same cost at any depth, nothing skipped or doubled when
rows come and go. What `after` says is for the API alone; a client follows `next`. See docs/decisions/0021.
"""

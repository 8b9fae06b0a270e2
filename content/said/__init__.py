"""What every page for everybody said on every day: its own part as readers saw it, with the facts of that day.

A text is recorded when it is published, when a page moves, and at midnight in Warsaw, since fees and terms change by
themselves. It is never written again: what is said anew is a new record, and the former one ends at that moment.
"""

"""The termbase: one word for one thing in each language, the words we never use, and what is never translated.

Editors keep it; it lies below all that it judges. `judging.faults` says what is wrong with a translation and asks no
database; `terms.held` gives the words of the day. A new word is a row, an old one ends: what was said stays explained.
"""

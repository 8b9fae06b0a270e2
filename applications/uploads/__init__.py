"""Files people attach: the gate that checks them, and sealed storage; subjects by uuid.

The original is kept untouched and never served; what is served is a clean copy, made in a process of its own from a
list of what may be in it. A file is received, then accepted or refused with what to do; what it may be for, its
formats and limits stand in `procedures/tables/papers.toml`. A check nobody makes stops the start.
"""

"""How far each text is in each language: missing, stale, made by a machine, not reviewed, reviewed by a person.

All of it is computed. What is kept is who read which translation of which Polish words, by digests of both: when either
changes, the fact speaks of other words, and nothing has to be cleared; publishing the same words again changes nothing.
"""

"""One box that finds what the portal has for everybody: pages of the tree, offices, terms, what counts and finds.

Kept is a small table of texts, filled by the loop within seconds of a publication and anew each day; no signal has to
be heard. Whether a page may be found is asked of the page itself at each search: a draft, an expired or restricted one
never is, however it became so. Words are folded alike when they are kept and when they are asked for: without accents,
in Latin letters, sounds that people confuse as one; that is why PostgreSQL needs `pg_trgm` of us and not `unaccent`.
Nothing of any person is searched. What was typed is kept by no cache and no log; a search that found nothing is
counted without a person, see `failing`.
"""

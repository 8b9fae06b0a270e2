"""Who cites a unit of the law: found by one walk over all that is declared, so that what is new is found by itself.

Whoever changes a unit asks `index.of(citation)` and gets every place that cites it, a part of it, or the whole it
stands in. `asked` reads what people type for a unit, `telling` says a place in words and where it is read.
"""

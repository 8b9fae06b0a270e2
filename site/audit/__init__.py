"""An append-only, chained trail of what happened to what, without personal data.

A row is written in the transaction of what it tells; a trigger refuses change and deletion. The whole chain is read
once a day and held against every head that was noted, also those the register keeps; what was cut, rewritten or wiped
is a fault on the officers' board.
"""

"""The one loop of all durable work: claim a row, do it, count, wait, set aside, go on with the next.

A room declares its rows in `jobs.py` (`QUEUES`); the clock wakes what is due in its lane, and running twice is
harmless. A row that raises waits 2 s, 4 s … an hour and after ten tries is set aside in an officer's sight; what is
away (`Unavailable`, the database, a disk) waits at most 5 minutes and is never set aside; three in a row, and the
whole queue waits. Logs and attempts name the class of an error and a place in the code, never its text. What stands
is named by `/readyz`, the officers' board and `/metrics`.
"""

"""The one loop of all durable work: claim a row, do it, count, wait, set aside, go on with the next."""

"""Durable mail: a row in the transaction of the change, sent and retried by the worker."""

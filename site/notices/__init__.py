"""Durable mail: a row in the transaction of the change, sent and retried by the worker.

A mail says that there is news, never what, and links to the portal. Address and context are sealed until it is gone;
an address that no server takes is erased when its turn comes. Its text is `templates/notices/<name>.txt`, the first
line the subject.
"""

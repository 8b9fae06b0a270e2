"""Settings, addresses, API root and problem details; imports everything, imported by nothing.

Every answer is `no-store` unless its view said `public`; every absolute address is `PORTAL_URL`'s, whatever Host was
asked. What no table could hold (NUL, lone surrogates) is refused at the door. Errors are raised in the rooms and
become problem details here; what nobody caught is 503 while the database is away and 500 otherwise, in the reader's
language. Legal dates are `timezone.localdate()` (Europe/Warsaw).
"""

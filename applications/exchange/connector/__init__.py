"""Inside the government network: fetches sealed messages, opens them, hands them to a backend. Protocol only.

The backend is named by a dotted path (`EXCHANGE_BACKEND`) and takes a message over once, whatever is replayed. What
is broken is quarantined at once, with its reason, and only its case waits; what is away waits with growing pauses and
is never quarantined. Receipts and news go back through the connector's own table and chain, whoever the backend is.
"""

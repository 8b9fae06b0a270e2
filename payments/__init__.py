"""Orders, ways to pay them, and what the payment service says about them.

An order has an item a fee, each with its payee; amounts are whole grosze from the dated tables, and constraints keep
the sums. What was begun to be paid keeps its payee and amount. Reading writes nothing. The browser's return marks
nothing paid: what happened is fetched from the service, in whatever order its news came, and what came beyond the
duty goes back; `booking` alone writes the sums, `gateway` alone imports stripe. Lost news is found by asking, once a
day. An unverified account stands in no slip, QR code or session. What is kept is told to the register once the
application is filed.
"""

"""The portal half of the exchange: outbox, sequencer, receipts, inbox.

A part is judged by the register's own schema before it is stored (`WouldBeRefused`), sealed to the register's key
under a reserved id, and stored once. A message is queued in its sender's transaction and numbered after the commit,
without holes. `/gov/v1/` only stores what it verified; the worker hands inbound messages to `settings.INBOUND`, one
transaction each, in order within a case. `standing` is what a sender is told: on its way, at the office, set aside,
waiting behind another.
"""

"""A double of the registers with its own database, where an officer sees a record and moves a case.

Nothing imports it; `Misbehaving` spoils its backend on command. Without it on the machine the connector runs with any
other backend.
"""

"""A double of the registers with its own database, where an officer sees a record and moves a case."""

"""Applications from their first answer to their end: states, access, expiry."""

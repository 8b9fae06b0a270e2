"""The mirror of the register: what happened to a filed case and what it means."""

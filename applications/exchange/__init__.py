"""The exchange with Pobyt v.2: one protocol, a portal half, a government half and a double of the register."""

"""The exchange with Pobyt v.2: one protocol, the portal, the connector and a double of the register."""

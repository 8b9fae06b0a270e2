"""The exchange with Pobyt v.2: one protocol, the portal, the connector and a double of the register.

Portal, connector and double know the protocol and never each other; MOS opens no connection towards the registers.
See docs/exchange.md.
"""

"""What both halves of the exchange agree on: envelopes, digests, chain, signatures, sealing. Imports neither half."""

from applications.exchange.protocol.canonical import canonical

__all__ = ["canonical"]

"""The message contract, once: kinds, bodies, parts, words of the signed XML, envelopes, seals, backends. No side."""

from applications.exchange.protocol.canonical import canonical

__all__ = ["canonical"]

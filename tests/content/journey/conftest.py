"""The demonstration procedure, for every story here."""

from tests.demo import demo

__all__ = ["demo"]

"""The demonstration procedure, for every story here."""

from tests.demo import demo_procedure

__all__ = ["demo_procedure"]

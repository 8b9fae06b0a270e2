"""The demonstration procedure, for every story here."""

__all__ = ["demo_procedure"]

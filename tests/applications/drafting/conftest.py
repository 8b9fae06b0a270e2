"""The demonstration procedure, for every story here."""

from tests.demo import demo_procedure, draft, olena, publish

__all__ = ["demo_procedure", "draft", "olena", "publish"]

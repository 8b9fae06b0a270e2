"""A small procedure that is filed in a moment, and the family of `family`."""

import pytest
from django.utils import translation

from procedures.language.schema import Procedure
from tests.applications.filing.conftest import _sealed_bytes_apart, double, procedure, sign
from tests.applications.handover.family import OF_AGE, PETRO, Family, begun, person, years_ago

__all__ = ["_sealed_bytes_apart", "double", "procedure", "sign"]


@pytest.fixture(autouse=True)
def english_pages(english: None) -> None:
    """Their words are compared."""
    translation.activate("en")


@pytest.fixture
def family(db: None, procedure: Procedure) -> Family:  # the fixture of this name
    born = years_ago(OF_AGE)
    olena, petro = person("olena@example.test"), person(PETRO)
    return Family(olena, petro, begun(olena, procedure, born=born), born)

"""What a permit for work costs at an office, for tests."""

from datetime import date

from payments import tariff
from payments.tariff import Duty
from procedures import catalogue, facts


def duties_at(teryt: str, *, on: date) -> list[Duty]:
    """With whatever accounts are confirmed there."""
    office = tariff.offices_of([teryt], paid_on=on)[teryt]
    return tariff.duties(facts.of(catalogue.procedure("temporary-work"), on=on).dues, office, paid_on=on)

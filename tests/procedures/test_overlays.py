"""An account counts once two different persons have given the same number, and no longer once one takes it back."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from procedures import errors, overlays
from procedures.models import Overlay, OverlayState
from procedures.tables import offices

ANNA, JAN = 11, 12
FACT = overlays.account_fact("city")
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
NUMBER, OTHER = offices.account_of("00000000", "1"), offices.account_of("00000000", "2")


def entered(**changed: Any) -> Overlay:
    values = {"fact": FACT, "key": "14", "value": NUMBER, "valid_from": MAY, "entered_by": ANNA}
    entry = Overlay(**values | {"source": "Letter 1/2026"} | changed)
    overlays.enter(entry)
    return entry


def approved(**changed: Any) -> Overlay:
    entry = entered(**changed)
    return overlays.approve(entry.pk, typed=entry.value, by=JAN)


def duty_account(on: date) -> tuple[str, bool]:
    account = overlays.confirmed([offices.office("14")], on=on)[0].account("city")
    return account.number, account.verified


FOUND = (offices.office("14").account("city").number, False)


@pytest.mark.django_db
def test_counts_from_its_day_on_once_a_second_person_typed_it() -> None:
    entry = entered(value=f"PL {' '.join(NUMBER)}")
    assert duty_account(JUNE) == FOUND
    overlays.approve(entry.pk, typed=f" {NUMBER[:2]} {NUMBER[2:]} ", by=JAN)
    seen = [duty_account(day) for day in (date(2026, 4, 30), MAY, JUNE)]
    assert seen == [FOUND, (NUMBER, True), (NUMBER, True)]
    assert not overlays.confirmed([offices.office("14")], on=JUNE)[0].account("voivode").verified
    assert not overlays.confirmed([offices.office("02")], on=JUNE)[0].account("city").verified


@pytest.mark.django_db
def test_newer_one_follows_and_taken_back_it_leaves_nothing() -> None:
    approved()
    newer = approved(value=OTHER, valid_from=JUNE)
    assert [duty_account(MAY), duty_account(JUNE)] == [(NUMBER, True), (OTHER, True)]
    overlays.withdraw(newer.pk, by=ANNA)
    assert [duty_account(MAY), duty_account(JUNE)] == [(NUMBER, True), ("", False)]


@pytest.mark.django_db
def test_the_right_one_counts_after_a_wrong_one_was_taken_back() -> None:
    overlays.withdraw(approved(valid_from=JUNE).pk, by=ANNA)
    approved(value=OTHER, valid_from=MAY)
    assert [duty_account(MAY), duty_account(JUNE)] == [(OTHER, True), (OTHER, True)]


@pytest.mark.django_db
def test_one_that_would_never_count_is_not_entered() -> None:
    approved(valid_from=JUNE)
    with pytest.raises(errors.LaterOneApproved):
        entered(value=OTHER, valid_from=MAY)
    assert entered(value=OTHER, valid_from=JUNE).state == OverlayState.WAITING


@pytest.mark.django_db
def test_who_entered_it_can_not_approve_it() -> None:
    entry = entered()
    with pytest.raises(errors.SamePerson):
        overlays.approve(entry.pk, typed=NUMBER, by=ANNA)
    entry.approved_by, entry.approved_at = ANNA, timezone.now()
    with pytest.raises(IntegrityError, match="overlay_two_persons"), transaction.atomic():
        entry.save()  # the database knows it too


@pytest.mark.django_db
def test_another_number_approves_nothing() -> None:
    entry = entered()
    with pytest.raises(errors.Different):
        overlays.approve(entry.pk, typed=OTHER, by=JAN)
    assert duty_account(JUNE) == FOUND


@pytest.mark.django_db
def test_one_waits_at_a_time() -> None:
    entry = entered()
    with pytest.raises(errors.AlreadyWaiting):
        entered(value=OTHER)
    overlays.withdraw(entry.pk, by=ANNA)
    assert entered(value=OTHER).state == OverlayState.WAITING


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "act", "allowed"),
    [
        (OverlayState.WAITING, "approve", True),
        (OverlayState.WAITING, "withdraw", True),
        (OverlayState.APPROVED, "approve", False),
        (OverlayState.APPROVED, "withdraw", True),
        (OverlayState.WITHDRAWN, "approve", False),
        (OverlayState.WITHDRAWN, "withdraw", False),
    ],
)
def test_every_act_in_every_state(before: OverlayState, act: str, *, allowed: bool) -> None:
    entry = approved() if before == OverlayState.APPROVED else entered()
    if before == OverlayState.WITHDRAWN:
        overlays.withdraw(entry.pk, by=ANNA)

    def do() -> Overlay:
        if act == "withdraw":
            return overlays.withdraw(entry.pk, by=JAN)
        return overlays.approve(entry.pk, typed=NUMBER, by=JAN)

    if allowed:
        assert do().state == {"approve": OverlayState.APPROVED, "withdraw": OverlayState.WITHDRAWN}[act]
        return
    with pytest.raises(errors.NotWaiting):
        do()


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["", "1" * 26, NUMBER[:-1], NUMBER + "0", NUMBER[:-1] + "x", "٩" * 26])
def test_what_is_no_account_is_not_entered(number: str) -> None:
    with pytest.raises(errors.NotAnAccount):
        entered(value=number)


DIGITS = "0123456789"


@given(st.text(DIGITS, min_size=8, max_size=8), st.text(DIGITS, min_size=1, max_size=16), st.data())
def test_made_numbers_are_right_and_one_wrong_digit_is_seen(bank: str, number: str, data: st.DataObject) -> None:
    account = offices.account_of(bank, number)
    assert offices.is_account(account)
    place = data.draw(st.integers(0, len(account) - 1))
    digit = data.draw(st.sampled_from([each for each in "0123456789" if each != account[place]]))
    assert not offices.is_account(account[:place] + digit + account[place + 1 :])


@pytest.mark.django_db
def test_an_approved_value_that_a_release_reads_no_more_leaves_the_others_in_force(
    caplog: pytest.LogCaptureFixture,
) -> None:
    for fact, key, value in (("fees.amount", "card", "120"), ("parameters.amount", "minimum-wage", "5000")):
        approved(fact=fact, key=key, value=value, valid_from=date(2027, 1, 1), checked_on=JUNE)
    Overlay.objects.filter(fact="fees.amount").update(value="much")
    assert [(each.table, each.key) for each in overlays.in_force().every] == [("parameters", "minimum-wage")]
    assert "fees.amount of card" in caplog.text

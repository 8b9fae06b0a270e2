"""The reducer: the state of an attempt from fetched facts alone."""

from dataclasses import replace

import pytest

from payments.states import Facts, State, Terms, reduce

TERMS = Terms(amount=44_000, currency="PLN", reference="item", livemode=False)
OPEN = Facts(session="cs", status="open", terms=TERMS)
DONE = replace(OPEN, status="complete", intent="pi", intent_status="succeeded", amount_received=44_000)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (OPEN, State.OPEN),
        (replace(OPEN, intent="pi", intent_status="requires_payment_method"), State.OPEN),
        (replace(OPEN, status="expired"), State.EXPIRED),
        (replace(OPEN, status="complete", intent_status="processing"), State.PROCESSING),
        (replace(OPEN, status="complete"), State.PROCESSING),
        (replace(OPEN, status="complete", intent_status="requires_payment_method"), State.FAILED),
        (replace(OPEN, status="complete", intent_status="canceled"), State.FAILED),
        (DONE, State.PAID),
        (replace(DONE, status="expired"), State.PAID),
        (replace(DONE, amount_refunded=44_000), State.REFUNDED),
        (replace(DONE, amount_refunded=100), State.PAID),
        (replace(DONE, amount_disputed=44_000), State.PAID),
        (replace(DONE, amount_lost=44_000), State.REFUNDED),
        (replace(DONE, amount_refunded=4_000, amount_lost=44_000), State.REFUNDED),
        (replace(DONE, amount_refunded=44_000, terms=replace(TERMS, amount=1)), State.REFUNDED),
        (replace(DONE, amount_received=43_999), State.MISMATCH),
        (replace(DONE, terms=replace(TERMS, amount=1)), State.MISMATCH),
        (replace(DONE, terms=replace(TERMS, currency="EUR")), State.MISMATCH),
        (replace(DONE, terms=replace(TERMS, reference="other")), State.MISMATCH),
        (replace(DONE, terms=replace(TERMS, livemode=True)), State.MISMATCH),
        # what the session claims about itself is no proof of money
        (replace(OPEN, status="complete", payment_status="paid"), State.PROCESSING),
    ],
)
def test_state(facts: Facts, state: State) -> None:
    assert reduce(facts, TERMS) == state

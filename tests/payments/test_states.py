"""The reducer: the state of an attempt from fetched facts alone."""

from dataclasses import replace

import pytest

from payments.states import PaymentFacts, PaymentState, Terms, reduce

TERMS = Terms(amount=44_000, currency="PLN", reference="item", livemode=False)
OPEN = PaymentFacts(session="cs", status="open", terms=TERMS)
DONE = replace(OPEN, status="complete", intent="pi", intent_status="succeeded", amount_received=44_000)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (OPEN, PaymentState.OPEN),
        (replace(OPEN, intent="pi", intent_status="requires_payment_method"), PaymentState.OPEN),
        (replace(OPEN, status="expired"), PaymentState.EXPIRED),
        (replace(OPEN, status="complete", intent_status="processing"), PaymentState.PROCESSING),
        (replace(OPEN, status="complete"), PaymentState.PROCESSING),
        (replace(OPEN, status="complete", intent_status="requires_payment_method"), PaymentState.FAILED),
        (replace(OPEN, status="complete", intent_status="canceled"), PaymentState.FAILED),
        (DONE, PaymentState.PAID),
        (replace(DONE, status="expired"), PaymentState.PAID),
        (replace(DONE, amount_refunded=44_000), PaymentState.REFUNDED),
        (replace(DONE, amount_refunded=100), PaymentState.PAID),
        (replace(DONE, amount_disputed=44_000), PaymentState.PAID),
        (replace(DONE, amount_lost=44_000), PaymentState.REFUNDED),
        (replace(DONE, amount_refunded=4_000, amount_lost=44_000), PaymentState.REFUNDED),
        (replace(DONE, amount_refunded=44_000, terms=replace(TERMS, amount=1)), PaymentState.REFUNDED),
        (replace(DONE, amount_received=43_999), PaymentState.MISMATCH),
        (replace(DONE, terms=replace(TERMS, amount=1)), PaymentState.MISMATCH),
        (replace(DONE, terms=replace(TERMS, currency="EUR")), PaymentState.MISMATCH),
        (replace(DONE, terms=replace(TERMS, reference="other")), PaymentState.MISMATCH),
        (replace(DONE, terms=replace(TERMS, livemode=True)), PaymentState.MISMATCH),
        # what the session claims about itself is no proof of money
        (replace(OPEN, status="complete", payment_status="paid"), PaymentState.PROCESSING),
    ],
)
def test_state(facts: PaymentFacts, state: PaymentState) -> None:
    assert reduce(facts, TERMS) == state

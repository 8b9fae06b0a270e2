"""From a parent's account to the child's own: when, to whom, with what, and every way it does not come about."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.utils import timezone

from accounts.acting import Acting, NotEntitled, Power, themselves
from accounts.models import User
from applications.drafting import access, lifecycle, represented
from applications.drafting.errors import NotPossible
from applications.drafting.models import Application, ForWhom
from applications.drafting.states import ApplicationState
from applications.filing import instruction, preparing, signer, submissions, who_signs
from applications.handover import contents, errors, giving, jobs, links, receiving, states
from applications.handover.models import HandOver
from applications.handover.states import HandOverState
from applications.receipts import own_copy
from applications.receipts.models import Receipt
from applications.signing.errors import SomebodyElse
from audit.models import Event
from notices import mail
from notices.models import Mail
from payments import orders
from procedures.language.schema import Procedure
from sealing import keys
from tests.applications.handover.family import (
    OF_AGE,
    PETRO,
    Family,
    begun,
    current,
    number,
    person,
    token,
    write,
    years_ago,
)

pytestmark = pytest.mark.django_db
type Sign = Callable[..., bytes]


def events() -> list[str]:
    return list(Event.objects.filter(event__startswith="hand-over-").order_by("pk").values_list("event", flat=True))


def filed(application: Application) -> Application:
    """As if signed and filed; what is kept at a filing is."""
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.FILED, filed_at=timezone.now())
    signer.keep_born(current(application))
    return current(application)


def test_a_draft_goes_to_the_account_of_whom_it_is_for(family: Family) -> None:
    family.offers()
    taken = family.accepts()
    assert (taken.principal, taken.for_whom, represented.label(taken)) == (family.petro, ForWhom.SELF, "")
    assert access.get(family.petro, taken.pk) == taken
    with pytest.raises(Http404):
        access.get(family.olena, taken.pk)
    assert who_signs.of(current(taken)) == ["sign-yourself"]
    assert events() == ["hand-over-offered", "hand-over-accepted"]


def test_the_trail_names_both(family: Family) -> None:
    family.offers()
    family.accepts()
    event = Event.objects.get(event="hand-over-accepted")
    assert (event.subject, event.actor) == (family.application.pk, family.petro.pk)
    assert (event.facts["from"], event.facts["to"]) == (str(family.olena.pk), str(family.petro.pk))


def test_both_get_a_mail_and_no_mail_says_anything_of_anybody(family: Family) -> None:
    family.offers()
    family.accepts()
    sent = [mail.message(each) for each in Mail.objects.order_by("pk")]
    assert [each.to for each in sent] == [[PETRO], [PETRO], ["olena@example.test"]]
    for each in sent:
        text = f"{each.subject} {each.body}".casefold()
        for secret in ("petro", "olena", "kovalenko", str(family.born), "small"):
            assert secret not in text.replace("olena@", "").replace("petro@", "")


def test_orders_go_along(family: Family) -> None:
    order = orders.of(family.now(), acting=themselves(family.olena))
    family.offers()
    family.accepts()
    assert [list(orders.for_actor(each)) for each in (family.olena, family.petro)] == [[], [order]]


@pytest.mark.parametrize("state", [ApplicationState.FILED, ApplicationState.TRANSFERRED, ApplicationState.CLOSED])
def test_a_case_goes_along_too_when_its_answers_are_gone(family: Family, state: ApplicationState) -> None:
    """The day of birth is kept for the case: a minor files, and comes of age while the office decides."""
    application = filed(family.now())
    Application.objects.filter(pk=application.pk).update(state=state)
    keys.destroy(application.draft_key)
    represented.forget(current(application))
    family.offers()
    taken = family.accepts()
    assert (taken.principal, taken.state, bytes(taken.represented_born)) == (family.petro, state, b"")
    assert Event.objects.filter(event="application-moved").count() == 0


def test_the_day_of_birth_is_sealed_for_a_minor_alone(family: Family, procedure: Procedure) -> None:
    kept = bytes(filed(family.now()).represented_born)
    assert kept
    assert str(family.born).encode() not in kept
    of_her_own = lifecycle.start(themselves(family.olena), procedure, language="en")
    write(of_her_own, pesel="92030512343")
    assert bytes(filed(current(of_her_own)).represented_born) == b""


def test_it_is_gone_with_the_key_of_the_case(family: Family) -> None:
    application = filed(family.now())
    keys.destroy(application.draft_key)
    keys.destroy(application.case_key)
    assert represented.born(current(application)) is None
    with pytest.raises(errors.NothingToHandOver):
        family.offers()


def test_what_was_being_signed_is_thawed_and_her_signature_files_nothing(family: Family, sign: Sign) -> None:
    """She had it made ready on the eve; her signature comes back when it is not hers any more."""
    with time_machine.travel(timezone.now() - timedelta(days=1), tick=False):
        instruction.confirm(family.now(), language="en", acting=themselves(family.olena))
        submission = preparing.prepare(family.now(), acting=themselves(family.olena))
    signed = sign(own_copy.read(submission, own_copy.UNSIGNED), "olena")
    family.offers()
    assert family.accepts().state == ApplicationState.DRAFT
    submission.refresh_from_db()
    with pytest.raises(NotEntitled):
        submissions.accept(submission, signed, acting=themselves(family.olena))
    with pytest.raises(SomebodyElse):
        submissions.accept(submission, signed, acting=themselves(family.petro))
    assert not Receipt.objects.exists()


def test_nothing_that_was_signed_is_handed_over_before_it_is_filed(family: Family) -> None:
    Application.objects.filter(pk=family.application.pk).update(state=ApplicationState.SIGNED)
    with pytest.raises(errors.BeingFiled):
        family.offers()


@pytest.mark.parametrize(
    ("born", "refused"),
    [(years_ago(OF_AGE), None), (years_ago(OF_AGE, days=1), errors.NotOfAgeYet), (None, errors.BirthdayUnknown)],
)
def test_only_who_is_of_age_today_takes_over(
    family: Family, procedure: Procedure, born: Any, refused: type[errors.HandOverError] | None
) -> None:
    application = begun(family.olena, procedure, born=born, called="Ivan")
    if refused is None:
        assert giving.offer(application, PETRO, language="en", acting=themselves(family.olena)).is_open
        return
    with pytest.raises(refused):
        giving.offer(application, PETRO, language="en", acting=themselves(family.olena))


def test_a_year_alone_is_no_birthday(family: Family, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signer, "born_on", lambda _application: signer._day(f"{family.born:%Y}"))
    with pytest.raises(errors.BirthdayUnknown):
        family.offers()


@pytest.mark.parametrize("kind", ["self", "ward"])
def test_nobody_else_is_handed_to(family: Family, procedure: Procedure, kind: str) -> None:
    application = begun(family.olena, procedure, born=years_ago(30), kind=kind, called="Ivan")
    with pytest.raises(errors.NobodyToHandTo):
        giving.offer(application, PETRO, language="en", acting=themselves(family.olena))


def test_answers_that_changed_meanwhile_count(family: Family) -> None:
    """Asked in the transaction of the act: he is not of age by what the application says now."""
    family.offers()
    write(family.now(), pesel=number(years_ago(OF_AGE, days=3)))
    with pytest.raises(errors.NotOfAgeYet):
        family.accepts()
    assert family.now().principal == family.olena


def test_who_has_a_draft_of_it_is_told_and_keeps_both(family: Family, procedure: Procedure) -> None:
    own = lifecycle.start(themselves(family.petro), procedure, language="en")
    family.offers()
    with pytest.raises(errors.ReceiverHasDraft):
        family.accepts()
    assert (family.now().principal, family.hand_over().state) == (family.olena, HandOverState.OPEN)
    assert represented.label(family.now()) == "Petro"
    lifecycle.discard(own, acting=themselves(family.petro))
    assert family.accepts().principal == family.petro


def test_a_case_does_not_mind_an_open_draft(family: Family, procedure: Procedure) -> None:
    lifecycle.start(themselves(family.petro), procedure, language="en")
    filed(family.now())
    family.offers()
    assert family.accepts().principal == family.petro


def test_somebody_elses_account_opens_nothing(family: Family) -> None:
    """A link that was passed on, or a mail that reached the wrong person's friend."""
    family.offers()
    for other in (family.olena, person("ahmed@example.test")):
        with pytest.raises(errors.AnotherAddress):
            links.find(token(), other)
        with pytest.raises(errors.AnotherAddress):
            family.accepts(other)
        with pytest.raises(errors.AnotherAddress):
            receiving.refuse(family.hand_over(), acting=themselves(other))
    assert family.now().principal == family.olena


def test_an_address_that_is_not_confirmed_opens_nothing(family: Family) -> None:
    stranger = person("not-yet@example.test", is_confirmed=False)
    family.offers("not-yet@example.test")
    with pytest.raises(errors.AnotherAddress):
        family.accepts(stranger)


def test_her_own_address_is_refused(family: Family) -> None:
    with pytest.raises(errors.OwnAddress):
        family.offers("olena@example.test")


def test_a_wrong_day_of_birth_is_counted_and_stops_it(family: Family) -> None:
    """Whoever got the mail by mistake does not know it, and may not guess for long."""
    family.offers()
    wrong = family.born - timedelta(days=1)
    for left in range(receiving.MOST_MISSES - 1, -1, -1):
        with pytest.raises(errors.BornDiffers) as refused:
            family.accepts(born=wrong)
        assert refused.value.left == left
    assert family.hand_over().state == HandOverState.LOCKED
    with pytest.raises(errors.HandOverEnded):
        family.accepts()
    assert family.now().principal == family.olena
    assert events()[-1] == "hand-over-missed"
    assert Mail.objects.filter(template="hand-over-news").count() == 1


def test_a_link_works_once_and_two_weeks(family: Family) -> None:
    family.offers()
    with time_machine.travel(timezone.now() + links.LIFETIME, tick=False), pytest.raises(errors.HandOverEnded):
        links.find(token(), family.petro)
    family.accepts()
    assert family.accepts().principal == family.petro  # pressed twice
    with pytest.raises(errors.HandOverEnded):
        family.refuses()
    with pytest.raises(errors.UnknownHandOver):
        links.find("no-such-token", family.petro)


def test_no_token_and_no_address_is_kept(family: Family) -> None:
    family.offers()
    made = family.hand_over()
    assert contents.email_of(made) == PETRO
    assert PETRO.encode() not in bytes(made.sealed or b"")
    assert token().encode() not in bytes(made.token)
    family.refuses()
    assert family.hand_over().sealed is None


def test_links_are_counted(family: Family) -> None:
    for _each in range(giving.MOST_A_DAY):
        family.offers()
        family.withdraws()
    with pytest.raises(errors.TooManyHandOvers):
        family.offers()


def test_one_is_open_at_a_time(family: Family) -> None:
    family.offers()
    with pytest.raises(errors.HandOverIsOpen):
        family.offers("other@example.test")
    with time_machine.travel(timezone.now() + links.LIFETIME, tick=False):
        assert family.offers("other@example.test").is_open
    assert [each.state for each in HandOver.objects.order_by("pk")] == [HandOverState.EXPIRED, HandOverState.OPEN]


def test_an_attorney_who_drafts_hands_nothing_over(family: Family) -> None:
    attorney = Acting(person=person("ewa@example.test"), principal=family.olena, powers=frozenset({Power.PREPARE}))
    with pytest.raises(PermissionDenied):
        giving.offer(family.now(), PETRO, language="en", acting=attorney)
    family.offers()
    with pytest.raises(PermissionDenied):
        giving.withdraw(family.hand_over(), acting=attorney)


def _withdrawn(family: Family) -> None:
    family.withdraws()


def _refused(family: Family) -> None:
    family.refuses()


def _accepted(family: Family) -> None:
    family.accepts()


def _expired(family: Family) -> None:
    HandOver.objects.update(expires_at=timezone.now())
    jobs.run()


def _locked(family: Family) -> None:
    for _each in range(receiving.MOST_MISSES):
        with pytest.raises(errors.BornDiffers):
            family.accepts(born=family.born - timedelta(days=1))


def _over(family: Family) -> None:
    lifecycle.discard(family.now(), acting=themselves(family.olena))
    jobs.run()


ENDS: dict[HandOverState, Callable[[Family], None]] = {
    HandOverState.ACCEPTED: _accepted,
    HandOverState.REFUSED: _refused,
    HandOverState.WITHDRAWN: _withdrawn,
    HandOverState.EXPIRED: _expired,
    HandOverState.LOCKED: _locked,
    HandOverState.OVER: _over,
}
REFUSALS = (errors.HandOverError, NotPossible, PermissionDenied)


@contextmanager
def not_done() -> Iterator[None]:
    with pytest.raises(REFUSALS):
        yield


@pytest.mark.parametrize("ended", ENDS)
def test_it_reaches_each_end_and_leaves_none(family: Family, ended: HandOverState) -> None:
    """State by state: from an end no verb leads anywhere, and the clock finds nothing to do."""
    family.offers()
    ENDS[ended](family)
    assert family.hand_over().state == ended
    assert states.TRANSITIONS[ended] == frozenset()
    for verb in (_withdrawn, _refused):
        with not_done():
            verb(family)
    if ended != HandOverState.ACCEPTED:  # which twice is once
        with not_done():
            family.accepts()
    HandOver.objects.update(expires_at=timezone.now())
    jobs.run()
    assert family.hand_over().state == ended
    assert family.now().principal == (family.petro if ended == HandOverState.ACCEPTED else family.olena)


def test_the_table_is_whole() -> None:
    assert set(states.TRANSITIONS) == set(HandOverState)
    assert states.TRANSITIONS[HandOverState.OPEN] == frozenset(ENDS)
    assert set(states.BADGES) == set(HandOverState)


def test_a_case_that_ended_ends_its_hand_over(family: Family) -> None:
    filed(family.now())
    family.offers()
    keys.destroy(family.now().case_key)
    jobs.run()
    assert family.hand_over().state == HandOverState.OVER


@pytest.mark.django_db(transaction=True)
def test_accepted_by_two_windows_at_once_it_is_accepted_once(family: Family) -> None:
    family.offers()
    found, gate, outcomes = family.hand_over(), Barrier(2), []

    def press() -> None:
        gate.wait()
        try:
            outcomes.append(
                receiving.accept(found, born=family.born, acting=themselves(User.objects.get(pk=family.petro.pk))).pk
            )
        finally:
            connection.close()

    threads = [Thread(target=press) for _each in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert outcomes == [family.application.pk] * 2
    assert events().count("hand-over-accepted") == 1


@pytest.mark.django_db(transaction=True)
def test_taken_back_and_accepted_at_once_one_of_them_counts(family: Family) -> None:
    family.offers()
    found, gate = family.hand_over(), Barrier(2)

    def pressed(act: Callable[[], object]) -> Callable[[], None]:
        def press() -> None:
            gate.wait()
            try:
                act()
            except REFUSALS:
                pass
            finally:
                connection.close()

        return press

    acts: tuple[Callable[[], object], ...] = (
        lambda: giving.withdraw(found, acting=themselves(family.olena)),
        lambda: receiving.accept(found, born=family.born, acting=themselves(family.petro)),
    )
    threads = [Thread(target=pressed(act)) for act in acts]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    ended, owner = family.hand_over().state, family.now().principal
    assert (ended, owner) in {(HandOverState.WITHDRAWN, family.olena), (HandOverState.ACCEPTED, family.petro)}

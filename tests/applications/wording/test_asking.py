"""Asking somebody trusted: every way from state to state, who may, and what a text is taken over from."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.acting import NotEntitled, themselves
from accounts.models import User
from applications.drafting import lifecycle
from applications.drafting.errors import NotPossible
from applications.filing import preparing
from applications.wording import asking, contents, helping, jobs, links, states, texts
from applications.wording.errors import (
    AskedAlready,
    NothingToWrite,
    OwnWordsChanged,
    PolishRefused,
    TextsChanged,
    TooManyWordingLinks,
    UnknownWordingLink,
    WordingCannotMove,
    WordingLinkEnded,
)
from applications.wording.models import WordingLink, WordingRequest, WordingText
from applications.wording.states import RequestState, TextState
from audit.models import Event
from notices import mail
from notices.models import Mail
from procedures.language.schema import NONE
from tests.applications.wording.applicant_and_friend import (
    FRIEND,
    OWN,
    POLISH,
    REASONS,
    SECRETS,
    TYPED,
    Applicant,
    applicant,
    leads_to,
    mails,
    text_of,
    token,
    writes,
)

pytestmark = pytest.mark.django_db
COLOUR = ":story:colour"


def request_now(made: asking.Made) -> WordingRequest:
    return WordingRequest.objects.select_related("application__draft_key").get(pk=made.request.pk)


def events() -> list[str]:
    return list(Event.objects.filter(event__startswith="wording-").order_by("pk").values_list("event", flat=True))


def test_way_from_asking_to_the_draft(person: Applicant) -> None:
    made = person.asks(REASONS, COLOUR)
    assert text_of(made.request).is_asked
    text = writes(made.request)
    assert text.is_written
    assert person.texts()[REASONS].polish == ""  # the friend writes nothing into the draft
    assert person.takes(text) is True
    assert person.texts()[REASONS].polish == POLISH
    assert text_of(made.request).state == TextState.TAKEN
    assert events() == ["wording-asked", "wording-written", "wording-taken"]


def test_a_text_is_left_and_the_draft_stays(person: Applicant) -> None:
    made = person.asks()
    before = person.current().sheet
    asking.leave(writes(made.request), acting=person.acting)
    assert text_of(made.request).state == TextState.LEFT
    assert before is not None
    assert person.current().sheet.revision == before.revision  # type: ignore[union-attr]  # a draft has a sheet


def test_confirmed_polish_changes_nothing_when_taken(person: Applicant) -> None:
    made = person.asks(COLOUR)
    text = writes(made.request, "szare")
    assert contents.asked_of(text).is_confirmed
    assert person.takes(text) is False


@pytest.mark.parametrize(("state", "ways"), states.TEXTS.items())
def test_texts_go_only_where_the_table_says(person: Applicant, state: TextState, ways: frozenset[TextState]) -> None:
    made = person.asks()
    text = text_of(made.request)
    seen = "" if state == TextState.ASKED else POLISH
    if state != TextState.ASKED:
        text = writes(made.request)
    if state in {TextState.TAKEN, TextState.LEFT}:
        person.takes(text) if state == TextState.TAKEN else asking.leave(text, acting=person.acting)
    acts: dict[TextState, Callable[[], object]] = {
        TextState.WRITTEN: lambda: helping.write(text, "Chcę tu mieszkać", seen=texts.version(seen)),
        TextState.TAKEN: lambda: person.takes(text),
        TextState.LEFT: lambda: asking.leave(text, acting=person.acting),
    }
    for target, act in acts.items():
        if target in ways:
            continue
        with pytest.raises(WordingCannotMove):
            act()
    assert text_of(made.request).state == state


@pytest.mark.parametrize(("ended", "ways"), [(each, states.REQUESTS[each]) for each in states.REQUESTS])
def test_requests_go_only_where_the_table_says(
    person: Applicant, ended: RequestState, ways: frozenset[RequestState]
) -> None:
    made = person.asks()
    if ended == RequestState.EXPIRED:
        with time_machine.travel(timezone.now() + links.LIFETIME, tick=False):
            jobs.run()
    elif ended == RequestState.WITHDRAWN:
        asking.withdraw(made.request, acting=person.acting)
    elif ended == RequestState.OVER:
        asking.finish_all(person.current(), acting=person.acting)
    assert request_now(made).state == ended
    acts: dict[RequestState, Callable[[], object]] = {
        RequestState.OPEN: lambda: asking.ask_again(request_now(made), acting=person.acting),
        RequestState.WITHDRAWN: lambda: asking.withdraw(request_now(made), acting=person.acting),
    }
    for target, act in acts.items():
        if target in ways or target == ended:
            continue
        with pytest.raises(WordingCannotMove):
            act()


def test_a_link_is_mailed_or_handed_over(person: Applicant) -> None:
    assert person.asks(email=FRIEND).link == ""
    [sent] = Mail.objects.filter(template="wording-request")
    assert mail.message(sent).to == [FRIEND]
    handed = person.asks(email="")
    assert leads_to(token(handed)) == handed.request
    assert Mail.objects.filter(template="wording-request").count() == 1


def test_mail_names_no_person_and_no_text(person: Applicant) -> None:
    person.asks(name="Olena K.")
    message = mail.message(Mail.objects.get(template="wording-request"))
    whole = f"{message.subject} {message.body}"
    assert [said for said in (*SECRETS, OWN, "Olena K.", person.user.email) if said in whole] == []
    assert f"/pl/wording/{token()}/" in whole


def test_token_is_kept_as_a_digest_only(person: Applicant) -> None:
    made = person.asks(email="")
    stored = bytes(WordingLink.objects.get().token)
    assert token(made).encode() not in stored
    assert len(stored) == 32
    with pytest.raises(UnknownWordingLink):
        links.find(stored.hex())


def test_all_that_people_wrote_or_are_is_sealed(person: Applicant) -> None:
    made = person.asks(name="Olena K.")
    text, request = writes(made.request), request_now(made)
    raw = bytes(text.sealed) + bytes(request.sealed or b"") + bytes(request.email_index or b"")
    assert [each for each in (OWN, POLISH, FRIEND, "Olena K.") if each.encode() in raw] == []


@pytest.mark.parametrize("chosen", [(), (":story:employer",), (REASONS, ":story:nowhere")])
def test_only_own_words_can_be_chosen(person: Applicant, chosen: tuple[str, ...]) -> None:
    with pytest.raises((NothingToWrite, TextsChanged)):
        asking.ask(person.current(), chosen=chosen, email=FRIEND, name="", acting=person.acting)
    assert not WordingRequest.objects.exists()


def test_the_same_person_is_asked_once_at_a_time(person: Applicant) -> None:
    made = person.asks()
    with pytest.raises(AskedAlready):
        person.asks(email=FRIEND.upper())
    asking.withdraw(made.request, acting=person.acting)
    person.asks()
    person.asks(email="")
    person.asks(email="")


def test_links_of_a_day_are_limited(person: Applicant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "MOST_A_DAY", 2)
    made = person.asks()
    asking.ask_again(made.request, acting=person.acting)
    with pytest.raises(TooManyWordingLinks):
        asking.ask_again(made.request, acting=person.acting)
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1), tick=False):
        asking.ask_again(made.request, acting=person.acting)
    assert len(mails("wording-request")) == 3


def test_taking_a_request_back_gives_no_link_of_the_day_back(
    person: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "MOST_A_DAY", 2)
    for _time in range(2):
        asking.withdraw(person.asks().request, acting=person.acting)
    with pytest.raises(TooManyWordingLinks):
        person.asks()
    with pytest.raises(TooManyWordingLinks):
        person.asks(email="")
    assert len(mails("wording-request")) == 2


def test_a_link_ends_and_can_be_sent_anew(person: Applicant) -> None:
    made = person.asks(REASONS, COLOUR)
    text, first = writes(made.request), token()
    with time_machine.travel(timezone.now() + links.LIFETIME, tick=False):
        with pytest.raises(WordingLinkEnded):
            links.find(first)
        with pytest.raises(WordingLinkEnded):
            writes(made.request, number=1)
        jobs.run()
        assert request_now(made).is_expired
        assert text_of(made.request).is_written  # what was written until then may still be taken over
        asking.ask_again(request_now(made), acting=person.acting)
        assert leads_to(token()) == made.request
        assert person.takes(text)


@pytest.mark.parametrize("noticed", [True, False])
def test_a_link_that_ended_never_works_again(person: Applicant, noticed: bool) -> None:
    """Whether the clock's work saw the end, or the applicant asked again before it did."""
    made = person.asks()
    first = token()
    with time_machine.travel(timezone.now() + links.LIFETIME, tick=False):
        if noticed:
            jobs.run()
        asking.ask_again(request_now(made), acting=person.acting)
        assert leads_to(token()) == made.request
        with pytest.raises(WordingLinkEnded):
            links.find(first)


def test_a_link_goes_on_beside_the_new_one_while_its_time_lasts(person: Applicant) -> None:
    made = person.asks()
    first = token()
    asking.ask_again(made.request, acting=person.acting)
    assert (leads_to(first), leads_to(token())) == (made.request, made.request)


def test_who_takes_a_request_back_ends_its_link_and_erases_what_it_held(person: Applicant) -> None:
    made = person.asks()
    writes(made.request)
    asking.withdraw(made.request, acting=person.acting)
    with pytest.raises(UnknownWordingLink):
        links.find(token())
    request = request_now(made)
    assert (request.sealed, request.email_index) == (None, None)
    assert not WordingText.objects.exists()


@pytest.mark.parametrize("filed", [False, True])
def test_a_draft_that_is_signed_or_filed_ends_every_request(person: Applicant, filed: bool) -> None:
    made, handed = person.asks(), person.asks(email="")
    text = writes(made.request)
    person.signs()
    for link in (token(), token(handed)):
        with pytest.raises(WordingLinkEnded):
            links.find(link)
    with pytest.raises(WordingLinkEnded):
        writes(made.request)
    for refused in (
        lambda: asking.take(text, seen="", acting=person.acting),
        lambda: asking.leave(text, acting=person.acting),
        lambda: asking.ask_again(made.request, acting=person.acting),
        person.asks,
    ):
        with pytest.raises(NotPossible):
            refused()
    jobs.run()
    assert {each.state for each in WordingRequest.objects.all()} == {RequestState.OVER}
    assert (WordingText.objects.count(), WordingLink.objects.count()) == (0, 0)


def test_freezing_ends_every_request_at_once(person: Applicant) -> None:
    """So that no link comes back to life when the signature is discarded."""
    made = person.asks()
    name = {"surname": "Kovalenko", "givenNames": "Olena", "pesel": "92030512343"}
    person.answers("person", **name, voivodeship="14", science=False)
    person.answers("story", employer="X", w__reasons={"pl": POLISH}, marks=NONE, colour="blue")
    person.answers("stays", stays=NONE)
    preparing._frozen(person.current(), acting=person.acting)
    lifecycle.thaw(person.current(), acting=person.acting)
    assert request_now(made).state == RequestState.OVER
    with pytest.raises(UnknownWordingLink):
        links.find(token())


@pytest.mark.parametrize("by", ["expiry", "deletion"])
def test_a_draft_that_is_gone_erases_all(person: Applicant, by: str) -> None:
    made = person.asks()
    text = writes(made.request)
    if by == "expiry":
        lifecycle.expire(person.current())
    else:
        lifecycle.discard(person.current(), acting=person.acting)
    with pytest.raises(WordingLinkEnded):
        links.find(token())
    with pytest.raises(WordingLinkEnded):
        helping.write(text, "inne", seen="")
    jobs.run()
    request = request_now(made)
    assert (request.state, request.sealed, request.email_index) == (RequestState.OVER, None, None)
    assert (WordingText.objects.count(), WordingLink.objects.count()) == (0, 0)
    assert jobs.due() is False


def test_somebody_else_may_do_nothing(person: Applicant) -> None:
    made = person.asks()
    text = writes(made.request)
    other = themselves(User.objects.create_user("other@example.test", "a-long-password"))
    for refused in (
        lambda: asking.ask(person.current(), chosen=[REASONS], email="", name="", acting=other),
        lambda: asking.ask_again(made.request, acting=other),
        lambda: asking.withdraw(made.request, acting=other),
        lambda: asking.take(text, seen=asking.offer(text).version, acting=other),
        lambda: asking.leave(text, acting=other),
    ):
        with pytest.raises(NotEntitled):
            refused()


def test_own_words_that_changed_are_said_and_nothing_is_taken(person: Applicant) -> None:
    made = person.asks()
    text = writes(made.request)
    person.types("story", TYPED | {"story-w-reasons-own": ["Я хочу вчитися"]})
    text.request.application = person.current()
    assert asking.offer(text).now is None
    with pytest.raises(OwnWordsChanged):
        person.takes(text)
    assert text_of(made.request).is_written
    asking.leave(text, acting=person.acting)


def test_polish_that_changed_after_it_was_shown_is_not_written_over(person: Applicant) -> None:
    made = person.asks()
    text = writes(made.request)
    text.request.application = person.current()
    seen = asking.offer(text).version
    person.types("story", TYPED | {"story-w-reasons-pl": ["Napisałam sama"]})
    with pytest.raises(TextsChanged):
        asking.take(text, seen=seen, acting=person.acting)
    assert person.texts()[REASONS].polish == "Napisałam sama"


def test_polish_written_anew_after_it_was_shown_is_looked_at_again(person: Applicant) -> None:
    made = person.asks()
    text = writes(made.request)
    text.request.application = person.current()
    seen = asking.offer(text).version
    writes(made.request, "Nie chcę pracować")
    with pytest.raises(TextsChanged):
        asking.take(text, seen=seen, acting=person.acting)
    assert person.texts()[REASONS].polish == ""


def test_friend_and_neighbour_do_not_write_over_each_other(person: Applicant) -> None:
    made = person.asks()
    text = text_of(made.request)
    seen = helping.version_of(text)
    helping.write(text, POLISH, seen=seen)
    with pytest.raises(TextsChanged):
        helping.write(text, "Coś innego", seen=seen)
    helping.write(text, POLISH, seen=seen)  # the same posted twice
    assert contents.asked_of(text_of(made.request)).written == POLISH


def test_polish_that_cannot_be_filed_is_not_kept(person: Applicant) -> None:
    made = person.asks()
    with pytest.raises(PolishRefused):
        writes(made.request, "Я хочу")
    assert text_of(made.request).is_asked


def test_applicant_is_told_once_a_link_when_all_is_written(person: Applicant) -> None:
    made = person.asks(REASONS, COLOUR)
    writes(made.request)
    assert mails("wording-written") == []
    writes(made.request, "szare", 1)
    writes(made.request, "siwe", 1)
    assert mails("wording-written") == [f"/en/applications/{person.application.pk}/wording/"]
    message = mail.message(Mail.objects.get(template="wording-written"))
    assert [said for said in (*SECRETS, OWN, POLISH, FRIEND) if said in f"{message.subject} {message.body}"] == []


def test_trail_holds_no_word_of_anybody(person: Applicant) -> None:
    made = person.asks(name="Olena K.")
    person.takes(writes(made.request))
    facts = " ".join(str(each) for each in Event.objects.filter(event__startswith="wording-").values_list("facts"))
    assert [said for said in (*SECRETS, OWN, POLISH, FRIEND) if said in facts] == []


def test_link_of_another_draft_leads_to_its_own_texts_only(person: Applicant) -> None:
    other = applicant("ahmed@example.test")
    other.types("story", TYPED | {"story-w-reasons-own": ["أريد العمل"]})
    theirs, own = other.asks(email=""), person.asks(email="")
    assert leads_to(token(theirs)) == theirs.request
    assert [contents.asked_of(text).own for text in helping.texts_of(leads_to(token(own)))] == [OWN]

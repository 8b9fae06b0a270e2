"""The pages: the applicant asks and decides, the friend writes by the link; nothing else of the application is seen."""

import re

import pytest
from django.test import Client

from applications.wording import asking, helping
from applications.wording.models import WordingRequest, WordingText
from applications.wording.states import RequestState, TextState
from tests.applications.wording.applicant_and_friend import (
    FRIEND,
    OWN,
    POLISH,
    REASONS,
    SECRETS,
    TYPED,
    Applicant,
    applicant,
    mails,
    text_of,
    token,
    writes,
)

pytestmark = pytest.mark.django_db
LANGUAGES = ["pl", "en", "uk", "ar"]


@pytest.fixture
def signed_in(person: Applicant) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(person.user)
    return client


def page(person: Applicant) -> str:
    return f"/en/applications/{person.application.pk}/wording/"


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def said(text: str, words: tuple[str, ...]) -> list[str]:
    return [word for word in words if word in text]


def button(text: str, name: str) -> dict[str, str]:
    """The hidden fields of the first form with this button, as a browser posts them."""
    form = next(each for each in re.findall(r"<form\b.*?</form>", text, re.DOTALL) if f'value="{name}"' in each)
    inputs = re.findall(r'<input[^>]*?type="hidden"[^>]*?>', form, re.DOTALL)
    found = {re.search(r'name="([^"]*)"', each)[1]: re.search(r'value="([^"]*)"', each)[1] for each in inputs}  # type: ignore[index]  # each has both
    return {**found, "action": name}


def test_journey_from_own_words_to_the_filed_text(person: Applicant, signed_in: Client) -> None:
    text = read(signed_in, page(person))
    assert "No Polish yet" in text
    assert re.search(rf'value="{REASONS}"[^>]*checked', text)  # what lacks Polish is chosen from the start
    assert not re.search(r'value=":story:colour"[^>]*checked', text)
    asked = {"action": "ask", "texts": [REASONS], "email": FRIEND, "name": "Olena K."}
    assert signed_in.post(page(person), asked).status_code == 302
    assert FRIEND in read(signed_in, page(person))

    friend = Client(headers={"Accept-Language": "en"})
    listed = read(friend, f"/en/wording/{token()}/")
    assert "Olena K." in listed
    [address] = set(re.findall(rf'href="(/en/wording/{token()}/[0-9a-f-]+/)"', listed))
    shown = friend.get(address)
    assert OWN in shown.content.decode()
    seen = shown.context["form"].initial["seen"]
    assert friend.post(address, {"polish": POLISH, "seen": seen}).headers["Location"] == f"/en/wording/{token()}/"
    assert "Everything is written" in read(friend, f"/en/wording/{token()}/")
    assert person.texts()[REASONS].polish == ""

    place = f"/en/applications/{person.application.pk}"
    for told in (f"{place}/story/", f"{place}/check/", f"{place}/"):
        assert "Written in Polish by a trusted person on" in read(signed_in, told)
    assert "Written in Polish by a trusted person on" not in read(signed_in, f"{place}/person/")
    assert mails("wording-written") == [page(person)]

    offer = read(signed_in, page(person))
    assert POLISH in offer
    signed_in.post(page(person), button(offer, "take"))
    assert person.texts()[REASONS].polish == POLISH
    assert f"{POLISH}</textarea>" in read(signed_in, f"{place}/story/")
    assert "Written in Polish by a trusted person on" not in read(signed_in, f"{place}/check/")


def test_applicant_leaves_a_text(person: Applicant, signed_in: Client) -> None:
    made = person.asks()
    writes(made.request)
    signed_in.post(page(person), button(read(signed_in, page(person)), "leave"))
    assert text_of(made.request).state == TextState.LEFT
    assert person.texts()[REASONS].polish == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_friend_sees_the_chosen_texts_and_nothing_else(person: Applicant, language: str) -> None:
    person.types("stays", {"stays-stays-count": ["1"], "stays-stays-0-why-own": ["Секретна причина"]})
    made = person.asks(email="")
    friend = Client()
    pages = [f"/{language}/wording/{token(made)}/", f"/{language}/wording/{token(made)}/{text_of(made.request).pk}/"]
    for address in pages:
        text = read(friend, address)
        assert f'lang="{language}"' in text
        others = ("сірі", "szare", "Секретна", "Story form", "UZASADNIENIEM", str(person.application.pk))
        assert said(text, (*SECRETS, *others, person.user.email)) == []
    assert OWN in read(friend, pages[1])
    assert set(re.findall(rf"/{language}/wording/{token(made)}/[0-9a-f-]+/", read(friend, pages[0]))) == {pages[1]}


def test_friend_comes_by_no_other_door(person: Applicant) -> None:
    other = applicant("ahmed@example.test")
    theirs, made = other.asks(email=""), person.asks(email="")
    friend = Client()
    assert friend.get(f"/en/wording/{token(made)}/{text_of(theirs.request).pk}/").status_code == 404
    assert friend.get(f"/en/wording/{token(made)}x/").status_code == 404
    assert friend.get(page(person)).status_code == 302
    assert friend.post(f"/en/wording/{token(made)}/").status_code == 405


def test_link_that_ended_says_so(person: Applicant) -> None:
    made = person.asks(email="")
    address = f"/en/wording/{token(made)}/{text_of(made.request).pk}/"
    person.signs()
    for answer in (Client().get(address), Client().post(address, {"polish": POLISH})):
        assert answer.status_code == 410
        assert "This link has ended." in answer.content.decode()
        assert OWN not in answer.content.decode()
    assert WordingText.objects.get().is_asked


def test_link_is_no_referrer_and_kept_by_no_cache(person: Applicant) -> None:
    answer = Client().get(f"/en/wording/{token(person.asks(email=''))}/")
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer.headers["Cache-Control"]
    assert WordingRequest.objects.get().is_open


@pytest.mark.parametrize(("polish", "why"), [("", "Write the Polish text"), ("Хочу", "another alphabet")])
def test_refused_polish_stays_in_its_box(person: Applicant, polish: str, why: str) -> None:
    made = person.asks(email="")
    address = f"/en/wording/{token(made)}/{text_of(made.request).pk}/"
    answer = Client().post(address, {"polish": polish, "seen": helping.version_of(text_of(made.request))})
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert f"{polish}</textarea>" in answer.content.decode()
    assert text_of(made.request).is_asked


def test_two_who_write_see_each_others_text(person: Applicant) -> None:
    made = person.asks(email="")
    address, friend = f"/en/wording/{token(made)}/{text_of(made.request).pk}/", Client()
    seen = friend.get(address).context["form"].initial["seen"]
    friend.post(address, {"polish": POLISH, "seen": seen})
    answer = friend.post(address, {"polish": "Coś innego", "seen": seen})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert said(text, (POLISH, "Coś innego</textarea>")) == [POLISH, "Coś innego</textarea>"]
    again = answer.context["form"].initial["seen"]
    assert friend.post(address, {"polish": "Coś innego", "seen": again}).status_code == 302


def test_decided_text_is_closed_for_the_friend(person: Applicant) -> None:
    made = person.asks(email="")
    person.takes(writes(made.request))
    friend, home = Client(headers={"Accept-Language": "en"}), f"/en/wording/{token(made)}/"
    for answer in (friend.get(f"{home}{text_of(made.request).pk}/"), friend.post(f"{home}{text_of(made.request).pk}/")):
        assert answer.headers["Location"] == home
    assert "Taken over" in read(friend, home)


def test_link_to_hand_over_is_told_once(person: Applicant, signed_in: Client) -> None:
    answer = signed_in.post(page(person), {"action": "ask", "texts": [REASONS]})
    [link] = re.findall(r'value="(http://[^"]*/wording/[^"]+)"', answer.content.decode())
    assert Client().get(link).status_code == 200
    assert "/wording/" + link.rstrip("/").split("/")[-1] not in read(signed_in, page(person))
    again = signed_in.post(page(person), button(read(signed_in, page(person)), "again")).content.decode()
    assert re.findall(r'value="(http://[^"]*/wording/[^"]+)"', again) != [link]


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"texts": []}, "Choose at least one text"),
        ({"texts": [":story:employer"]}, "Something changed meanwhile"),
        ({"texts": [REASONS], "email": "no address"}, "Write an e-mail address"),
        ({"texts": [REASONS], "name": "x" * 61}, "Write at most 60 characters"),
    ],
)
def test_wrong_request_is_told_at_its_field(
    person: Applicant, signed_in: Client, sent: dict[str, object], why: str
) -> None:
    answer = signed_in.post(page(person), {"action": "ask", **sent})
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert not WordingRequest.objects.exists()


def test_second_request_to_the_same_person_is_told(person: Applicant, signed_in: Client) -> None:
    person.asks()
    answer = signed_in.post(page(person), {"action": "ask", "texts": [REASONS], "email": FRIEND})
    assert answer.status_code == 422
    assert "You already asked this person." in answer.content.decode()


def test_request_is_sent_again_and_taken_back(person: Applicant, signed_in: Client) -> None:
    made = person.asks()
    signed_in.post(page(person), button(read(signed_in, page(person)), "again"))
    assert len(mails("wording-request")) == 2
    signed_in.post(page(person), button(read(signed_in, page(person)), "withdraw"))
    assert WordingRequest.objects.get().state == RequestState.WITHDRAWN
    assert Client().get(f"/en/wording/{token()}/").status_code == 404
    assert signed_in.post(page(person), {"action": "again", "request": made.request.pk}).status_code == 404


def test_own_words_that_changed_are_said_to_the_applicant(person: Applicant, signed_in: Client) -> None:
    made = person.asks()
    writes(made.request)
    person.types("story", TYPED | {"story-w-reasons-own": ["Інакше"]})
    text = read(signed_in, page(person))
    assert "You changed your own words" in text
    assert 'value="take"' not in text
    posted = {"action": "take", "written": text_of(made.request).pk, "seen": ""}
    told = signed_in.post(page(person), posted, follow=True).content.decode()
    assert "The Polish text may not fit any more" in told
    assert person.texts()[REASONS].polish == ""


def test_text_decided_over_something_else_is_looked_at_again(person: Applicant, signed_in: Client) -> None:
    made = person.asks()
    writes(made.request)
    shown = button(read(signed_in, page(person)), "take")
    writes(made.request, "Nie chcę")
    assert "Something changed meanwhile." in signed_in.post(page(person), shown, follow=True).content.decode()
    assert person.texts()[REASONS].polish == ""


def test_somebody_elses_application_request_and_text_are_not_found(person: Applicant, signed_in: Client) -> None:
    other = applicant("ahmed@example.test")
    theirs = other.asks()
    text = writes(theirs.request)
    assert signed_in.get(page(other)).status_code == 404
    assert signed_in.post(page(other), {"action": "ask", "texts": [REASONS]}).status_code == 404
    for action in ("again", "withdraw"):
        assert signed_in.post(page(person), {"action": action, "request": theirs.request.pk}).status_code == 404
    for action in ("take", "leave"):
        sent = {"action": action, "written": text.pk, "seen": asking.offer(text).version}
        assert signed_in.post(page(person), sent).status_code == 404
    assert signed_in.post(page(person), {"action": "unheard-of"}).status_code == 404
    assert WordingText.objects.get(pk=text.pk).is_written


def test_nothing_is_asked_while_the_draft_is_signed(person: Applicant, signed_in: Client) -> None:
    person.asks()
    person.signs()
    text = read(signed_in, page(person))
    assert "Your application is being signed or is filed" in text
    assert said(text, ('value="ask"', 'value="again"', 'value="take"')) == []
    answer = signed_in.post(page(person), {"action": "ask", "texts": [REASONS]})
    assert "present state" in answer.content.decode()
    assert WordingRequest.objects.count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_applicant_reads_in_each_language(person: Applicant, signed_in: Client, language: str) -> None:
    writes(person.asks().request)
    text = read(signed_in, page(person).replace("/en/", f"/{language}/"))
    side = "rtl" if language == "ar" else "ltr"
    assert f'lang="{language}" dir="{side}"' in text


def test_what_was_typed_while_we_failed_is_there_again(person: Applicant, monkeypatch: pytest.MonkeyPatch) -> None:
    made = person.asks(email="")
    address, friend = f"/en/wording/{token(made)}/{text_of(made.request).pk}/", Client(raise_request_exception=False)

    def fail(*args: object, **kwargs: object) -> None:
        raise LookupError("planted")

    with monkeypatch.context() as patch:
        patch.setattr(helping, "write", fail)
        assert friend.post(address, {"polish": POLISH, "seen": "x"}).status_code == 500
    assert f"{POLISH}</textarea>" in read(friend, address)


def test_tokens_stay_out_of_the_log(person: Applicant, caplog: pytest.LogCaptureFixture) -> None:
    from config.redaction import NoTokens  # noqa: PLC0415  # only this test

    made = person.asks(email="")
    caplog.handler.addFilter(NoTokens())
    Client().get(f"/en/wording/{token(made)}x/")
    Client().get(f"/api/v1/wording/{token(made)}x/")
    assert "/wording/…" in caplog.text
    assert token(made) not in caplog.text

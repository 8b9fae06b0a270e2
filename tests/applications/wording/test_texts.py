"""Texts in own words: found wherever they stand, and the Polish put beside them without touching anything else."""

from pathlib import Path

import pytest
from django.test import Client

from accounts.acting import themselves
from applications.annexes.own import filling
from applications.drafting import lifecycle
from applications.wording import texts
from applications.wording.errors import OwnWordsChanged, PolishRefused, TextsChanged
from applications.wording.models import WordingText
from applications.wording.texts import OwnText, Spot
from tests.applications.wording.applicant_and_friend import COLOUR, OWN, POLISH, REASONS, SECRETS, TYPED, Applicant
from tests.applications.wording.conftest import DEFINITIONS
from tests.newer_forms import NEWER, NewerForms

pytestmark = pytest.mark.django_db
WHY = ":stays:stays:why:{}"
DATES = {"day": "1", "month": "2", "year": "2020"}


def stays(*whys: str) -> dict[str, list[str]]:
    """What a browser sends of stays in these own words."""
    rows = {f"stays-stays-{row}-why-own": [why] for row, why in enumerate(whys)}
    return {"stays-stays-count": [str(len(whys))], **rows}


def test_a_text_left_half_way_is_found_without_polish(person: Applicant) -> None:
    text = person.texts()[REASONS]
    assert (text.own, text.polish, text.is_lacking) == (OWN, "", True)


def test_another_answer_of_a_list_is_found_with_its_polish(person: Applicant) -> None:
    text = person.texts()[":story:colour"]
    assert (text.own, text.polish, text.name) == ("сірі", "szare", "story-colour-other")


@pytest.mark.parametrize("posted", [{"story-colour-choice": ["blue"]}, {"story-colour-choice": [""]}])
def test_own_words_beside_another_choice_are_no_answer(person: Applicant, posted: dict[str, list[str]]) -> None:
    person.types("story", TYPED | COLOUR | posted)
    assert list(person.texts()) == [REASONS]


def test_none_is_no_text(person: Applicant) -> None:
    marks = {"story-marks-own": ["шрам"]}
    person.types("story", TYPED | marks)
    assert person.texts()[":story:marks"].own == "шрам"
    person.types("story", TYPED | marks | {"story-marks-none": ["none"]})
    assert list(person.texts()) == [REASONS]


def test_rows_are_found_by_their_number_and_blank_ones_left_out(person: Applicant) -> None:
    person.types("stays", stays("перший", "", "третій"))
    found = {key: text.own for key, text in person.texts().items() if key.startswith(":stays")}
    assert found == {WHY.format(0): "перший", WHY.format(2): "третій"}


def test_valid_answers_are_found_too(person: Applicant) -> None:
    person.answers("story", employer="X", w__reasons={"pl": POLISH, "own": OWN, "language": "uk"}, marks={"pl": "brak"})
    found = {text.key: (text.own, text.polish, text.language) for text in person.texts().values()}
    assert found == {REASONS: (OWN, POLISH, "uk"), ":story:marks": ("", "brak", "und")}


def test_own_annexes_are_found_once_they_can_be_filled_in(person: Applicant) -> None:
    annex = filling.get(person.current(), "research")
    typed = annex.contents.with_typed("topic", {"topic-r-topic-own": ["луки"]}, replacing=frozenset({"r.topic"}))
    filling.save_step(annex, typed, step="topic", expected=0, acting=person.acting)
    text = person.texts()["research:topic:r.topic"]
    assert texts.put(person.current(), text, "łąki", acting=person.acting) is not None
    assert person.texts()["research:topic:r.topic"].polish == "łąki"
    person.answers("person", givenNames="Olena", pesel="92030512343", voivodeship="14", science=True)
    assert "research:topic:r.topic" not in person.texts()  # the surname it takes over is missing
    person.answers("person", givenNames="Olena", pesel="92030512343", voivodeship="14", science=False)
    asked = texts.question(person.current(), Spot(form="research", step="topic", field="r.topic"))
    assert asked.label  # of an annex that is needed no longer too: the page that lists it still opens


def test_somebody_trusted_writes_a_text_of_an_own_annex_and_the_applicant_takes_it(person: Applicant) -> None:
    """By the page of their link and by the API; the link shows nothing else of the annex."""
    annex = filling.get(person.current(), "research")
    typed = annex.contents.with_typed("topic", {"topic-r-topic-own": ["луки"]}, replacing=frozenset({"r.topic"}))
    filling.save_step(annex, typed, step="topic", expected=0, acting=person.acting)
    key = "research:topic:r.topic"
    made = person.asks(key, email="")
    token = made.link.strip("/").split("/")[-1]
    friend = Client(headers={"Accept-Language": "en"})
    (shown,) = friend.get(f"/api/v1/wording/{token}/").json()["texts"]
    assert shown["own"] == "луки"
    pages = [friend.get(at) for at in (f"/en/wording/{token}/", f"/en/wording/{token}/{shown['id']}/")]
    page = " ".join(each.content.decode() for each in pages)
    assert "луки" in page
    assert [secret for secret in SECRETS if secret in page] == []
    sent = {"polish": "łąki", "version": shown["version"]}
    at = f"/api/v1/wording/{token}/texts/{shown['id']}/"
    assert friend.put(at, sent, content_type="application/json").status_code == 200
    assert person.texts()[key].polish == ""  # it is the applicant who decides
    assert person.takes(WordingText.objects.get(request=made.request))
    assert person.texts()[key].polish == "łąki"
    assert filling.get(person.current(), "research").contents.typed["topic"]["topic-r-topic-pl"] == ["łąki"]


def test_a_question_says_what_it_is_and_no_answer(person: Applicant) -> None:
    asked = texts.question(person.current(), Spot(form="", step="story", field="w.reasons"))
    assert (asked.label, asked.hint, asked.number) == ("Why do you want to stay?", "Write a few sentences.", 0)
    row = texts.question(person.current(), Spot(form="", step="stays", field="stays", within="why", row=1))
    assert (row.label, row.of, row.number, row.has_lines) == ("Why you came", "Earlier stays in Poland", 2, False)


@pytest.mark.parametrize(
    ("polish", "said"),
    [
        ("", "Write the Polish text"),
        (" \n ", "Write the Polish text"),
        ("Хочу", "This is in another alphabet"),
        ("x" * 301, "at most 300"),
        ("\u202e\u200b", "Write the Polish text"),
    ],
)
def test_polish_that_cannot_be_filed_is_refused_in_words(person: Applicant, polish: str, said: str) -> None:
    spot = Spot(form="", step="story", field="w.reasons")
    with pytest.raises(PolishRefused, match=said):
        texts.cleaned(person.current(), spot, polish)


def test_polish_is_put_beside_the_words_and_nothing_else_moves(person: Applicant) -> None:
    before = person.contents()
    texts.put(person.current(), person.texts()[REASONS], POLISH, acting=person.acting)
    after = person.contents()
    assert after.typed["story"] == before.typed["story"] | {"story-w-reasons-pl": [POLISH]}
    assert (after.answers, after.left) == (before.answers, before.left)


def test_a_step_that_is_whole_with_it_counts_as_answered(person: Applicant) -> None:
    person.types("story", TYPED | {"story-colour-choice": ["blue"], "story-marks-none": ["none"]})
    texts.put(person.current(), person.texts()[REASONS], POLISH, acting=person.acting)
    contents = person.contents()
    assert contents.answers["w.reasons"] == {"pl": POLISH, "own": OWN, "language": "en"}
    assert "story" not in contents.typed


def test_the_same_polish_again_writes_nothing(person: Applicant) -> None:
    text = person.texts()[":story:colour"]
    assert texts.put(person.current(), text, "szare", acting=person.acting) is None


def test_a_text_that_changed_meanwhile_is_not_written_over(person: Applicant) -> None:
    text = person.texts()[REASONS]
    person.types("story", TYPED | {"story-w-reasons-own": ["щось інше"]})
    with pytest.raises(TextsChanged):
        texts.put(person.current(), text, POLISH, acting=person.acting)
    assert "story-w-reasons-pl" in person.contents().typed["story"]
    assert person.texts()[REASONS].polish == ""


def spotted(row: int, own: str) -> OwnText:
    return OwnText(
        spot=Spot(form="", step="stays", field="stays", within="why", row=row),
        name=f"stays-stays-{row}-why",
        own=own,
        polish="",
        language="uk",
    )


def test_a_row_is_found_by_its_words_when_it_moved() -> None:
    found = [spotted(0, "новий"), spotted(1, "перший")]
    assert texts.current(found, spotted(0, "").spot, "перший") == found[1]
    same = [spotted(0, "те саме"), spotted(1, "те саме")]
    assert texts.current(same, same[1].spot, "те саме") == same[1]


@pytest.mark.parametrize("found", [[], [spotted(1, "a"), spotted(2, "a")], [spotted(0, "b")]])
def test_a_row_that_is_gone_or_doubtful_is_said(found: list[OwnText]) -> None:
    with pytest.raises(OwnWordsChanged):
        texts.current(found, spotted(0, "").spot, "a")


def test_saving_the_step_does_not_change_the_words(person: Applicant) -> None:
    """Typed and saved have one form: two blanks and a line's end are no other words."""
    person.types("story", TYPED | {"story-w-reasons-own": ["Я  хочу\r\nтут жити "]})
    typed = person.texts()[REASONS].own
    person.answers("story", w__reasons={"pl": POLISH, "own": typed, "language": "uk"})
    assert person.texts()[REASONS].own == typed


@pytest.mark.parametrize(
    "change",
    [('key = "w.reasons"', 'key = "w.causes"'), ('key = "why"', 'key = "wherefore"')],
)
def test_a_question_that_a_newer_version_gave_up_is_still_shown_to_who_was_asked(
    person: Applicant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: tuple[str, str]
) -> None:
    person.types("stays", stays("перший"))
    spots = [text.spot for text in person.texts().values()]
    before = texts.questions(person.current(), spots)
    newer = NewerForms(DEFINITIONS, tmp_path, monkeypatch)
    newer.publish("story", change)
    draft = person.current()
    assert draft.sheet is not None
    lifecycle.move_to_version(draft, NEWER, expected=draft.sheet.revision, acting=themselves(person.user))
    assert texts.questions(person.current(), spots) == before
    assert set(person.texts()) != {spot.key for spot in spots}

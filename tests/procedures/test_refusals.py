"""With what a permit for temporary residence is refused: the points of art. 100 that its own article leaves."""

import pytest
from django.test import Client

from procedures import catalogue
from procedures.language.schema import Procedure

EVERY = frozenset("123456789")
NO_DEBTS = EVERY - frozenset("67")  # art. 132, 137c, 147(1), 154(1), 154(3), 157d(1), 157j(1), 165(1a)
POINTS = {
    "temporary-work": EVERY,  # art. 117
    "posted-worker": EVERY,
    "business": EVERY,  # art. 143
    "other-circumstances": EVERY,
    "family": EVERY,
    "seasonal-work": EVERY,  # art. 185b
    "blue-card": NO_DEBTS,
    "blue-card-mobility": NO_DEBTS,
    "studies": NO_DEBTS,
    "research": NO_DEBTS,
    "research-mobility": NO_DEBTS,
    "research-family-mobility": NO_DEBTS,
    "trainee": NO_DEBTS,
    "volunteer": NO_DEBTS,
    "family-of-citizen": frozenset("12345"),  # art. 165(1)
    "trafficking-victim": frozenset("145"),  # art. 178
    "short-stay": frozenset("1345"),  # art. 184
}
ON_PAPER = {
    "ict": frozenset("12348"),  # art. 139f(1); point 8 for a next permit, art. 139f(2)
    "mobile-ict": frozenset("12348"),  # art. 139s(1)
    "family-abroad": EVERY,
    "change-of-permit": frozenset(),  # art. 120(4)-(6) name all of its own
}
GUARDED = ("tolerated-stay", "humanitarian-stay")
OWN = {  # all points of the article that says with what it is refused
    "ict": ("139f(1)", 5),
    "mobile-ict": ("139s(1)", 5),
    "change-of-permit": ("120(4)", 6),
    "humanitarian-stay": ("349(1)", 5),
    "invitation": ("50(1)", 8),
}


def points(procedure: Procedure, of: str = "100(1)") -> frozenset[str]:
    start = f"foreigners:{of}("
    units = {unit.id for each in procedure.refusals for unit in each.law}
    return frozenset(unit[len(start)] for unit in units if unit.startswith(start))


def texts(key: str) -> dict[str, str]:
    return {each.key: each.text for each in catalogue.procedure(key).refusals}


def test_of_art_100_those_points_stand_that_the_law_of_the_purpose_leaves() -> None:
    found = {each.key: points(each) for each in catalogue.procedures() if each.form == "temporary-residence"}
    assert found == POINTS


@pytest.mark.parametrize("key", ON_PAPER)
def test_the_same_of_permits_that_are_asked_for_on_paper(key: str) -> None:
    assert points(catalogue.procedure(key)) == ON_PAPER[key]


@pytest.mark.parametrize("key", OWN)
def test_every_point_of_an_article_of_its_own_is_said(key: str) -> None:
    """A shorter time of work, art. 120(4)(5), is said as a condition."""
    article, count = OWN[key]
    said_otherwise = {"5"} if key == "change-of-permit" else set()
    assert points(catalogue.procedure(key), article) | said_otherwise == {str(each) for each in range(1, count + 1)}


def test_a_consent_of_the_border_guard_is_refused_to_who_is_a_threat() -> None:
    assert all("refused-threat" in texts(key) for key in GUARDED)
    assert [
        each.title for key in GUARDED for each in catalogue.procedure(key).conditions if "threat" in each.title
    ] == []


def test_every_permit_that_is_filed_here_says_when_it_is_refused() -> None:
    assert [each.key for each in catalogue.procedures() if each.is_filed_here and not each.refusals] == []


def test_nobody_is_told_of_a_refusal_that_the_law_does_not_know_of_them() -> None:
    """Unlawful stay: art. 141, 165(3) and (4), 191."""
    exceptions = {key: texts(key)["refused-unlawful"] for key in ("posted-worker", "family", "other-circumstances")}
    assert {key: text.partition(" ")[0] for key, text in exceptions.items()} == {
        "posted-worker": "Not",
        "family": "Never",
        "other-circumstances": "Not",
    }
    assert "refused-treatment" not in texts("family-of-citizen")


@pytest.mark.django_db
def test_the_api_says_it_with_its_law(client: Client) -> None:
    told = client.get("/api/v1/procedures/studies/", headers={"Accept-Language": "en"}).json()["refusals"]
    [struck] = [each for each in told if "struck off" in each["title"]]
    assert ([unit["id"] for unit in struck["law"]], struck["verified"]) == (["foreigners:147(3)"], True)

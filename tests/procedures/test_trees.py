"""A decision tree: every way ends, everything in it is reached, and what is wrong is refused in an editor's words."""

from datetime import date
from pathlib import Path

import pytest

from procedures import catalogue, checks
from procedures.claims import Claim
from procedures.errors import DefinitionError
from procedures.language import trees
from procedures.law import citations

TREE = """
title = "Which?"
family = "temporary-residence"
first = "where"
source = "invented"
checked_on = 2026-11-28

[[questions]]
key = "where"
title = "Where are you?"
answers = [
  { code = "here", label = "In Poland", to = "why" },
  { code = "away", barrier = "abroad", to = "consul" },
]

[[questions]]
key = "why"
title = "Why?"
law = ["foreigners:105(1)"]
answers = [
  { code = "study", to = "studies", fills = { inPoland = true } },
  { code = "none", label = "For no reason", to = "consul" },
]

[[outcomes]]
key = "consul"
title = "Ask the consul"
text = "He knows."
law = ["foreigners:99(1)(10)"]
"""
BARRIERS = {
    "abroad": Claim(
        title="You are outside Poland",
        law=citations.read(["foreigners:99(1)(10)"]),
        source="invented",
        checked_on=date(2026, 11, 28),
        key="abroad",
    )
}
MISTAKES = [
    ('to = "why"', 'to = "where"', "field 'where': questions in a circle: where → where"),
    ('code = "none", label = "For no reason", to = "consul"', 'code = "none", label = "Back", to = "where"',
     "questions in a circle: where → why → where"),
    ('to = "why"', 'to = "consul"', "field 'why': nobody ever comes here"),
    ('first = "where"', 'first = "when"', "field 'first': there is no question 'when'"),
    ('first = "where"', "first = 3", "first is text, not 3"),
    ('title = "Which?"\n', "", "a tree has a title and a source"),
    ('title = "Where are you?"\n', "", "field 'where': lacks title"),
    ('barrier = "abroad"', 'barrier = "nowhere"', "field 'where': answer 'away': the family has no barrier 'nowhere'"),
    ('barrier = "abroad"', 'barrier = "abroad", label = "Away"', "answer 'away': a label or a barrier, not both"),
    ('code = "here", label = "In Poland"', 'code = "here"', "answer 'here': only an answer that leads to a procedure"),
    ('code = "away"', 'code = "here"', "field 'where': two answers are called 'here'"),
    ('code = "away"', 'code = ""', "field 'where': an answer has a code, and leads somewhere (to)"),
    ('  { code = "away", barrier = "abroad", to = "consul" },\n', "",
     "field 'where': a question has at least two answers"),
    ('key = "why"', 'key = "consul"', "two questions or outcomes are called 'consul'"),
    ('key = "why"', 'key = "why"\ncolour = "red"', "field 'why': unknown: colour"),
    ('law = ["foreigners:105(1)"]', 'law = ["foreigners:99(1a)"]', "foreigners:99(1a)"),
    ('law = ["foreigners:99(1)(10)"]', "law = []", "field 'consul': a claim cites its law"),
    ("answers = [\n  { code = \"here\"", "answers = 3\nothers = [\n  { code = \"here\"", "answers is a list, not 3"),
    ('[[outcomes]]', '[outcomes]', "outcomes is a list"),
    ("checked_on = 2026-11-28", 'checked_on = "soon"', "checked_on is a date like 2026-07-18, not 'soon'"),
]  # fmt: skip


def made(folder: Path, text: str = TREE) -> trees.Tree:
    path = folder / "which.toml"
    path.write_text(text)
    return trees.read(path, BARRIERS)


def test_answers_lead_to_a_question_or_an_end(tmp_path: Path) -> None:
    tree = made(tmp_path)
    assert trees.walk(tree, {}).question == tree.questions["where"]
    half = trees.walk(tree, {"where": "here", "elsewhere": "x"})
    assert (half.question, half.end) == (tree.questions["why"], "")
    assert trees.walk(tree, {"where": "here", "why": "study"}).end == "studies"
    assert trees.walk(tree, {"where": "away", "why": "study"}).end == "consul"


def test_what_is_no_answer_is_asked_again(tmp_path: Path) -> None:
    assert trees.walk(made(tmp_path), {"where": "on the moon"}).answered == ()


def test_every_way_is_found(tmp_path: Path) -> None:
    found = [(tuple(answer.code for _, answer in way.answered), way.end) for way in trees.paths(made(tmp_path))]
    assert found == [(("here", "study"), "studies"), (("here", "none"), "consul"), (("away",), "consul")]


@pytest.mark.parametrize(("before", "after", "said"), MISTAKES)
def test_a_mistake_is_refused_with_its_place(tmp_path: Path, before: str, after: str, said: str) -> None:
    assert before in TREE
    with pytest.raises(DefinitionError) as refused:
        made(tmp_path, TREE.replace(before, after, 1))
    assert said in str(refused.value)
    assert "which.toml" in str(refused.value)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('to = "studies"', 'to = "stars"', "trees/which.toml: there is no procedure 'stars'"),
        ("inPoland = true", 'inPoland = "yes"', "field 'why': no form takes 'yes' for 'inPoland'"),
        ("inPoland = true", "onMars = true", "field 'why': no form takes True for 'onMars'"),
    ],
)
def test_what_does_not_fit_the_catalogue_stops_the_start(tmp_path: Path, before: str, after: str, said: str) -> None:
    text = TREE.replace('code = "study"', 'code = "study", label = "Studies"').replace(before, after, 1)
    assert list(checks.of_tree(made(tmp_path, text))) == [said] or said in next(checks.of_tree(made(tmp_path, text)))


@pytest.mark.parametrize("key", catalogue.tree_keys())
def test_every_way_of_every_tree_ends(key: str) -> None:
    tree = catalogue.tree(key)
    ways = list(trees.paths(tree))
    print(f"{key}: {len(ways)} ways")  # noqa: T201  # the count is asked for
    assert {way.end for way in ways} == trees.ends(tree)
    assert all(way.question is None for way in ways)


def test_the_checker_leads_to_every_procedure() -> None:
    ends = trees.ends(catalogue.tree(trees.WHICH))
    assert {procedure.key for procedure in catalogue.procedures()} - ends == set()


def test_the_checker_asks_for_every_barrier_of_temporary_residence() -> None:
    tree = catalogue.tree(trees.WHICH)
    asked = {answer.barrier for answer in tree.questions[tree.first].answers}
    assert asked == {"", *tree.barriers}


def test_nobody_whose_stay_is_unlawful_is_turned_away_from_what_the_law_admits() -> None:
    tree = catalogue.tree(trees.WHICH)
    unlawful = tree.questions["unlawful"]
    assert {answer.to for answer in unlawful.answers} >= {
        "trafficking-victim", "short-stay", "other-circumstances", "permanent-residence", "legal-aid"
    }  # fmt: skip

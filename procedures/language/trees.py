"""Decision trees: from one question to the next, until an outcome explains itself; `trees/<key>.toml`.

A tree leads from its first question to an outcome on every path: each answer goes on, nothing goes round in a circle,
and every question and outcome can be reached. What is wrong stops the start.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from procedures import shapes
from procedures.claims import Claim
from procedures.law import citations
from procedures.law.citations import Citation
from procedures.reading import DefinitionPlace, Table, table

ROOT = Path(__file__).parent.parent / "trees"

WHICH = "which-procedure"  # key of the checker's tree
FEWEST = 2  # answers of a question

type Chosen = Mapping[str, str]  # key of a question -> code of the answer


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeAnswer:
    """`to` is a question, an outcome of the tree, or a procedure.

    It is called as `label` says, else as the row `barrier` of the tree's family, else as the procedure it leads to.
    `fills` are canonical answers that may go on into the form of that procedure.
    """

    code: str
    to: str
    label: str = ""
    barrier: str = ""
    fills: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeQuestion:
    key: str
    title: str
    answers: tuple[TreeAnswer, ...]
    hint: str = ""
    law: tuple[Citation, ...] = ()

    def answer(self, code: str | None) -> TreeAnswer | None:
        return next((each for each in self.answers if each.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeOutcome(Claim):
    """What is said at an end that is no procedure; `procedures` may help all the same."""

    procedures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """`barriers` are rows of the family: what an answer that names one is called, and by which law."""

    key: str
    title: str
    first: str
    source: str
    checked_on: date
    questions: Mapping[str, TreeQuestion]
    outcomes: Mapping[str, TreeOutcome]
    barriers: Mapping[str, Claim]


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """How far some answers lead: what was asked and answered, and then a question, or an end."""

    answered: tuple[tuple[TreeQuestion, TreeAnswer], ...]
    question: TreeQuestion | None = None
    end: str = ""  # key of an outcome or of a procedure


def walk(tree: Tree, chosen: Chosen) -> Walked:
    """Answers to questions that are not on the way are not looked at; one that is no answer is asked again."""
    answered: list[tuple[TreeQuestion, TreeAnswer]] = []
    place = tree.first
    while question := tree.questions.get(place):
        answer = question.answer(chosen.get(question.key))
        if answer is None:
            return Walked(answered=tuple(answered), question=question)
        answered.append((question, answer))
        place = answer.to
    return Walked(answered=tuple(answered), end=place)


def paths(tree: Tree) -> Iterator[Walked]:
    """Every way from the first question to an end."""
    return _paths(tree, {})


def ends(tree: Tree) -> set[str]:
    """Outcomes and procedures that some answer leads to."""
    to = {answer.to for question in tree.questions.values() for answer in question.answers}
    return to - set(tree.questions)


def _paths(tree: Tree, chosen: dict[str, str]) -> Iterator[Walked]:
    walked = walk(tree, chosen)
    if walked.question is None:
        yield walked
        return
    for answer in walked.question.answers:
        yield from _paths(tree, {**chosen, walked.question.key: answer.code})


def read(path: Path, barriers: Mapping[str, Claim]) -> Tree:
    """The tree of a file, judged for itself; whether procedures are there is a system check."""
    raw, place = table(path), DefinitionPlace(f"trees/{path.name}")
    place.known(raw, {"title", "family", "first", "source", "checked_on", "questions", "outcomes"})
    questions = [_question(each, place) for each in place.tables(raw, "questions")]
    own = {"source": raw.get("source", ""), "checked_on": raw.get("checked_on")}
    outcomes = [_outcome(each, own, place) for each in place.tables(raw, "outcomes")]
    keys = [*(each.key for each in questions), *(each.key for each in outcomes)]
    place.unique("questions or outcomes", keys)
    made = place.read(
        Tree,
        key=path.stem,
        title=raw.get("title", ""),
        first=raw.get("first", ""),
        **own,
        questions={each.key: each for each in questions},
        outcomes={each.key: each for each in outcomes},
        barriers=dict(barriers),
    )
    _judge(made, place)
    return made


def family(path: Path) -> str:
    """Whose barriers its answers name; none when it says nothing."""
    found = table(path).get("family", "")
    return found if isinstance(found, str) else ""


def _question(raw: Table, outer: DefinitionPlace) -> TreeQuestion:
    place = DefinitionPlace(outer.file, field=str(raw.get("key", "")))
    answers = tuple(
        place.read(TreeAnswer, **each) for each in place.read(shapes.tables, raw.get("answers", ()), "answers")
    )
    law = place.read(citations.read, raw.get("law", ()))
    return place.read(TreeQuestion, **{**raw, "answers": answers, "law": law})


def _outcome(raw: Table, own: Table, outer: DefinitionPlace) -> TreeOutcome:
    place = DefinitionPlace(outer.file, field=str(raw.get("key", "")))
    values = {
        **own,
        **raw,
        "law": place.read(citations.read, raw.get("law", ())),
        "procedures": place.texts(raw, "procedures"),
    }
    return place.read(TreeOutcome, **values)


def _judge(tree: Tree, place: DefinitionPlace) -> None:
    if not tree.title or not tree.source:
        raise place.error("a tree has a title and a source")
    if tree.first not in tree.questions:
        raise DefinitionPlace(place.file, field="first").error(f"there is no question {tree.first!r}")
    for question in tree.questions.values():
        _judge_question(question, tree, DefinitionPlace(place.file, field=question.key))
    _judge_ways(tree, place)


def _judge_question(question: TreeQuestion, tree: Tree, at: DefinitionPlace) -> None:
    if not question.key or not question.title:
        raise at.error("a question has a key and a title")
    if len(question.answers) < FEWEST:
        raise at.error("a question has at least two answers, or it is a dead end")
    at.unique("answers", [each.code for each in question.answers])
    for each in question.answers:
        if not each.code or not each.to:
            raise at.error("an answer has a code, and leads somewhere (to)")
        if each.label and each.barrier:
            raise at.error(f"answer {each.code!r}: a label or a barrier, not both")
        if each.barrier and each.barrier not in tree.barriers:
            raise at.error(f"answer {each.code!r}: the family has no barrier {each.barrier!r}")
        if not each.label and not each.barrier and (each.to in tree.questions or each.to in tree.outcomes):
            raise at.error(f"answer {each.code!r}: only an answer that leads to a procedure is called after it")


def _judge_ways(tree: Tree, place: DefinitionPlace) -> None:
    seen: set[str] = set()
    _follow(tree, tree.first, (), seen, place)
    if never := sorted({*tree.questions, *tree.outcomes} - seen):
        raise DefinitionPlace(place.file, field=never[0]).error("nobody ever comes here")


def _follow(tree: Tree, key: str, way: tuple[str, ...], seen: set[str], place: DefinitionPlace) -> None:
    if key in way:
        circle = " → ".join((*way[way.index(key) :], key))
        raise DefinitionPlace(place.file, field=key).error(f"questions in a circle: {circle}")
    seen.add(key)
    if question := tree.questions.get(key):
        for answer in question.answers:
            _follow(tree, answer.to, (*way, key), seen, place)

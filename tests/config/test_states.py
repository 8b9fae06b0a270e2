"""A state is written by one module and asked of its object: no page compares it, no other module sets it."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.db import models

from applications.annexes import states as annexes
from applications.annexes import status
from applications.annexes.models import AnnexRequest
from applications.drafting import states as stages
from applications.drafting.models import Application
from applications.exchange.portal.models import Verdict
from applications.exchange.portal.standing import MessageStanding
from applications.filing import states as filings
from applications.filing.models import Following, Submission
from applications.filing.states import FollowingState
from applications.handover import states as hand_overs
from applications.handover.models import HandOver
from applications.retention import keeping
from applications.uploads import states as uploads
from applications.uploads.models import Upload
from applications.wording import states as wordings
from applications.wording.models import WordingRequest, WordingText
from payments import states as attempts
from payments.models import CheckoutSession
from payments.outcome import PaymentOutcome
from procedures import models as overlays

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ("applications", "content", "payments", "procedures", "site")
WRITERS: dict[type[models.Model], str] = {
    Application: "applications/drafting/lifecycle.py",
    AnnexRequest: "applications/annexes/moves.py",
    Following: "applications/filing/following.py",
    Submission: "applications/filing/moves.py",
    Upload: "applications/uploads/intake.py",
    CheckoutSession: "payments/settlement.py",
    HandOver: "applications/handover/moves.py",
    WordingRequest: "applications/wording/moves.py",
    WordingText: "applications/wording/moves.py",
}
MAKERS = {model.__name__ for model in WRITERS}
MANAGERS = {"create", "get_or_create", "update", "update_or_create"}


def lines_that_set_a_state(source: str) -> list[int]:
    """The lines that set a state: an assignment, a call of a manager or of a model, `setattr`, `bulk_update`."""
    nodes = ast.walk(ast.parse(source))
    return sorted({node.lineno for node in nodes if isinstance(node, ast.stmt | ast.expr) and _writes(node)})


def _writes(node: ast.stmt | ast.expr) -> bool:
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(_is_state(each) for target in targets for each in ast.walk(target))
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in {"setattr", "bulk_update"}:
        return any(isinstance(each, ast.Constant) and each.value == "state" for each in ast.walk(node))
    return name in MANAGERS | MAKERS and any(_names_state(keyword) for keyword in node.keywords)


def _is_state(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "state" and isinstance(node.ctx, ast.Store)


def _names_state(keyword: ast.keyword) -> bool:
    """Given by name, or in a dict that is unpacked or given as defaults."""
    return keyword.arg == "state" or any(
        isinstance(each, ast.Constant) and each.value == "state" for each in ast.walk(keyword.value)
    )


def sources() -> Iterator[tuple[str, str]]:
    for floor in HOUSE:
        for path in sorted((ROOT / floor).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), path.read_text()


OWN = {  # an error or a process keeps a state of its own in its __init__
    "applications/annexes/errors.py",
    "applications/drafting/errors.py",
    "applications/filing/errors.py",
    "applications/uploads/errors.py",
    "payments/errors.py",
    "content/upkeep/links.py",  # a link is looked at here alone, and has no ways from one state to another
}


def test_each_state_is_written_by_one_module() -> None:
    found = {path for path, source in sources() if lines_that_set_a_state(source)}
    assert found == set(WRITERS.values()) | OWN


@pytest.mark.parametrize(
    "planted",
    [
        "request.state = State.ENDED",
        "request.state, request.remind_at = State.ENDED, None",
        "class Upload:\n    def refuse(self):\n        self.state = 'refused'",
        "Upload.objects.filter(pk=1).update(state=State.REFUSED)",
        "Submission.objects.create(state='filed')",
        "Submission.objects.update_or_create(pk=1, defaults={'state': 'filed'})",
        "Upload.objects.update(**{'state': 'refused'})",
        "AnnexRequest(state='signed')",
        "models.Upload(state='refused')",
        "setattr(upload, 'state', 'refused')",
        "Upload.objects.bulk_update(rows, ['state'])",
    ],
)
def test_a_planted_write_is_caught(planted: str) -> None:
    assert len(lines_that_set_a_state(planted)) == 1


@pytest.mark.parametrize(
    "harmless",
    ["if upload.state == State.REFUSED: pass", "Upload.objects.filter(state=1)", "kept = upload.state", "state = 1"],
)
def test_reading_is_no_write(harmless: str) -> None:
    assert lines_that_set_a_state(harmless) == []


def test_every_state_has_a_table_and_the_database_knows_its_values() -> None:
    """Following files have two ways only, both from where they begin."""
    named = {
        model.__name__: [each.name for each in model._meta.constraints if each.name.endswith("state_known")]
        for model in WRITERS
        if model is not Following
    }
    assert named == {
        "Application": ["application_state_known"],
        "AnnexRequest": ["annex_request_state_known"],
        "Submission": ["submission_state_known"],
        "Upload": ["upload_state_known"],
        "CheckoutSession": ["session_state_known"],
        "HandOver": ["hand_over_state_known"],
        "WordingRequest": ["wording_request_state_known"],
        "WordingText": ["wording_text_state_known"],
    }


ALL: tuple[Iterable[str], ...] = (
    stages.ApplicationState,
    annexes.AnnexState,
    status.STATES,
    filings.SubmissionState,
    FollowingState,
    keeping.STATES,
    uploads.UploadState,
    hand_overs.HandOverState,
    wordings.RequestState,
    wordings.TextState,
    attempts.PaymentState,
    PaymentOutcome,
    overlays.OverlayState,
    Verdict,
    MessageStanding,
)
CONDITION = re.compile(r"{%-?\s*(?:if|elif|with|firstof)\b(.*?)%}", re.DOTALL)
NAMES = r"(?:state|status|verdict|outcome|standing|get_state_display)"
COMPARED = re.compile(
    rf"\b{NAMES}\b(?:\|\S+)?\s*(?:==|!=|\bin\b|\bnot\s+in\b)|(?:==|!=|\bin\b)\s*(?:[\w.]+\.)?{NAMES}\b(?!\.)"
)


STATES = {str(value) for states in ALL for value in states}
VALUE = "|".join(sorted(map(re.escape, STATES)))
LITERAL = re.compile(rf"(?:==|!=)\s*(?P<q>[\"'])(?:{VALUE})(?P=q)|(?P<r>[\"'])(?:{VALUE})(?P=r)\s*(?:==|!=)")


def compared(source: str) -> list[str]:
    """The conditions of a template that compare a state: something of that name, or with a value of that kind."""
    conditions = CONDITION.findall(source)
    return [each.strip() for each in conditions if COMPARED.search(each) or LITERAL.search(each)]


def templates() -> Iterator[tuple[str, str]]:
    for floor in HOUSE:
        for path in sorted((ROOT / floor).rglob("templates/**/*")):
            if path.suffix in {".html", ".txt", ".xml", ".svg"}:
                yield str(path.relative_to(ROOT)), path.read_text()


def test_no_template_compares_a_state() -> None:
    found = dict(templates())
    assert "site/templates/filing/followed.html" in found
    assert {path: lines for path, source in found.items() if (lines := compared(source))} == {}


@pytest.mark.parametrize(
    "planted",
    [
        '{% if request.state == "signed" %}',
        "{% elif file.state == 'accepted' or other %}",
        '{% if row.is_open and entry.state != "withdrawn" %}',
        '{% if "signed" == request.state %}',
        '{% if panel.remark == "mismatch" %}',
        "{% with now=annex.state %}{% if now != 'signed' %}",
        "{% if upload.state in waiting %}",
        '{% if upload.state not in "accepted refused" %}',
        '{% if request.state|lower == "signed" %}',
        '{% if verdict == "applied" %}',
        '{% if outcome == "paid" or outcome == "unknown" %}',
        '{%- if session.status == "open" %}',
        '{% if file.get_state_display == "Accepted" %}',
        '{% if\n  message.verdict == "quarantined" %}',
    ],
)
def test_a_planted_comparison_is_caught(planted: str) -> None:
    assert len(compared(planted)) == 1


@pytest.mark.parametrize(
    "harmless",
    ["{% if verdict.is_applied %}", "{% if keeping.is_warned %}", '{% if case.who == "act" %}', "{{ annex.state }}"],
)
def test_asking_is_no_comparison(harmless: str) -> None:
    assert compared(harmless) == []

"""The whole form as one person answers it: what the register is told and what the signed document says, exactly.

After a wanted change: `SNAPSHOT=write pytest tests/applications/filing/test_snapshots.py`, and read the difference.
"""

import json
import os
from collections.abc import Callable
from datetime import date
from functools import cache, partial
from pathlib import Path

import pytest
from lxml import etree

from applications.annexes import prefill
from applications.answers import official_xml
from applications.exchange.protocol import tags
from applications.exchange.protocol.tags import Tag
from procedures import catalogue
from procedures.language import walk
from procedures.language.schema import Answers, Form
from procedures.outputs import payload
from tests.journeys.answers import BLUE_CARD, EMPLOYER, OLENA, OTHERWISE, RESEARCH, Step, of_purpose

SNAPSHOTS = Path(__file__).parents[2] / "snapshots"
SIGNED_ON = date(2026, 11, 22)


def flat(steps: dict[str, Step]) -> Answers:
    return {key: value for step in steps.values() for key, value in step.items()}


@cache
def work() -> tuple[Form, Answers]:
    form = catalogue.form_of("temporary-work", "2026-04-27")
    return form, {**catalogue.procedure("temporary-work").preset, **flat(OLENA)}


@cache
def employer() -> tuple[Form, Answers]:
    form = catalogue.form("annex1-employer", "2026-04-27")
    return form, {**prefill.known(form, work()[1]), **flat(EMPLOYER)}


@cache
def research() -> tuple[Form, Answers]:
    form = catalogue.form_of("research", "2026-04-27")
    return form, {**catalogue.procedure("research").preset, **flat(OLENA)}


@cache
def researcher() -> tuple[Form, Answers]:
    form = catalogue.form("annex4-research", "2026-04-27")
    return form, {**prefill.known(form, research()[1]), **flat(RESEARCH)}


@cache
def blue_card() -> tuple[Form, Answers]:
    form = catalogue.form_of("blue-card", "2026-04-27")
    return form, {**catalogue.procedure("blue-card").preset, **flat(OLENA)}


@cache
def highly_qualified() -> tuple[Form, Answers]:
    form = catalogue.form("annex2-bluecard", "2026-04-27")
    return form, {**prefill.known(form, blue_card()[1]), **flat(BLUE_CARD)}


def applied(key: str) -> tuple[Form, Answers]:
    """A purpose without an annex."""
    form, asked = catalogue.form_of(key, "2026-04-27"), {**catalogue.procedure(key).preset, **flat(of_purpose(key))}
    return form, walk.applicable(form, asked)


FILED: dict[str, Callable[[], tuple[Form, Answers]]] = {
    "temporary-work": work,
    "annex1-employer": employer,
    "research": research,
    "annex4-research": researcher,
    "blue-card": blue_card,
    "annex2-bluecard": highly_qualified,
    **{key: partial(applied, key) for key in OTHERWISE},
}


def compared(name: str, made: str) -> None:
    path = SNAPSHOTS / name
    if os.environ.get("SNAPSHOT") == "write":
        path.write_text(made)
    assert made == path.read_text()


@pytest.mark.parametrize("key", FILED)
def test_the_answers_are_complete(key: str) -> None:
    assert walk.missing(*FILED[key]()) == []


@pytest.mark.parametrize("key", FILED)
def test_payload_of_the_whole_form(key: str) -> None:
    told = payload.of(*FILED[key]())
    compared(f"payload-{key}.json", json.dumps(told, ensure_ascii=False, indent=1) + "\n")


@pytest.mark.parametrize("key", FILED)
def test_text_of_the_whole_document(key: str) -> None:
    form, answers = FILED[key]()
    root = etree.fromstring(b'<dokument xmlns="urn:test"/>')
    official_xml.add_boxes(tags.add(root, Tag.QUESTIONS), official_xml.boxes(form, answers, signed_on=SIGNED_ON))
    official_xml.add_declarations(root, [(each.key, each.official) for each in form.declarations])
    etree.indent(root)
    compared(f"document-{key}.xml", tags.written(root).decode() + "\n")

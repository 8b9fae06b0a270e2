"""The whole form as one person answers it: what the register is told and what the signed document says, exactly.

After a wanted change: `SNAPSHOT=write pytest tests/applications/filing/test_snapshots.py`, and read the difference.
"""

import json
import os
from datetime import date
from functools import cache
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
from tests.journeys.answers import BLUE_CARD, EMPLOYER, RESEARCH, STUDIES, TRADER, VOLUNTEERING, Step, of_purpose

SNAPSHOTS = Path(__file__).parents[2] / "snapshots"
SIGNED_ON = date(2026, 11, 22)


def flat(steps: dict[str, Step]) -> Answers:
    return {key: value for step in steps.values() for key, value in step.items()}


OTHERS = {"business": TRADER}  # who answers, where it is not Olena
VERSION = "2026-04-27"
VERSIONS = {"cukr": "2026-05-04"}  # where it is another


def application(key: str) -> tuple[Form, Answers]:
    form, answers = catalogue.form_of(key, VERSIONS.get(key, VERSION)), flat(OTHERS.get(key, of_purpose(key)))
    return form, walk.applicable(form, {**catalogue.procedure(key).preset, **answers})


def annex(key: str, procedure: str, steps: dict[str, Step]) -> tuple[Form, Answers]:
    """What the annex takes over from an application of this procedure, and what is answered in it."""
    form = catalogue.form(key, VERSION)
    return form, {**prefill.known(form, application(procedure)[1]), **flat(steps)}


@cache
def filed(key: str) -> tuple[Form, Answers]:
    return annex(key, *ANNEXES[key]) if key in ANNEXES else application(key)


ANNEXES = {
    "annex1-employer": ("temporary-work", EMPLOYER),
    "annex2-bluecard": ("blue-card", BLUE_CARD),
    "annex3-host": ("volunteer", VOLUNTEERING),
    "annex4-research": ("research", RESEARCH),
    "annex5-studies": ("studies", STUDIES),
}
FILED = [*(each.key for each in catalogue.procedures() if each.is_filed_here), *ANNEXES]


def compared(name: str, made: str) -> None:
    path = SNAPSHOTS / name
    if os.environ.get("SNAPSHOT") == "write":
        path.write_text(made)
    assert made == path.read_text()


@pytest.mark.parametrize("key", FILED)
def test_the_answers_are_complete(key: str) -> None:
    assert walk.missing(*filed(key)) == []


@pytest.mark.parametrize("key", FILED)
def test_payload_of_the_whole_form(key: str) -> None:
    told = payload.of(*filed(key))
    compared(f"payload-{key}.json", json.dumps(told, ensure_ascii=False, indent=1) + "\n")


@pytest.mark.parametrize("key", FILED)
def test_text_of_the_whole_document(key: str) -> None:
    form, answers = filed(key)
    root = etree.fromstring(b'<dokument xmlns="urn:test"/>')
    boxes = official_xml.boxes(form, answers, signed_on=SIGNED_ON, addressee="Wojewoda Mazowiecki")
    official_xml.add_boxes(tags.add(root, Tag.QUESTIONS), boxes)
    official_xml.add_declarations(root, [(each.key, each.official) for each in form.declarations])
    etree.indent(root)
    compared(f"document-{key}.xml", tags.written(root).decode() + "\n")

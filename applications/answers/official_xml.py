"""What every signed XML of ours has in common: boxes of the official form and declarations, in the root's namespace."""

from collections.abc import Iterable
from datetime import date

from lxml import etree

from applications.exchange.protocol.tags import Tag, add
from procedures.language import walk
from procedures.language.schema import Answers, Form


def boxes(form: Form, answers: Answers, *, signed_on: date, addressee: str = "") -> list[walk.Box]:
    """Every box that applies, filled in by us what nobody is asked; the day of filing stands on the receipt."""
    given = {form.roles.signed_on: signed_on.isoformat(), form.roles.addressee: addressee}
    return list(walk.official(form, answers, given))


def add_boxes(parent: etree._Element, boxes: Iterable[walk.Box]) -> None:
    for box in boxes:
        element = add(parent, Tag.QUESTION, key=box.key, number=box.number)
        add(element, Tag.WORDING, box.text)
        if not box.rows:
            add(element, Tag.ANSWER, box.answer)
        for number, row in enumerate(box.rows, start=1):
            add_boxes(add(element, Tag.ROW, number=str(number)), row)


def add_declarations(parent: etree._Element, declarations: Iterable[tuple[str, str]]) -> None:
    """Key and official text of each."""
    within = add(parent, Tag.DECLARATIONS)
    for key, text in declarations:
        add(within, Tag.DECLARATION, text, key=key)

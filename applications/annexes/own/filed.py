"""An annex of one's own as it is filed: its XML, and what the document of the application prints of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from applications.annexes import xml
from applications.annexes.errors import NotComplete
from applications.annexes.own import filling
from applications.annexes.own.filling import Filling
from applications.answers import official_xml
from applications.drafting.models import Application
from procedures.language.schema import Answers, Form
from procedures.language.walk import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedAnnex:
    """Official Polish only, as all that is filed."""

    form: Form
    boxes: Sequence[Box]

    @property
    def declarations(self) -> list[str]:
        return [each.official for each in self.form.declarations]


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledOwnAnnex:
    """The signature on the application covers the digest of its XML."""

    printed: PrintedAnnex
    xml: bytes = field(repr=False)


def of(application: Application, *, on: date) -> list[FiledOwnAnnex]:
    """All that the application needs; NotComplete when one of them is not. The same answers give the same bytes."""
    return [_filed(each, on=on) for each in filling.of(application)]


def drafted(application: Application, *, on: date) -> list[PrintedAnnex]:
    """As they would be filed now, complete or not."""
    return [_printed(each.form, each.contents.answers, on=on) for each in filling.of(application)]


def _filed(each: Filling, *, on: date) -> FiledOwnAnnex:
    if each.row is None or not each.is_complete:
        raise NotComplete(each.unfinished)
    answers = each.contents.answers
    document = xml.build(each.form, answers, each.row, on=on)
    return FiledOwnAnnex(printed=_printed(each.form, answers, on=on), xml=document)


def _printed(form: Form, answers: Answers, *, on: date) -> PrintedAnnex:
    return PrintedAnnex(form=form, boxes=official_xml.boxes(form, answers, signed_on=on))

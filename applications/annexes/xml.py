"""The annex as XML, for signing. Only official Polish wording: no translation is ever read here."""

from datetime import date
from uuid import UUID

from applications.answers import official_xml
from applications.exchange.protocol import tags
from applications.exchange.protocol.canonical import canonical, digest
from applications.exchange.protocol.tags import ANNEX, Tag, add
from procedures.language.schema import Answers, Form
from procedures.outputs import payload


def build(form: Form, answers: Answers, *, annex: UUID, application: UUID, on: date) -> bytes:
    """The same content gives the same bytes."""
    root = tags.root(ANNEX, Tag.ANNEX, id=str(annex), application=str(application))
    add(root, Tag.FORM, key=form.key, version=form.version, sha256=form.digest)
    data = canonical(payload.of(form, answers))
    add(root, Tag.DATA, data.decode(), sha256=digest(data))
    official_xml.add_boxes(add(root, Tag.QUESTIONS), official_xml.boxes(form, answers, signed_on=on))
    official_xml.add_declarations(root, [(each.key, each.official) for each in form.declarations])
    return tags.written(root)

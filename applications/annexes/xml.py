"""The annex as XML, for signing. Only official Polish wording: no translation is ever read here."""

from datetime import date
from uuid import UUID

from applications.answers import official_xml
from applications.answers.official_xml import add
from applications.exchange.protocol.canonical import canonical, digest
from procedures.language.schema import Answers, Form
from procedures.outputs import payload

NAMESPACE = "urn:pobyt:mos:zalacznik:1"


def build(form: Form, answers: Answers, *, annex: UUID, application: UUID, on: date) -> bytes:
    """The same content gives the same bytes."""
    root = official_xml.root(NAMESPACE, "zalacznik", id=str(annex), wniosek=str(application))
    add(root, "formularz", klucz=form.key, wersja=form.version, sha256=form.digest)
    data = canonical(payload.of(form, answers))
    add(root, "dane", data.decode(), sha256=digest(data))
    official_xml.add_boxes(add(root, "pytania"), official_xml.boxes(form, answers, signed_on=on))
    official_xml.add_declarations(root, [(each.key, each.official) for each in form.declarations])
    return official_xml.written(root)

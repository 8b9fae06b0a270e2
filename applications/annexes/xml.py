"""The annex as XML: a third party signs it, or it goes under the applicant's one signature. Official Polish only."""

from datetime import date

from applications.annexes.models import AnnexRequest, OwnAnnex
from applications.answers import official_xml
from applications.exchange.protocol import tags
from applications.exchange.protocol.canonical import canonical, digest
from applications.exchange.protocol.tags import ANNEX, BY_APPLICANT, Tag, add
from procedures.language.schema import Answers, Form
from procedures.outputs import payload


def build(form: Form, answers: Answers, annex: AnnexRequest | OwnAnnex, *, on: date) -> bytes:
    """The same content gives the same bytes. The applicant's own says so, since it bears no signature of its own."""
    named = {"id": str(annex.pk), "application": str(annex.application_id)}
    filled_by = {"by": BY_APPLICANT} if isinstance(annex, OwnAnnex) else {}
    root = tags.root(ANNEX, Tag.ANNEX, **named, **filled_by)
    add(root, Tag.FORM, key=form.key, version=form.version, sha256=form.digest)
    data = canonical(payload.of(form, answers))
    add(root, Tag.DATA, data.decode(), sha256=digest(data))
    official_xml.add_boxes(add(root, Tag.QUESTIONS), official_xml.boxes(form, answers, signed_on=on))
    official_xml.add_declarations(root, [(each.key, each.official) for each in form.declarations])
    return tags.written(root)

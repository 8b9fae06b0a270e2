"""What the law may refuse because of an annex by others: said before somebody signs, with its article, never a wall."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from applications.annexes import prefill, signature, status
from applications.annexes.models import AnnexRequest
from applications.annexes.status import AnnexStatus
from applications.answers import sheets
from applications.drafting.models import Application
from applications.signing import organisations
from procedures import catalogue, money, pay
from procedures.language import conditions, walk
from procedures.language.schema import Answers, Field, Form
from procedures.law import citations
from procedures.law.citations import Citation
from procedures.pay import Shortfall

LOW_PAY, OTHER_ENTITY = "low-pay", "other-entity"
SIGNERS = citations.read(["foreigners:106d(4)"])
GROSZ = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexCaution:
    """At which question of the annex, why, and on which law it rests; the words are the reader's."""

    code: str
    annex: str  # key of its form
    question: Field
    text: str = field(repr=False)
    law: tuple[Citation, ...]


def of(application: Application) -> list[AnnexCaution]:
    """For the applicant, of what is signed."""
    annexes = status.of(application)
    signed = (each.request for each in annexes if each.is_current and each.request is not None)
    return [*_low_pay(application, annexes), *(found for request in signed for found in _other_entity(request))]


def of_signed(request: AnnexRequest) -> list[AnnexCaution]:
    """For who signed it."""
    return list(_other_entity(request)) if request.is_signed else []


def of_request(request: AnnexRequest, answers: Answers) -> list[AnnexCaution]:
    """For who fills it in. Of pay only the one employer is told: several count together, and none knows the others."""
    form, application = prefill.form_of(request), request.application
    if not form.compared.pay or len(_of_form(status.of(application), form.key)) > 1:
        return []
    said = walk.applicable(form, answers)
    if not (_counts(form, said) and said.get(form.compared.pay)):
        return []
    found = _shortfall(application, [_monthly(form, said)])
    return [_caution(form, found, _told(found))] if found else []


def _low_pay(application: Application, annexes: list[AnnexStatus]) -> Iterator[AnnexCaution]:
    """The pay of all employers together (art. 114(4b)), once each of them has signed."""
    for key in dict.fromkeys(each.key for each in annexes):
        asked = _of_form(annexes, key)
        if not all(each.is_current for each in asked):
            continue
        signed = [_signed(each.request) for each in asked if each.request is not None]
        if not signed or not all(own.compared.pay and _counts(own, answers) for own, answers in signed):
            continue
        form, _answers = signed[0]
        found = _shortfall(application, [_monthly(own, answers) for own, answers in signed])
        if found:
            yield _caution(form, found, _told(found) if len(signed) == 1 else _told_of_all(found))


def _other_entity(request: AnnexRequest) -> Iterator[AnnexCaution]:
    """The certificate names another organisation than the annex; that of a person alone names none."""
    form, answers = _signed(request)
    entity, number = answers.get(form.compared.entity), answers.get(form.compared.tax_number)
    if not isinstance(entity, str):
        return
    others = (
        signer.organisation
        for signer in signature.all_signed_by(request)
        if not organisations.may_be_one(
            name=entity,
            other_name=signer.organisation,
            number=number if isinstance(number, str) else "",
            other_number=signer.tax_number,
        )
    )
    for organisation in dict.fromkeys(others):
        words = {"entity": entity, "organisation": organisation, "law": citations.said(SIGNERS)}
        text = _(
            "The annex names “%(entity)s”, and it was signed with a certificate of “%(organisation)s”. Who the annex "
            "names has to sign it, or a person who acts for them (%(law)s)."
        )
        question = form.field(form.compared.entity)
        yield AnnexCaution(code=OTHER_ENTITY, annex=form.key, question=question, text=text % words, law=SIGNERS)


def _of_form(annexes: list[AnnexStatus], key: str) -> list[AnnexStatus]:
    return [each for each in annexes if each.key == key]


def _signed(request: AnnexRequest) -> tuple[Form, Answers]:
    form = prefill.form_of(request)
    return form, walk.applicable(form, sheets.read(request.sheet).answers if request.sheet else {})


def _counts(form: Form, answers: Answers) -> bool:
    """Where the law asks no least pay of one of the relationships, it is not for us to say what it asks of the rest."""
    return conditions.holds(form.compared.pay_when, answers)


def _monthly(form: Form, answers: Answers) -> Decimal:
    return pay.monthly(answers.get(form.compared.pay), answers.get(form.compared.working_time))


def _shortfall(application: Application, pays: list[Decimal]) -> Shortfall | None:
    rule = catalogue.procedure(application.procedure).pay
    return pay.shortfall(rule, pays, on=timezone.localdate()) if rule else None


def _told(found: Shortfall) -> str:
    text = _("%(figure)s: %(least)s a month. This pay: %(paid)s a month. The permit can be refused (%(law)s).")
    return text % _words(found)


def _told_of_all(found: Shortfall) -> str:
    text = _("%(figure)s: %(least)s a month. Your employers pay %(paid)s a month. The permit can be refused (%(law)s).")
    return text % _words(found)


def _words(found: Shortfall) -> dict[str, str]:
    return {
        "figure": _(found.least.label),
        "least": _zloty(Decimal(found.least.amount)),
        "paid": _zloty(found.paid),
        "law": citations.said(found.law),
    }


def _zloty(amount: Decimal) -> str:
    """Rounded down: what is under the least is never shown as if it reached it."""
    return money.zloty(int(amount.quantize(GROSZ, rounding=ROUND_DOWN) * money.GROSZE))


def _caution(form: Form, found: Shortfall, text: str) -> AnnexCaution:
    return AnnexCaution(code=LOW_PAY, annex=form.key, question=form.field(form.compared.pay), text=text, law=found.law)

"""What an application costs, and which papers it needs, by its answers and what its person claims: for every room."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from applications.answers import sheets
from applications.drafting.models import Application
from procedures import catalogue, checklist, dues
from procedures.checklist import Listed
from procedures.dues import DecidedCharge, Due
from procedures.language.schema import Answers, Relief


def of(application: Application) -> list[Due]:
    """As of today; the day of filing decides where the law says so."""
    today = timezone.localdate()
    return dues.of(
        catalogue.procedure(application.procedure),
        decided(application),
        claims=application.claims,
        filed_on=filed_on(application),
        paid_on=today,
    )


def decided(application: Application) -> list[DecidedCharge]:
    """By the answers while they can change, then as it was written down; who can answer no more waits for nothing."""
    procedure = catalogue.procedure(application.procedure)
    if application.charged is not None:
        return dues.written(procedure, application.charged)
    form = catalogue.form_of(application.procedure, application.form_version)
    found = dues.decide(procedure, form, answers(application), on=filed_on(application))
    return found if application.draft is not None else dues.closed(found)


def answers(application: Application) -> Answers:
    """Once the draft is gone, those that the procedure presets."""
    preset = catalogue.procedure(application.procedure).preset
    return preset if application.draft is None else {**sheets.read(application.draft).answers, **preset}


def checklist_of(application: Application) -> list[Listed]:
    """The documents this person needs: what their upload list is. After the filing, as it was then, with what they
    claim since."""
    procedure = catalogue.procedure(application.procedure)
    if application.listed is None:
        form = catalogue.form_of(application.procedure, application.form_version)
        whom, claimed = application.for_whom, granted(application)
        return checklist.of(procedure, form, answers(application), reliefs=claimed, represented=whom)
    named = {*application.listed, *checklist.evidence_of(procedure, application.claims)}
    return [Listed(document=each) for each in procedure.documents if each.key in named]


def granted(application: Application) -> list[str]:
    """The reliefs that answers grant or the person claims: each has its evidence."""
    return [*(key for each in decided(application) for key in each.granted), *application.claims]


def claimable(owed: Iterable[Due]) -> list[Relief]:
    """What the person may say, each once."""
    return list({relief.key: relief for due in owed for relief in due.claimable}.values())


def filed_on(application: Application) -> date:
    return timezone.localdate(application.filed_at) if application.filed_at else timezone.localdate()

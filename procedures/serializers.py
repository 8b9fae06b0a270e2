"""Procedures, their forms, fees and authorities as the API shows them, in the language asked for."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from procedures import checklist, facts, lasting, terms
from procedures.claims import Claim
from procedures.dues import Due, DueStanding
from procedures.facts import LawFacts, suspension
from procedures.language import conditions, judging, walk, wording
from procedures.language.schema import (
    DAYS,
    MONTHS,
    ORIGINALS,
    REPRESENTED,
    SINCE,
    WORKING_DAYS,
    Answers,
    Condition,
    Enclosure,
    Form,
    Procedure,
    Relief,
    Term,
    Window,
)
from procedures.law import acts
from procedures.law.citations import Citation
from procedures.outputs import json_schema
from procedures.places import MOST, WAYS, Suggestion, Suggestions
from procedures.spans import FactSpan
from procedures.tables import central_offices, changes, counted, offices, payees, reach, statements
from procedures.tables.central_offices import CentralOffice
from procedures.tables.changes import Changes
from procedures.tables.fees import Fee
from procedures.tables.offices import Branch, Office
from procedures.tables.reach import Evidence, Hours, Reach
from procedures.tables.statements import Statement


class UnitSerializer(serializers.Serializer[Citation]):
    """A unit of the law."""

    id = serializers.CharField(help_text="act:unit, as in foreigners:114(1)(1)")
    text = serializers.CharField(help_text="As readers of this language write it")
    act = serializers.CharField(help_text="The title of the act")

    def to_representation(self, citation: Citation) -> dict[str, str]:
        """By hand: a procedure has dozens of them."""
        return {"id": citation.id, "text": str(citation), "act": _(acts.table()[citation.act].title)}


@extend_schema_field(serializers.DictField())
class ConditionField(serializers.Field[Condition, None, dict[str, Any], Condition]):
    """As a definition has it: field, is, answered, all, any, not; null where there is none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(read_only=True, allow_null=True, **options)

    def to_representation(self, condition: Condition) -> dict[str, Any]:
        return conditions.as_json(condition)


# Claims are put into words of the day that the context names, or of today
class ClaimSerializer(serializers.Serializer[Claim]):
    title = serializers.SerializerMethodField()
    text = serializers.SerializerMethodField()
    law = UnitSerializer(many=True)
    verified = serializers.BooleanField(help_text="Whether somebody read the units it rests on")
    source_url = serializers.CharField(source="source")
    checked_on = serializers.DateField()

    def get_title(self, claim: Claim) -> str:
        return counted.said(claim.title, on=self.context.get("on"))

    def get_text(self, claim: Claim) -> str:
        return counted.said(claim.text, on=self.context.get("on"))


class AuthoritySerializer(ClaimSerializer):
    """A rule on who decides. The first that holds of the answers does."""

    key = serializers.CharField()
    decides = serializers.BooleanField(help_text="Whether answers of the form say if it holds, and which office it is")


class TermSerializer(ClaimSerializer):
    """What follows by when."""

    title = serializers.SerializerMethodField()
    days = serializers.IntegerField(allow_null=True)
    months = serializers.IntegerField(allow_null=True, help_text="When it counts months, and no days")
    counts = serializers.ChoiceField(choices=[DAYS, WORKING_DAYS, MONTHS])
    since = serializers.ChoiceField(choices=SINCE, allow_blank=True, help_text="The event from which it runs")
    suspended_until = serializers.SerializerMethodField(help_text="The last day on which it does not run")

    def get_title(self, term: Claim) -> str:
        return lasting.title(cast(Term, term), on=self.context.get("on"))

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_suspended_until(self, term: Term) -> date | None:
        found = suspension(term, on=self.context.get("on", timezone.localdate()))
        return found.until if found else None


class DocumentSerializer(serializers.Serializer[Enclosure]):
    key = serializers.CharField()
    title = serializers.SerializerMethodField()
    text = serializers.SerializerMethodField()
    official = serializers.CharField()
    purpose = serializers.CharField(help_text="Purpose of an upload; empty when no file is asked for here")
    required = serializers.BooleanField()  # type: ignore[assignment]  # the API's word, not the field's flag
    only = serializers.SerializerMethodField(help_text="Who needs it, in a sentence; empty: everybody")
    when = ConditionField(help_text="The same over the answers of the form")
    annex = serializers.CharField(help_text="Key of the form it is; empty when it is none")
    represented = serializers.ListField(
        child=serializers.ChoiceField(choices=REPRESENTED),
        help_text="Only of who files for somebody so; empty: of everybody",
    )
    copies = serializers.IntegerField()
    formats = serializers.SerializerMethodField(help_text="Of the files that are taken")
    translation = serializers.BooleanField(help_text="In a foreign language: with a sworn translation (art. 8(2))")
    original = serializers.ChoiceField(
        choices=["", *ORIGINALS], help_text="The paper itself is shown at the visit, or when the office calls for it"
    )
    basis = serializers.ChoiceField(choices=judging.BASES)
    law = UnitSerializer(many=True)
    verified = serializers.BooleanField()

    def get_title(self, document: Enclosure) -> str:
        return _(document.label)

    def get_text(self, document: Enclosure) -> str:
        return _(document.text) if document.text else ""

    def get_only(self, document: Enclosure) -> str:
        return _(document.only) if document.only else ""

    def get_formats(self, document: Enclosure) -> list[str]:
        return [each.name for each in checklist.formats(document)]


class FeeSerializer(serializers.Serializer[Fee]):
    key = serializers.CharField()
    title = serializers.SerializerMethodField()
    official = serializers.CharField()
    amount = serializers.IntegerField(help_text="Grosze")
    payee = serializers.CharField(help_text="Key of the payee")
    may_wait = serializers.SerializerMethodField()
    law = UnitSerializer(many=True)
    verified = serializers.BooleanField()
    source_url = serializers.CharField(source="source")
    checked_on = serializers.DateField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)
    decided_by = serializers.CharField()

    def get_title(self, fee: Fee) -> str:
        return _(fee.label)

    def get_may_wait(self, fee: Fee) -> bool:
        return bool(payees.wait(fee, on=timezone.localdate()))


class ReliefSerializer(serializers.Serializer[Relief]):
    """Why somebody pays less of a fee, or nothing."""

    key = serializers.CharField()
    fee = serializers.CharField(help_text="Key of the fee")
    because = serializers.SerializerMethodField()
    free = serializers.BooleanField(help_text="Nothing is paid")
    instead = serializers.CharField(help_text="Key of the row of the fees that is paid instead")
    claimed = serializers.BooleanField(help_text="No answer of the form grants it: the person says that it is so")
    when = ConditionField(help_text="The answers that grant it")
    younger_than = serializers.IntegerField(allow_null=True, help_text="Years, on the day of filing")
    evidence = serializers.CharField(help_text="Key of a document")
    law = UnitSerializer(many=True)
    verified = serializers.BooleanField()
    source_url = serializers.CharField(source="source")
    checked_on = serializers.DateField()

    def get_because(self, relief: Relief) -> str:
        return _(relief.because)


class DueSerializer(serializers.Serializer[Due]):
    """A fee by the answers there are: `standing` says what of it is paid, `waits_for` which questions decide yet."""

    fee = serializers.CharField(help_text="Key of the fee")
    title = serializers.SerializerMethodField()
    standing = serializers.ChoiceField(choices=[each.value for each in DueStanding])
    amount = serializers.SerializerMethodField(help_text="Grosze; empty while it is not known")
    only = serializers.SerializerMethodField(help_text="Who owes it, in a sentence; empty: everybody")
    relief = ReliefSerializer(allow_null=True)
    waits_for = serializers.ListField(child=serializers.CharField(), help_text="Keys of questions of the form")
    claimable = ReliefSerializer(many=True)

    def get_title(self, due: Due) -> str:
        return _((due.row or due.whole).label)

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_amount(self, due: Due) -> int | None:
        if due.standing == DueStanding.FREE:
            return 0
        return due.row.amount if due.row else None

    def get_only(self, due: Due) -> str:
        return _(due.charge.only) if due.charge.only else ""


class UnknownFeeSerializer(serializers.Serializer[Fee]):
    """A fee that is owed, and whose amount on that day nobody knows here."""

    key = serializers.CharField()
    title = serializers.SerializerMethodField()
    payee = serializers.CharField()
    law = UnitSerializer(many=True)

    def get_title(self, fee: Fee) -> str:
        return _(fee.label)


class WindowSerializer(serializers.Serializer[Window]):
    opens = serializers.DateField(allow_null=True)
    closes = serializers.DateField(allow_null=True)
    law = UnitSerializer(many=True)


class ProcedureSerializer(serializers.Serializer[Procedure]):
    key = serializers.CharField()
    title = serializers.SerializerMethodField()
    official_title = serializers.CharField()
    channel = serializers.ChoiceField(choices=["mos", "prepared", "information"])
    form = serializers.CharField()
    written_as = serializers.CharField(help_text="The procedure whose document it is; empty: it has its own, or none")
    preset = serializers.DictField(help_text="Answers of its form that the procedure gives: they are never asked")
    window = serializers.SerializerMethodField(help_text="On which days applications are taken; empty: always")
    is_open = serializers.SerializerMethodField(help_text="Whether they are taken today")

    @extend_schema_field(WindowSerializer(allow_null=True))
    def get_window(self, procedure: Procedure) -> dict[str, Any] | None:
        found = terms.window(procedure, on=timezone.localdate())
        return dict(WindowSerializer(found).data) if found else None

    def get_is_open(self, procedure: Procedure) -> bool:
        return terms.is_open(procedure, on=timezone.localdate())

    def get_title(self, procedure: Procedure) -> str:
        return _(procedure.title)


class StatementSerializer(serializers.Serializer[Statement]):
    """A sentence of the law that holds for every procedure; its days stand in its words already."""

    key = serializers.CharField()
    about = serializers.CharField(help_text="The part of a page it belongs to: fees, documents, terms and others")
    title = serializers.SerializerMethodField()
    text = serializers.SerializerMethodField()
    law = UnitSerializer(many=True)
    verified = serializers.BooleanField()
    source_url = serializers.CharField(source="source")
    checked_on = serializers.DateField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)

    def get_title(self, statement: Statement) -> str:
        return statements.said(statement).title

    def get_text(self, statement: Statement) -> str:
        return statements.said(statement).text


class CodeSerializer(serializers.Serializer[str]):
    """One code of a closed list."""

    code = serializers.CharField()
    title = serializers.CharField(help_text="In the language asked for")
    official = serializers.CharField(help_text="In Polish, as it is filed")


class TreeAnswersSerializer(serializers.Serializer[Any]):
    answers = serializers.DictField(
        child=serializers.CharField(max_length=60), required=False, help_text="By question; others are not looked at"
    )


class OneAnswerSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the API's word, not the field's option


class TreeQuestionSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    title = serializers.CharField()
    hint = serializers.CharField(allow_blank=True)
    law = UnitSerializer(many=True)
    answers = OneAnswerSerializer(many=True)


class GivenAnswerSerializer(serializers.Serializer[Any]):
    question = serializers.CharField()
    title = serializers.CharField()
    answer = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the API's word, not the field's option
    law = UnitSerializer(many=True, help_text="What the question, or the answer, rests on")


class TreeOutcomeSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    procedure = serializers.CharField(allow_null=True, help_text="Null where no procedure is the answer")
    title = serializers.CharField()
    text = serializers.CharField(allow_blank=True)
    law = UnitSerializer(many=True)
    verified = serializers.BooleanField()
    procedures = serializers.ListField(child=serializers.CharField(), help_text="What may help all the same")
    fills = serializers.DictField(help_text="Answers that may go on into the form")


class CheckedSerializer(serializers.Serializer[Any]):
    """How far the answers lead: a question that comes next, or an outcome."""

    title = serializers.CharField()
    checked_on = serializers.DateField()
    answered = GivenAnswerSerializer(many=True)
    question = TreeQuestionSerializer(allow_null=True)
    outcome = TreeOutcomeSerializer(allow_null=True)


class FactsSerializer(serializers.Serializer[LawFacts]):
    procedure = ProcedureSerializer()
    on = serializers.DateField()
    who = serializers.SerializerMethodField()
    conditions = ClaimSerializer(many=True)
    barriers = ClaimSerializer(
        many=True, help_text="With any of these, on the day of filing, the authority refuses to open a case"
    )
    refusals = ClaimSerializer(many=True, help_text="With any of these the authority refuses what is asked for")
    documents = DocumentSerializer(many=True)
    evidence = DocumentSerializer(many=True, help_text="What shows that somebody has a right to a relief")
    fees = FeeSerializer(many=True)
    unknown_fees = UnknownFeeSerializer(many=True)
    dues = DueSerializer(many=True, help_text="Each fee as it is for everybody, free ones too")
    reliefs = ReliefSerializer(many=True, help_text="What further answers, or the person, may grant")
    total = serializers.IntegerField(allow_null=True, help_text="Grosze; empty while one fee is unknown")
    cost = ClaimSerializer(
        source="procedure.cost", allow_null=True, help_text="What it costs, where fees say nothing of it"
    )
    deadline = ClaimSerializer()
    authorities = AuthoritySerializer(many=True)
    terms = TermSerializer(many=True)
    duties = TermSerializer(many=True, help_text="Of whoever has the permit")
    at_hand = ClaimSerializer(many=True, help_text="What to have ready before one begins")
    lacking = ClaimSerializer(many=True, help_text="What to do without something of that")
    statements = StatementSerializer(many=True)
    law = UnitSerializer(many=True)
    source = serializers.CharField()  # type: ignore[assignment]  # the API's word, not the field's option
    checked_on = serializers.DateField()

    def get_who(self, facts: LawFacts) -> list[str]:
        return [_(sentence) for sentence in facts.who]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidFacts:
    """What the API said last of a procedure in a language: said again as long as the facts and the day are the same."""

    today: date
    facts: LawFacts
    changes: Changes  # rows of other days are said too: until when a term does not run
    data: dict[str, Any]


_SAID: dict[tuple[str, str], SaidFacts] = {}  # by procedure and language


def facts_data(found: LawFacts) -> dict[str, Any]:
    """Hundreds of claims and units are put into words: once, since everybody reads the same."""
    asked, today = (found.procedure.key, get_language() or ""), timezone.localdate()
    said, known = _SAID.get(asked), changes.current()
    if said is None or (said.today, said.changes, said.facts) != (today, known, found):
        data = dict(FactsSerializer(found, context={"on": found.on}).data)
        said = _SAID[asked] = SaidFacts(today=today, facts=found, changes=known, data=data)
    return said.data


class FeesSerializer(serializers.Serializer[Any]):
    on = serializers.DateField()
    items = FeeSerializer(many=True)
    unknown = UnknownFeeSerializer(many=True)
    dues = DueSerializer(many=True, help_text="Each fee as it is for everybody, free ones too")
    reliefs = ReliefSerializer(many=True, help_text="What further answers, or the person, may grant")
    total = serializers.IntegerField(allow_null=True, help_text="Grosze; empty while one fee is unknown")


class StepSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    title = serializers.CharField()
    intro = serializers.CharField()
    schema = serializers.DictField(help_text="JSON Schema, draft 2020-12; named rules of the form at x-rules")


class DeclarationSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    official = serializers.CharField()
    title = serializers.CharField()
    law = UnitSerializer(many=True)


class FormSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    version = serializers.CharField()
    digest = serializers.CharField(help_text="SHA-256 of the official content")
    title = serializers.CharField()
    official_title = serializers.CharField()
    provisional = serializers.BooleanField()
    instructions = serializers.ListField(child=serializers.CharField())
    schema = serializers.DictField(help_text="JSON Schema of the whole form")
    steps = StepSerializer(many=True)
    declarations = DeclarationSerializer(many=True)


class SentenceSerializer(serializers.Serializer[Any]):
    """A ready Polish sentence; {placeholders} stand for blanks and for answers of the form."""

    key = serializers.CharField()
    title = serializers.CharField(help_text="What it says, in the language asked for")
    official = serializers.CharField(help_text="In Polish, as it is filed")
    when = serializers.DictField(allow_null=True, help_text="With which answers it can be chosen; empty: always")
    blanks = serializers.DictField(help_text="JSON Schema of what it asks for")

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """A name that Python keeps for itself."""
        taken = serializers.DictField(
            child=serializers.CharField(), help_text="Placeholder and key of the question whose answer fills it"
        )
        return {**super().get_fields(), "from": taken}


class SentencesSerializer(serializers.Serializer[Any]):
    """The ready sentences of one question."""

    question = serializers.CharField(help_text="Key of the question")
    title = serializers.CharField()
    example = serializers.CharField(help_text="What an answer can look like; may be empty")
    one = serializers.BooleanField(help_text="A closed list, of which one is chosen")
    sentences = SentenceSerializer(many=True)


class EvidenceSerializer(serializers.Serializer[Evidence]):
    field = serializers.CharField()
    confidence = serializers.ChoiceField(choices=reach.CONFIDENCES, help_text="unknown: the field is empty")
    source = serializers.CharField(  # type: ignore[assignment]  # the metaclass takes it off the class
        help_text="An address; collected: a public page that was not noted; empty: none"
    )
    source_date = serializers.DateField(allow_null=True, help_text="The source's own date")
    collected_on = serializers.DateField(allow_null=True)
    checked_on = serializers.DateField(
        allow_null=True, help_text="When an editor read it there, and a second person confirmed it; empty: nobody did"
    )
    note = serializers.SerializerMethodField()

    def get_note(self, fact: Evidence) -> str:
        return _(fact.note) if fact.note else ""


class HoursSerializer(serializers.Serializer[Hours]):
    day = serializers.ChoiceField(choices=reach.DAYS)
    opens = serializers.CharField()
    closes = serializers.CharField()


class ReachSerializer[Row: Reach](serializers.Serializer[Row]):
    """An empty field is not known; `facts` says of every field how sure it is."""

    told: tuple[str, ...] = reach.REACHED

    address = serializers.ListField(child=serializers.CharField())
    postal_address = serializers.ListField(child=serializers.CharField())
    phones = serializers.ListField(child=serializers.CharField())
    sites = serializers.ListField(child=serializers.CharField())
    hours = HoursSerializer(many=True)
    booking = serializers.CharField(help_text="The page where a visit is booked")
    accessibility = serializers.ListField(child=serializers.CharField())
    facts = serializers.SerializerMethodField()

    @extend_schema_field(EvidenceSerializer(many=True))
    def get_facts(self, row: Row) -> list[dict[str, Any]]:
        return [dict(EvidenceSerializer(row.fact(field)).data) for field in self.told]


class BranchSerializer(ReachSerializer[Branch]):
    place = serializers.CharField()
    teryt = serializers.CharField(help_text="Of its county or commune; empty where it is not known")


class CentralOfficeSerializer(ReachSerializer[CentralOffice]):
    told = central_offices.FIELDS

    key = serializers.CharField()
    name = serializers.CharField()
    title = serializers.SerializerMethodField()
    role = serializers.SerializerMethodField()
    checked_on = serializers.DateField(allow_null=True, help_text="Empty until a person has checked it with the office")

    def get_title(self, office: CentralOffice) -> str:
        return _(office.label)

    def get_role(self, office: CentralOffice) -> str:
        return _(office.role)


class OfficeSerializer(ReachSerializer[Office]):
    """Accounts are no part of this: they stand in an order, and only when verified."""

    told = offices.FIELDS

    teryt = serializers.CharField()
    voivodeship = serializers.CharField()
    voivode = serializers.CharField()
    name = serializers.CharField()
    title = serializers.SerializerMethodField()
    seat = serializers.CharField()
    branches = BranchSerializer(many=True)
    source_url = serializers.CharField(source="source")
    checked_on = serializers.DateField(allow_null=True, help_text="Empty until a person has checked it with the office")

    def get_title(self, office: Office) -> str:
        return _(office.label)


class FactSpanSerializer(serializers.Serializer[FactSpan]):
    """A dated fact of a row, and the days on which it says this."""

    fact = serializers.CharField(source="fact.name", help_text="Table and field, as in fees.amount")
    key = serializers.CharField(help_text="Of the row")
    title = serializers.CharField(source="label")
    value = serializers.CharField(
        allow_null=True,
        help_text="Amounts in złoty; null: nobody knows it here then; empty: none, of a window always",
    )
    before = serializers.CharField(allow_null=True, help_text="What it says until the day before")
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)
    source = serializers.CharField()  # type: ignore[assignment]  # the API's word, not the field's option
    checked_on = serializers.DateField(allow_null=True)
    approved_on = serializers.DateField(
        allow_null=True, help_text="When a second person confirmed it; empty: it came with a release"
    )


class FactDayAnswerSerializer(serializers.Serializer[Any]):
    on = serializers.DateField(allow_null=True)
    after = serializers.DateField(allow_null=True)
    items = FactSpanSerializer(many=True)


class FactDaySerializer(serializers.Serializer[Any]):
    """One of two days: what applied on it, today when both are left out, or what changes after it."""

    on = serializers.DateField(required=False)
    after = serializers.DateField(required=False)

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        if len(asked) > 1:
            raise serializers.ValidationError({"after": [_("Give one of the two days.")]})
        return asked


class PlaceSerializer(serializers.Serializer[Any]):
    """Sent in the body: where somebody lives has no place in an address."""

    place = serializers.CharField(
        max_length=MOST, help_text="A TERYT number, a postal code or its beginning, a town or a voivodeship"
    )


class SuggestionSerializer(serializers.Serializer[Suggestion]):
    office = OfficeSerializer()
    town = serializers.CharField(help_text="Empty: somewhere in the voivodeship")
    by = serializers.ChoiceField(
        choices=WAYS,
        help_text="postal-area: the list lacks the code, others begin so; like-name: spelled nearly so",
    )


class SuggestionsSerializer(serializers.Serializer[Suggestions]):
    """The likeliest first. Where `count` is more than there are items, more letters of the name tell them apart."""

    count = serializers.IntegerField()
    items = SuggestionSerializer(many=True)


class OnSerializer(serializers.Serializer[Any]):
    """The day the facts have to hold on; today when it is left out."""

    on = serializers.DateField(required=False)


class VoivodeshipSerializer(serializers.Serializer[Any]):
    voivodeship = serializers.RegexField(r"^[0-9]{2}$", required=False, help_text="TERYT code")


def form_data(form: Form, preset: Answers) -> dict[str, Any]:
    """The form with the schema of each step and of the whole."""
    return {
        "key": form.key,
        "version": form.version,
        "digest": form.digest,
        "title": _(form.title),
        "official_title": form.official_title,
        "provisional": form.provisional,
        "instructions": list(form.instructions),
        "schema": json_schema.referring(json_schema.of(form)),
        "steps": [
            {
                "key": step.key,
                "title": _(step.title),
                "intro": _(step.intro) if step.intro else "",
                "schema": json_schema.referring(json_schema.of_step(form, step)),
            }
            for step in walk.possible(form, preset)
        ],
        "declarations": [
            {
                "key": each.key,
                "official": each.official,
                "title": wording.of_declaration(each),
                "law": [UnitSerializer(unit).data for unit in each.law],
            }
            for each in form.declarations
        ],
    }


def fees_data(procedure: Procedure, on: date) -> dict[str, Any]:
    known = facts.of(procedure, on=on)
    return {
        "on": on,
        "items": known.fees,
        "unknown": known.unknown_fees,
        "dues": known.dues,
        "reliefs": known.reliefs,
        "total": known.total,
    }

"""What the API says of an application, its steps and its files."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from applications.answers import cautions, sheets
from applications.answers.cautions import Caution
from applications.drafting import lifecycle, represented, versions
from applications.drafting.carrying import CarriedAnswer
from applications.drafting.models import Application, ForWhom
from applications.uploads.models import Upload
from procedures import catalogue
from procedures.authorities import Decider
from procedures.checklist import Listed
from procedures.language import walk, wording
from procedures.language.schema import Field
from procedures.serializers import AuthoritySerializer, DocumentSerializer, UnitSerializer
from writing import cleaning

SELF = "self"
MOST_SIGNS = 500  # of a zone of 90, pasted with whatever stands between


class TypedDateField(serializers.DateField):
    """Cleaned as a form's dates are: digits of any script, any hyphen, nothing invisible."""

    def to_internal_value(self, value: Any) -> date:
        return super().to_internal_value(cleaning.code(value) if isinstance(value, str) else value)


@extend_schema_field(serializers.CharField())
class WhoField(serializers.Field[int, int, str, Any]):
    """Of a user's number: the reader is told `self`, or the number."""

    def to_representation(self, value: int) -> str:
        return SELF if value == self.context["request"].user.pk else str(value)


class NewApplicationSerializer(serializers.Serializer[dict[str, Any]]):
    procedure = serializers.CharField()
    page = serializers.UUIDField(
        required=False,
        allow_null=True,
        default=None,
        help_text="Of the page where it begins, as its form block names it: links of its steps lead back there",
    )
    last_lawful_day = TypedDateField(required=False, allow_null=True, default=None)
    for_whom = serializers.ChoiceField(choices=ForWhom.choices, default=ForWhom.SELF, help_text="Who the applicant is")
    called = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=represented.LONGEST_LABEL,
        help_text="What you call the person you represent, to tell drafts apart; sealed, and never filed",
    )


class ApplicationSerializer(serializers.ModelSerializer[Application]):
    """A line of the list; no answers, no query into sealed data."""

    url = serializers.HyperlinkedIdentityField(view_name="applications-api:application", lookup_field="id")
    principal = WhoField(
        source="principal_id", read_only=True, help_text="Whose case it is: self, or for whom one acts."
    )
    title = serializers.SerializerMethodField()
    page = serializers.UUIDField(
        source="page_key", read_only=True, help_text="Where it began; empty: nowhere in particular"
    )
    kept_until = serializers.SerializerMethodField()
    not_fileable = serializers.SerializerMethodField(
        help_text="Why it cannot be filed today, whatever its answers are; else empty"
    )

    class Meta:
        model = Application
        fields: tuple[str, ...] = (
            "id",
            "url",
            "principal",
            "procedure",
            "for_whom",
            "title",
            "form_key",
            "form_version",
            "state",
            "language",
            "page",
            "last_lawful_day",
            "kept_until",
            "created_at",
            "changed_at",
            "filed_at",
            "not_fileable",
        )
        read_only_fields = fields

    def get_not_fileable(self, application: Application) -> str:
        found = versions.not_fileable(application)
        return str(found) if found else ""

    def get_title(self, application: Application) -> str:
        return _(catalogue.procedure(application.procedure).title)

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_kept_until(self, application: Application) -> str | None:
        return application.kept_until.isoformat() if application.is_editable else None


class StepLineSerializer(serializers.Serializer[dict[str, Any]]):
    key = serializers.CharField()
    title = serializers.CharField()
    is_complete = serializers.BooleanField()
    url = serializers.CharField()


class WarningSerializer(serializers.Serializer[Caution]):
    """What may be a reason to refuse, or is unusual. It stops nobody."""

    code = serializers.CharField()
    step = serializers.CharField(source="step.key")
    question = serializers.CharField(source="field.key")
    text = serializers.CharField()
    law = UnitSerializer(many=True)
    verified = serializers.BooleanField(help_text="Whether it is certain; false where it compares with an open list")


class WaitedForSerializer(serializers.Serializer[Field]):
    """A question whose answer decides about the office."""

    question = serializers.CharField(source="key")
    title = serializers.SerializerMethodField()

    def get_title(self, field: Field) -> str:
        return wording.of_question(field)


class DeciderSerializer(serializers.Serializer[Decider]):
    """Which office decides when the application is filed today, and by which rule."""

    voivodeship = serializers.CharField(
        source="teryt", help_text="TERYT code, as in the list of authorities; empty until the answers say it"
    )
    voivode = serializers.CharField()
    rule = AuthoritySerializer(help_text="That decides, or, while no office is named, that may decide")
    waits_for = WaitedForSerializer(
        many=True, help_text="The questions to answer first; those after them may depend on the answers"
    )


class ApplicationDetailSerializer(ApplicationSerializer):
    """With its steps, what is missing and what the law would object to; `revision` is also the ETag."""

    revision = serializers.SerializerMethodField()
    called = serializers.SerializerMethodField(help_text="What you call the person you represent; empty of yourself")
    steps = serializers.SerializerMethodField()
    warnings = serializers.SerializerMethodField()
    preview = serializers.SerializerMethodField(help_text="The document as it would be signed now, marked as a draft")
    attachments = serializers.HyperlinkedIdentityField(view_name="applications-api:attachments", lookup_field="id")
    authority = serializers.SerializerMethodField(help_text="Empty once it is signed: its receipt names the office")

    class Meta(ApplicationSerializer.Meta):
        fields = (
            *ApplicationSerializer.Meta.fields,
            "revision",
            "called",
            "steps",
            "warnings",
            "preview",
            "attachments",
            "authority",
        )
        read_only_fields = fields

    def get_revision(self, application: Application) -> int:
        return application.sheet.revision if application.sheet else 0

    def get_called(self, application: Application) -> str:
        return represented.label(application)

    @extend_schema_field(DeciderSerializer(allow_null=True))
    def get_authority(self, application: Application) -> dict[str, Any] | None:
        found = lifecycle.decider(application) if application.is_editable else None
        return None if found is None else DeciderSerializer(found).data

    @extend_schema_field(StepLineSerializer(many=True))
    def get_steps(self, application: Application) -> list[dict[str, Any]]:
        if application.draft is None:
            return []
        contents = sheets.read(application.draft)
        unfinished = {step.key for step in lifecycle.unfinished(application)}
        own = self.fields["url"].to_representation(application)
        return [
            {
                "key": step.key,
                "title": _(step.title),
                "is_complete": step.key not in unfinished,
                "url": f"{own}steps/{step.key}/",
            }
            for step in walk.steps(lifecycle.form_of(application), contents.answers)
        ]

    @extend_schema_field(WarningSerializer(many=True))
    def get_warnings(self, application: Application) -> list[dict[str, Any]]:
        if application.draft is None:
            return []
        answers = sheets.read(application.draft).answers
        found = cautions.of(lifecycle.form_of(application), answers)
        return [WarningSerializer(each).data for each in found]

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_preview(self, application: Application) -> str | None:
        if application.draft is None or not application.is_editable:
            return None
        made: str = reverse("filing-api:copy", args=[application.pk, "preview.pdf"], request=self.context["request"])
        return made


class ApplicationStepSerializer(serializers.Serializer[dict[str, Any]]):
    """Canonical answers: codes and ISO values; the schema says their shape."""

    key = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    revision = serializers.IntegerField(read_only=True)
    answers = serializers.DictField()
    schema = serializers.CharField(read_only=True)
    sentences = serializers.CharField(
        read_only=True, help_text="Where ready Polish sentences for this step are; empty when it has none"
    )
    zone = serializers.CharField(
        read_only=True, help_text="Where the machine readable lines of a document fill in this step; else empty"
    )
    discarded_signatures = serializers.BooleanField(read_only=True)


class CarriedAnswerSerializer(serializers.Serializer[CarriedAnswer]):
    question = serializers.CharField(source="key")
    step = serializers.CharField(source="step.key")
    title = serializers.SerializerMethodField()
    value = serializers.JSONField(help_text="As its schema has it")
    shown = serializers.CharField(help_text="For the reader")

    def get_title(self, answer: CarriedAnswer) -> str:
        return wording.of_question(answer.question)


class TakenSerializer(serializers.Serializer[Any]):
    questions = serializers.ListField(child=serializers.CharField(), help_text="Keys of those to take over")


class ChosenSerializer(serializers.Serializer[Any]):
    """Which ready sentences, each with its blanks filled in."""

    question = serializers.CharField(help_text="Key of the question")
    chosen = serializers.ListField(child=serializers.DictField(), help_text="sentence and blanks of each")

    @classmethod
    def read(cls, sent: Any) -> tuple[str, Any]:
        """The question and what is chosen, of a request."""
        asked = cls(data=sent)
        asked.is_valid(raise_exception=True)
        return asked.validated_data["question"], asked.validated_data["chosen"]


class ComposedSerializer(serializers.Serializer[Any]):
    answer = serializers.DictField(help_text="The answer to put: pl is filed, own says what it means")


class ZoneSerializer(serializers.Serializer[Any]):
    """As they stand at the foot of the page with the photograph."""

    lines = serializers.CharField(
        max_length=MOST_SIGNS, help_text="Two lines of 44 or 36 signs, or three of 30; each ends with a line break"
    )


class FilledInSerializer(serializers.Serializer[Any]):
    step = serializers.CharField()
    url = serializers.CharField(help_text="Of the step, to put the answers to, with those that stand there")
    answers = serializers.DictField(help_text="As its schema has them, by question")


class RefusalSerializer(serializers.Serializer[Any]):
    wrong = serializers.CharField()
    remedy = serializers.CharField()
    paragraph = serializers.CharField()


class AttachmentSerializer(serializers.ModelSerializer[Upload]):
    name = serializers.CharField()
    refusals = RefusalSerializer(many=True)

    class Meta:
        model = Upload
        fields = ("id", "purpose", "name", "size", "pages", "state", "faults", "refusals", "received_at")
        read_only_fields = fields


class ListedSerializer(serializers.Serializer[Listed]):
    """A document that this person needs."""

    document = DocumentSerializer()
    is_open = serializers.BooleanField(help_text="An answer that is missing decides yet whether it is needed")


class NewAttachmentSerializer(serializers.Serializer[dict[str, Any]]):
    purpose = serializers.CharField()
    file = serializers.FileField()

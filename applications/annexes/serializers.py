"""Shapes of this room's API; answers of a step are validated by the form of the step."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from applications.annexes import across, cautions, signers, status
from applications.annexes.states import AnnexState
from applications.annexes.status import AnnexStatus
from applications.answers.forms import StepForm
from applications.drafting.serializers import WarningSerializer
from procedures.serializers import UnitSerializer
from writing import mailboxes

CAUTIONS = (cautions.LOW_PAY, cautions.OTHER_ENTITY)
ACTIONS = ("send", "resend", "reopen", "replace", "end")


class AnnexStatusSerializer(serializers.Serializer[Any]):
    annex = serializers.CharField(help_text="Key of the annex's form")
    title = serializers.CharField()
    email = serializers.EmailField(allow_blank=True)
    state = serializers.ChoiceField(status.STATES)
    is_current = serializers.BooleanField()
    may_ask_more = serializers.BooleanField(help_text="Whether the form takes a further annex of this kind")
    request = serializers.UUIDField(allow_null=True)
    sent_at = serializers.DateTimeField(allow_null=True)
    opened_at = serializers.DateTimeField(allow_null=True)
    signed_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)
    signatures_made = serializers.IntegerField()
    signatures_needed = serializers.IntegerField(help_text="More than one where several represent an entity together")
    next_is_asked_later = serializers.BooleanField(
        help_text="Who signs next has no link yet: too many were sent today, and theirs follows tomorrow"
    )
    sign_by = serializers.DateField(
        allow_null=True, help_text="So that it can be filed in time, and before the link ends"
    )
    warnings = WarningSerializer(
        many=True, help_text="Where a signed annex and the application do not go together; it stops nobody"
    )
    days_left = serializers.IntegerField(allow_null=True, help_text="To sign, while it is waited for")


class AnnexCautionSerializer(serializers.Serializer[Any]):
    """What the law may refuse: a warning, nothing is refused here."""

    code = serializers.ChoiceField(CAUTIONS)
    annex = serializers.CharField(help_text="Key of the annex's form")
    question = serializers.CharField(source="question.key")
    text = serializers.CharField()
    law = UnitSerializer(many=True)


class AskSerializer(serializers.Serializer[Any]):
    action = serializers.ChoiceField(ACTIONS, default="send")
    annex = serializers.CharField(required=False)
    request = serializers.UUIDField(required=False)
    email = serializers.EmailField(required=False)

    def validate_email(self, email: str) -> str:
        mailboxes.validate(email)
        return mailboxes.normal(email)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        wanted = {"send": ("annex", "email"), "replace": ("request", "email")}.get(attrs["action"], ("request",))
        if missing := [name for name in wanted if name not in attrs]:
            raise ValidationError({name: [_("This field is required.")] for name in missing})
        return attrs


class StepProgressSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    title = serializers.CharField()
    state = serializers.CharField()


class FormReferenceSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    version = serializers.CharField()


class AnnexSerializer(serializers.Serializer[Any]):
    form = FormReferenceSerializer()
    state = serializers.ChoiceField(AnnexState.choices)
    expires_at = serializers.DateTimeField()
    sign_by = serializers.DateField(help_text="So that it can be filed in time, and before the link ends")
    days_left = serializers.IntegerField(help_text="To sign")
    revision = serializers.IntegerField()
    known = serializers.DictField(help_text="Taken over from the application; not to be changed here")
    answers = serializers.DictField()
    steps = StepProgressSerializer(many=True)
    can_sign = serializers.BooleanField()
    cautions = AnnexCautionSerializer(many=True)
    signers = serializers.ListField(
        child=serializers.EmailField(), help_text="Who signs after who fills it in, in turn (joint representation)"
    )


class SignersSerializer(serializers.Serializer[Any]):
    emails = serializers.ListField(child=serializers.EmailField(), max_length=signers.MOST)

    def validate_emails(self, emails: list[str]) -> list[str]:
        for email in emails:
            mailboxes.validate(email)
        return [mailboxes.normal(email) for email in emails]


class AnnexToSignSerializer(serializers.Serializer[Any]):
    """An annex as somebody who signs with others reads it: nothing in it is theirs to change."""

    form = FormReferenceSerializer()
    is_signed = serializers.BooleanField(help_text="By this person")
    expires_at = serializers.DateTimeField()
    sign_by = serializers.DateField()
    days_left = serializers.IntegerField(help_text="To sign")
    answers = serializers.DictField()
    signed_by = serializers.ListField(child=serializers.CharField(), help_text="Who signed so far, in turn")


class StepAnswersSerializer(serializers.Serializer[Any]):
    revision = serializers.IntegerField(min_value=0)
    answers = serializers.DictField()


class RedirectSerializer(serializers.Serializer[Any]):
    url = serializers.URLField()


class ReturnedSerializer(serializers.Serializer[Any]):
    state = serializers.CharField()
    artifact = serializers.CharField(allow_blank=True, default="")


def listed(each: AnnexStatus) -> dict[str, Any]:
    request = each.request
    return {
        "annex": each.key,
        "title": gettext(each.title),
        "email": each.email,
        "state": each.state,
        "is_current": each.is_current,
        "may_ask_more": each.may_ask_more,
        "request": request.pk if request else None,
        "sent_at": request.sent_at if request else None,
        "opened_at": request.opened_at if request else None,
        "signed_at": request.signed_at if request else None,
        "expires_at": request.expires_at if request else None,
        "signatures_made": each.signatures[0],
        "signatures_needed": each.signatures[1],
        "next_is_asked_later": request is not None and request.is_next_unasked,
        "sign_by": request.sign_by if request else None,
        "warnings": [WarningSerializer(caution).data for caution in across.of(each)],
        "days_left": request.days_left if request and each.is_waited_for else None,
    }


def invalid(form: StepForm) -> ValidationError:
    """The form's errors at their fields, with the codes of the named rules."""
    return ValidationError({problem.field: [problem.text] for problem in form.problems()})

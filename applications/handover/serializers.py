"""Shapes of this room's API."""

from typing import Any

from rest_framework import serializers

from applications.drafting.serializers import TypedDateField
from applications.drafting.states import ApplicationState
from applications.handover.states import HandOverState
from writing import mailboxes

ANSWERS = ("accept", "refuse")


class HandOverSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    state = serializers.ChoiceField(HandOverState.choices)
    email = serializers.EmailField(allow_blank=True, help_text="Empty once it has ended")
    asked_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()


class HandingOverSerializer(serializers.Serializer[Any]):
    is_possible = serializers.BooleanField(help_text="The person whom it is for is of age today")
    why_not = serializers.CharField(allow_blank=True, help_text="A sentence for the person; empty where it is possible")
    code = serializers.CharField(allow_blank=True, help_text="The same as a word of this API")
    last = HandOverSerializer(allow_null=True, help_text="The one that is open, or that ended last")


class NewHandOverSerializer(serializers.Serializer[Any]):
    email = serializers.EmailField(help_text="The link is mailed there, and told nowhere else")
    understood = serializers.BooleanField(help_text="True: the owner knows that their access ends with it")

    def validate_email(self, email: str) -> str:
        mailboxes.validate(email)
        return mailboxes.normal(email)


class OfferedHandOverSerializer(serializers.Serializer[Any]):
    procedure = serializers.CharField()
    state = serializers.ChoiceField(ApplicationState.choices)
    filed_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField()


class HandOverAnswerSerializer(serializers.Serializer[Any]):
    decision = serializers.ChoiceField(ANSWERS)
    born = TypedDateField(required=False, help_text="The date of birth that the application says; for `accept`")


class TakenOverSerializer(serializers.Serializer[Any]):
    application = serializers.UUIDField(allow_null=True, help_text="None: it was refused")

"""Shapes of the thread in the API."""

from typing import Any

from rest_framework import serializers

from applications.correspondence.models import Author
from applications.correspondence.threads import LONGEST
from applications.drafting.serializers import WhoField
from applications.exchange.portal.standing import MessageStanding


class MessageSerializer(serializers.Serializer[Any]):
    """A question of the person or an answer of the office."""

    id = serializers.UUIDField()
    author = serializers.ChoiceField(choices=Author.choices)
    name = serializers.CharField(help_text="Who wrote it at the office; empty for the person's own.")
    by = WhoField(
        source="person",
        allow_null=True,
        read_only=True,
        help_text="Who wrote it here: self, or who acts for or with one; null for the office's.",
    )
    text = serializers.CharField()
    language = serializers.CharField()
    sent_at = serializers.DateTimeField()
    in_reply_to = serializers.UUIDField(allow_null=True)
    has_legal_effect = serializers.BooleanField(help_text="False: an informal letter.")
    delivery = serializers.ChoiceField(
        source="standing",
        choices=MessageStanding.choices,
        allow_null=True,
        help_text="Of one's own: is it at the office?",
    )
    delivery_text = serializers.CharField(
        source="standing.explained", default="", help_text="What is wrong and what to do, when it is held up."
    )


class QuestionSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=LONGEST)
    language = serializers.CharField(max_length=10, required=False, help_text="The language it is written in.")


class QuestionSentSerializer(serializers.Serializer[Any]):
    """What a repeated request gets again: without the text, which is not kept for that."""

    id = serializers.UUIDField()
    sent_at = serializers.DateTimeField()

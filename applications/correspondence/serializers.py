"""Shapes of the thread in the API."""

from typing import Any

from rest_framework import serializers

from applications.correspondence.models import Author
from applications.correspondence.threads import LONGEST


class MessageSerializer(serializers.Serializer[Any]):
    """A question of the person or an answer of the office."""

    id = serializers.UUIDField()
    author = serializers.ChoiceField(choices=Author.choices)
    name = serializers.CharField(help_text="Who wrote it at the office; empty for the person's own.")
    text = serializers.CharField()
    language = serializers.CharField()
    sent_at = serializers.DateTimeField()
    in_reply_to = serializers.UUIDField(allow_null=True)
    has_legal_effect = serializers.BooleanField(help_text="False: an informal letter.")


class QuestionSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=LONGEST)
    language = serializers.CharField(max_length=10, required=False, help_text="The language it is written in.")


class QuestionSentSerializer(serializers.Serializer[Any]):
    """What a repeated request gets again: without the text, which is not kept for that."""

    id = serializers.UUIDField()
    sent_at = serializers.DateTimeField()

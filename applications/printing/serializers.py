"""Shapes of the printed documents."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from applications.printing.told import ToldLine, ToldPart
from procedures.language.letters import PrintedFact, PrintedSentence
from procedures.serializers import OfficeSerializer

BOX = "#/components/schemas/PrintedBox"


class PrintedSentenceSerializer(serializers.Serializer[PrintedSentence]):
    """A sentence as it is printed, and what it means in the language of the request."""

    official = serializers.CharField()
    own = serializers.CharField()


class PrintedFactSerializer(serializers.Serializer[PrintedFact]):
    official = serializers.CharField(help_text="What it is, in Polish as it is printed")
    answer = serializers.CharField()


class ToldLineSerializer(serializers.Serializer[ToldLine]):
    title = serializers.CharField()
    text = serializers.CharField()
    verified = serializers.BooleanField()


class ToldPartSerializer(serializers.Serializer[ToldPart]):
    key = serializers.CharField(help_text="when, where, how, bring, cost or next")
    heading = serializers.CharField()
    lines = ToldLineSerializer(many=True)


class PrintedBoxSerializer(serializers.Serializer[Any]):
    """A question as it is printed, and its answer; a list has rows instead."""

    number = serializers.CharField(help_text="Empty where the form has none, or nobody has seen it")
    text = serializers.CharField()
    answer = serializers.CharField()
    rows = serializers.SerializerMethodField()

    @extend_schema_field({"type": "array", "items": {"type": "array", "items": {"$ref": BOX}}, "nullable": True})
    def get_rows(self, box: dict[str, Any]) -> list[list[dict[str, Any]]] | None:
        rows = box["rows"]
        return rows and [[dict(PrintedBoxSerializer(cell).data) for cell in row] for row in rows]


class PrintedSectionSerializer(serializers.Serializer[Any]):
    """Of a form that is printed as it is, in its order."""

    heading = serializers.CharField()
    questions = PrintedBoxSerializer(many=True)


class PrintoutSerializer(serializers.Serializer[Any]):
    """A document to print, sign by hand and take or send. Nothing of it is filed through this portal."""

    title = serializers.CharField()
    about = serializers.CharField(help_text="Of a cover letter, what it goes with, in Polish; else empty")
    to = serializers.CharField(help_text="The addressee, in Polish")
    through = serializers.CharField(help_text="The voivode it goes through; empty: it goes to the addressee")
    office = OfficeSerializer(allow_null=True, help_text="Where it is taken or sent; null: no voivode decides")
    face = PrintedSentenceSerializer(many=True, help_text="That it is no official form, and what to do with it")
    sender = PrintedSentenceSerializer(many=True)
    paragraphs = PrintedSentenceSerializer(many=True)
    details = PrintedFactSerializer(many=True)
    sections = PrintedSectionSerializer(many=True)
    declarations = serializers.ListField(child=serializers.CharField(), help_text="In Polish, as they are printed")
    enclosures = serializers.ListField(child=serializers.CharField(), help_text="Official names of what is added")
    last_day = serializers.DateField(allow_null=True, help_text="By which day, where a term runs")
    instructions = ToldPartSerializer(many=True, help_text="What to do with it")
    document = serializers.URLField(help_text="The same as a PDF to print")

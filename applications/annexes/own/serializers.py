"""What the API says of the annexes that the applicant fills in."""

from typing import Any

from rest_framework import serializers

from applications.annexes.own import filling
from applications.annexes.serializers import FormReferenceSerializer
from applications.drafting.serializers import StepLineSerializer, WarningSerializer


class OwnAnnexSerializer(serializers.Serializer[Any]):
    """While one is not complete, nobody signs."""

    annex = serializers.CharField(help_text="Key of the annex's form")
    form = FormReferenceSerializer()
    title = serializers.CharField()
    state = serializers.ChoiceField(filling.STATES)
    revision = serializers.IntegerField()
    known = serializers.DictField(help_text="Taken over from the application; not to be changed here")
    lacking = serializers.ListField(
        child=serializers.CharField(), help_text="What is taken over and not answered there yet"
    )
    unfinished = serializers.ListField(child=serializers.CharField(), help_text="Keys of the steps not finished")
    steps = StepLineSerializer(many=True)
    warnings = WarningSerializer(many=True)

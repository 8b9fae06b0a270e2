"""Shapes of the resources of what is filed."""

from typing import Any

from rest_framework import serializers

from applications.drafting.serializers import WhoField
from applications.retention import keeping


class LinksSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    url = serializers.URLField()


class SummaryLineSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    kind = serializers.CharField()
    sha256 = serializers.CharField()


class SummarySerializer(serializers.Serializer[Any]):
    """What is left of an erased copy; nothing of the person."""

    title = serializers.CharField()
    form = serializers.CharField(help_text="The official Polish name of the form.")
    office = serializers.CharField()
    filed_at = serializers.DateTimeField()
    number = serializers.CharField()
    sha256 = serializers.CharField()
    files = SummaryLineSerializer(many=True)


class KeepingSerializer(serializers.Serializer[Any]):
    """Where the own copy stands after the filing (art. 225g(2))."""

    state = serializers.ChoiceField(
        choices=keeping.STATES,
        help_text="kept; agreed: kept longer by consent; warned: erased after last_day; erased: the summary is left.",
    )
    cause = serializers.CharField(help_text="What made the erasure due; empty before.")
    why = serializers.CharField(help_text="The same as a sentence.")
    last_day = serializers.DateField(allow_null=True, help_text="The last day to download the copy.")
    erased_at = serializers.DateTimeField(allow_null=True)
    agreed_at = serializers.DateTimeField(allow_null=True, help_text="When the person agreed that it is kept longer.")
    consent_version = serializers.CharField()
    consent_text = serializers.CharField(help_text="What one agrees to, in the language of the request.")
    summary = SummarySerializer(allow_null=True)


class ConsentSerializer(serializers.Serializer[Any]):
    version = serializers.CharField(help_text="The consent_version that was read.")


class ReceiptSerializer(serializers.Serializer[Any]):
    number = serializers.CharField()
    principal = WhoField(read_only=True, help_text="Whose case it is: self, or for whom one acts.")
    by = WhoField(read_only=True, help_text="Who handed it in: self, or who acts for or with one.")
    applicant = serializers.CharField(help_text="Whom the receipt names; empty once the own copy is erased.")
    filed_at = serializers.DateTimeField(help_text="Warsaw time.")
    sha256 = serializers.CharField(help_text="Digest of the signed XML, the same as in the register's own receipt.")
    verification_url = serializers.URLField()
    verdict = serializers.CharField(
        help_text="What the register did: applied, quarantined, rejected; empty until then."
    )
    owed = serializers.ListField(child=serializers.CharField(), help_text="Purposes of documents still missing.")
    copy = LinksSerializer(many=True, help_text="Empty once the copy is erased.")
    keeping = KeepingSerializer()

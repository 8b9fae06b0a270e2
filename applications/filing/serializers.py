"""Shapes of the filing resources."""

import base64
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from applications.filing import keeping
from applications.filing.forms import OWN, SIGNED_FILE_BYTES, TRUSTED
from applications.signing import returns


class ToDeclareSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    official = serializers.CharField(help_text="The Polish wording that is signed, word for word.")
    text = serializers.CharField(help_text="The same in the language of the request.")


class InstructionSerializer(serializers.Serializer[Any]):
    version = serializers.CharField()
    language = serializers.CharField()
    sentences = serializers.ListField(child=serializers.CharField())


class ToConfirmSerializer(serializers.Serializer[Any]):
    """What the person confirms before signing."""

    instruction = InstructionSerializer()
    declarations = ToDeclareSerializer(many=True)


class StartSerializer(serializers.Serializer[Any]):
    """The confirmations, and the way to the signature."""

    instruction = serializers.CharField(help_text="Version of the instruction on rights that was read and understood.")
    declarations = serializers.ListField(child=serializers.CharField(), help_text="Keys of the declarations made.")
    signer = serializers.BooleanField(default=False, help_text="The person confirms being the applicant.")
    way = serializers.ChoiceField(
        choices=[TRUSTED, OWN], default=TRUSTED, help_text="trusted: a redirect service; own: a file signed elsewhere."
    )
    return_url = serializers.URLField(
        required=False,
        help_text="Where the service sends the person, at an origin registered with us; the portal's own page if "
        "left out.",
    )

    def validate_return_url(self, url: str) -> str:
        """What comes back proves who signed: it goes to nobody whom we do not know."""
        if not returns.is_allowed(url):
            raise serializers.ValidationError(_("This address is not registered here for the way back."))
        return url


class StartedSerializer(serializers.Serializer[Any]):
    message_id = serializers.UUIDField()
    redirect_url = serializers.URLField(allow_null=True)
    document_url = serializers.URLField(help_text="The XML to sign.")


class ReturnSerializer(serializers.Serializer[Any]):
    state = serializers.CharField()
    artifact = serializers.CharField()


class SignedSerializer(serializers.Serializer[Any]):
    """An application signed elsewhere."""

    signed = serializers.CharField(max_length=SIGNED_FILE_BYTES * 2, help_text="The signed XML, base64.")

    def validate_signed(self, value: str) -> bytes:
        try:
            return base64.b64decode(value, validate=True)
        except ValueError:  # not base64, or not even ASCII
            raise serializers.ValidationError(_("Send the signed XML in base64.")) from None


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

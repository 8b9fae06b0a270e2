"""Shapes of the filing resources."""

import base64
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from applications.drafting.models import ForWhom
from applications.filing.forms import OWN, SIGNED_FILE_BYTES, TRUSTED
from applications.signing import returns
from procedures.serializers import StatementSerializer


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
    for_whom = serializers.ChoiceField(
        choices=ForWhom.choices, help_text="By the answers of today: self signs, of the others their representative."
    )
    signer = serializers.CharField(help_text="What whoever signs confirms of themselves.")
    who_signs = StatementSerializer(many=True, help_text="What the law says of it, by the answers of today.")
    of_age_on = serializers.DateField(
        allow_null=True, help_text="Of a minor: the 18th birthday, from which they sign themselves."
    )


class StartSerializer(serializers.Serializer[Any]):
    """The confirmations, and the way to the signature."""

    instruction = serializers.CharField(help_text="Version of the instruction on rights that was read and understood.")
    declarations = serializers.ListField(child=serializers.CharField(), help_text="Keys of the declarations made.")
    signer = serializers.BooleanField(default=False, help_text="The person confirms being who must sign.")
    for_whom = serializers.ChoiceField(
        choices=ForWhom.choices,
        required=False,
        help_text="As it was read when the signer confirmed: refused where somebody else must sign by now.",
    )
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

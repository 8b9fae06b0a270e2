"""Shapes of the resources of receipts."""

from typing import Any

from rest_framework import serializers


class VerificationSerializer(serializers.Serializer[Any]):
    number = serializers.CharField()
    filed_at = serializers.DateTimeField()
    sha256 = serializers.CharField(source="signed_sha256")

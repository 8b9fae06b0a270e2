"""Outcomes that somebody keeps, as the API takes and gives them."""

from typing import Any

from rest_framework import serializers

from applications.finding.keeping import Opened
from procedures import catalogue
from procedures.outputs import trees
from procedures.serializers import CheckedSerializer


class KeptOutcomeSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    kept_at = serializers.DateTimeField()
    is_changed = serializers.BooleanField(help_text="The questions changed: the same answers led elsewhere then")
    led_to = serializers.CharField(help_text="Key of the outcome or procedure on that day")
    checked = CheckedSerializer(allow_null=True, help_text="As it reads today; null when it can be read no more")


def shown(opened: Opened) -> dict[str, Any]:
    checked = trees.checked(catalogue.tree(opened.tree), opened.walked) if opened.is_readable else None
    return dict(
        KeptOutcomeSerializer(
            {
                "id": opened.id,
                "kept_at": opened.kept_at,
                "is_changed": opened.is_changed,
                "led_to": opened.led_to,
                "checked": checked,
            }
        ).data
    )

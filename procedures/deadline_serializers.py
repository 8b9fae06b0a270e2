"""Terms as the API says them, and what it takes to count one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from procedures.deadlines import rules, saying, visits
from procedures.deadlines.engine import EARLIEST, LATEST, Deadline
from procedures.deadlines.rules import TermRule
from procedures.deadlines.saying import SaidStep
from procedures.deadlines.visits import VisaFree, Visit
from procedures.serializers import UnitSerializer

MOST_VISITS = 200


class AskedDaySerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    title = serializers.CharField()
    is_number = serializers.BooleanField()


class RuleSerializer(serializers.Serializer[TermRule]):
    """A term: what is counted, from which day, and its law."""

    key = serializers.CharField()
    about = serializers.ChoiceField(choices=rules.ABOUT)
    title = serializers.SerializerMethodField()
    text = serializers.SerializerMethodField()
    counts = serializers.ChoiceField(choices=list(rules.WAYS))
    days = serializers.IntegerField(allow_null=True)
    months = serializers.IntegerField(allow_null=True)
    least = serializers.IntegerField(allow_null=True, help_text="When somebody says how many days there are")
    most = serializers.IntegerField(allow_null=True)
    asks = serializers.SerializerMethodField(help_text="What is sent to count it")
    law = UnitSerializer(many=True)
    verified = serializers.BooleanField(help_text="Whether somebody read the units it rests on")
    source_url = serializers.CharField(source="source")
    checked_on = serializers.DateField()

    def get_title(self, rule: TermRule) -> str:
        return _(rule.title)

    def get_text(self, rule: TermRule) -> str:
        return _(rule.text) if rule.text else ""

    @extend_schema_field(AskedDaySerializer(many=True))
    def get_asks(self, rule: TermRule) -> list[dict[str, Any]]:
        return [{"key": key, "title": _(label), "is_number": key == rules.NUMBER} for key, label in rule.asks.items()]


class FromDaysSerializer(serializers.Serializer[Any]):
    """The days a term is counted from; which ones, `asks` of its rule says."""

    day = serializers.DateField(required=False)
    entry = serializers.DateField(required=False)
    began = serializers.DateField(required=False)
    repaired = serializers.DateField(required=False)
    days = serializers.IntegerField(required=False)

    @property
    def named(self) -> Mapping[str, date]:
        return {key: value for key, value in self.validated_data.items() if key != rules.NUMBER}

    @property
    def number(self) -> int | None:
        found: int | None = self.validated_data.get(rules.NUMBER)
        return found


class WorkingSerializer(serializers.Serializer[SaidStep]):
    key = serializers.CharField()
    day = serializers.DateField()
    text = serializers.CharField()
    law = UnitSerializer(many=True)


class DeadlineSerializer(serializers.Serializer[Deadline]):
    """The last day, how it was counted, and the first moment that is too late."""

    rule = RuleSerializer()
    day = serializers.DateField()
    careful = serializers.DateField(
        source="counted.careful", allow_null=True, help_text="A sooner day that is safe where the law is unclear"
    )
    ends_at = serializers.DateTimeField(source="counted.ends_at", help_text="Midnight in Warsaw after the last day")
    working = serializers.SerializerMethodField()

    @extend_schema_field(WorkingSerializer(many=True))
    def get_working(self, deadline: Deadline) -> Any:
        return [WorkingSerializer(each).data for each in saying.working(deadline.counted)]


class VisitSerializer(serializers.Serializer[Visit]):
    entered = serializers.DateField()
    left = serializers.DateField(required=False, allow_null=True, help_text="Empty while still there")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        left = attrs.get("left")
        if not all(EARLIEST <= each <= LATEST for each in (attrs["entered"], left or attrs["entered"])):
            raise serializers.ValidationError(str(saying.REFUSED["out-of-bounds"]))
        if left and left < attrs["entered"]:
            raise serializers.ValidationError({"left": [str(saying.REFUSED["before-the-other"])]})
        return attrs


class VisitsSerializer(serializers.Serializer[Any]):
    """Every stay in the Schengen area without a visa; order and overlaps do not matter."""

    on = serializers.DateField(required=False, help_text="Today in Warsaw, if it is not said")
    visits = serializers.ListField(child=VisitSerializer(), max_length=MOST_VISITS)

    def validate_on(self, on: date) -> date:
        if not EARLIEST <= on <= LATEST:
            raise serializers.ValidationError(str(saying.REFUSED["out-of-bounds"]))
        return on

    @property
    def made(self) -> list[Visit]:
        return [Visit(each["entered"], each.get("left")) for each in self.validated_data["visits"]]


class VisaFreeSerializer(serializers.Serializer[VisaFree]):
    """The 90 days of any 180, as on a day."""

    on = serializers.DateField()
    begins = serializers.DateField(help_text="First of the 180 days that end with it")
    used = serializers.IntegerField(max_value=visits.PERIOD)
    left = serializers.IntegerField(max_value=visits.ALLOWED)
    until = serializers.DateField(
        allow_null=True, help_text="Last day of a stay without a break from that day; empty: not even that day"
    )
    again = serializers.DateField(allow_null=True, help_text="The first day of another stay, if that day is too much")
    over = serializers.DateField(allow_null=True, help_text="The first day on which there were more than 90")

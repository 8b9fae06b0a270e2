"""Shapes of cases in the API; texts are in the language of the request."""

from datetime import date
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.reverse import reverse

from applications.cases.models import CaseFile
from applications.cases.queries import CaseRow
from applications.cases.timeline import Timeline
from applications.exchange.portal.standing import MessageStanding
from applications.filing.states import FollowingState
from applications.retention.keeping import Keeping
from applications.retention.serializers import KeepingSerializer
from procedures.tables import statuses
from procedures.tables.statements import Said

SAID = ("who", "title", "law", "todo", "stay", "work", "travel")  # of a meaning


class CaseRuleSerializer(serializers.Serializer[Said]):
    title = serializers.CharField()
    text = serializers.CharField()
    law = serializers.CharField()


class CaseAnswerSerializer(serializers.Serializer[Any]):
    short = serializers.CharField()
    why = serializers.CharField()
    rules = CaseRuleSerializer(many=True, help_text="What it depends on, where it does")


class CaseStatusSerializer(serializers.Serializer[Any]):
    """Where the case stands, and what that means in law."""

    key = serializers.CharField()
    who = serializers.ChoiceField(choices=statuses.WHO, help_text="act: the person must act.")
    title = serializers.CharField()
    law = serializers.CharField()
    todo = serializers.CharField()
    stay = CaseAnswerSerializer()
    work = CaseAnswerSerializer()
    travel = CaseAnswerSerializer()


class CaseSerializer(serializers.Serializer[CaseRow]):
    """One line of the list."""

    id = serializers.UUIDField()
    procedure = serializers.CharField()
    title = serializers.CharField()
    number = serializers.CharField()
    status = serializers.CharField()
    due = serializers.DateField(allow_null=True)
    filed_at = serializers.DateTimeField()
    url = serializers.SerializerMethodField()

    def get_url(self, row: CaseRow) -> str:
        return reverse("cases-api:case", args=[row.id], request=self.context["request"])


class CaseFactSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field named as DRF's own attribute
    value = serializers.CharField()


class CaseFileSerializer(serializers.Serializer[CaseFile]):
    name = serializers.CharField()
    size = serializers.IntegerField()
    url = serializers.SerializerMethodField()

    def get_url(self, file: CaseFile) -> str:
        return reverse("cases-api:file", args=[self.context["id"], file.pk], request=self.context["request"])


class CaseEventSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    title = serializers.CharField(source="meaning.title")
    law = serializers.CharField(source="meaning.law")
    at = serializers.DateTimeField()
    appeared_at = serializers.DateTimeField(allow_null=True, help_text="When it could be seen here.")
    served_on = serializers.DateField(allow_null=True, help_text="When it was served in law: terms run from this day.")
    facts = CaseFactSerializer(many=True)
    files = CaseFileSerializer(many=True)


class CaseAnswerFileSerializer(serializers.Serializer[Any]):
    state = serializers.ChoiceField(source="following.state", choices=FollowingState.choices)
    sent_at = serializers.DateTimeField(source="following.sent_at", allow_null=True)
    delivery = serializers.ChoiceField(
        source="standing",
        choices=MessageStanding.choices,
        allow_null=True,
        help_text="Once it is sent: is it at the office?",
    )
    delivery_text = serializers.CharField(
        source="standing.explained", default="", help_text="What is wrong and what to do, when it is held up."
    )


class NewAnswerSerializer(serializers.Serializer[Any]):
    file = serializers.FileField()


class CaseRequestSerializer(serializers.Serializer[Any]):
    """One thing the office asks for."""

    id = serializers.UUIDField()
    text = serializers.CharField(help_text="In Polish, as the office wrote it.")
    means = serializers.ChoiceField(choices=["document", "appearance"])
    due = serializers.DateField()
    place = serializers.CharField()
    is_open = serializers.BooleanField()
    can_send = serializers.BooleanField(help_text="A copy can be sent over the portal.")
    files = CaseAnswerFileSerializer(many=True, help_text="What was sent in answer.")


class CaseDetailSerializer(CaseSerializer):
    status = CaseStatusSerializer()  # type: ignore[assignment]  # the whole of it, where the list has its key
    due = serializers.DateField(allow_null=True)
    appeal_by = serializers.DateField(
        allow_null=True, help_text="Last day for an appeal, once the decision was served."
    )
    permit_valid_until = serializers.DateField(allow_null=True, help_text="Of a permit that was granted.")
    duties = CaseRuleSerializer(many=True, help_text="Of whoever has the permit, once it was granted.")
    requests = CaseRequestSerializer(many=True)
    events = CaseEventSerializer(many=True)
    officer = serializers.DictField(child=serializers.CharField())
    messages_url = serializers.CharField()
    receipt_url = serializers.CharField(help_text="The receipt, with the links to the own copy.")
    keeping = KeepingSerializer()


def detail(row: CaseRow, case: Timeline, copy: Keeping, request: Request) -> dict[str, Any]:
    """The list's line and the timeline in one."""
    context = {"request": request, "id": row.id}
    said = {name: getattr(case.meaning, name) for name in SAID} | {"who": case.who}
    return {
        **CaseSerializer(row, context=context).data,
        "number": case.number,
        "status": CaseStatusSerializer({"key": case.status, **said}).data,
        "due": case.due.isoformat() if case.due else None,
        "appeal_by": _iso(case.decided.appeal_by if case.decided else None),
        "permit_valid_until": _iso(case.decided.valid_until if case.decided else None),
        "duties": [CaseRuleSerializer(duty).data for duty in case.duties],
        "requests": CaseRequestSerializer(case.asked, many=True).data,
        "events": CaseEventSerializer(case.events, many=True, context=context).data,
        "officer": {key: case.officer[key] for key in ("name", "phone") if key in case.officer},
        "messages_url": reverse("correspondence-api:messages", args=[row.id], request=request),
        "receipt_url": reverse("retention-api:receipt", args=[row.id], request=request),
        "keeping": KeepingSerializer(copy).data,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

"""Handing over by API: the owner's side, and by its link the side of whom it was sent to."""

from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from applications.drafting import access as drafts
from applications.drafting.idempotency import PARAMETER, idempotent
from applications.drafting.models import Application
from applications.handover import giving, links, ready, receiving, serializers
from applications.handover.giving import Last
from applications.handover.views import get_hand_over


class ApplicationHandOver(APIView):
    """Of one application; who filed for themselves has none."""

    @extend_schema(responses=serializers.HandingOverSerializer)
    def get(self, request: Request, application_id: UUID) -> Response:
        return Response(_shown(drafts.get(request.user, application_id)))

    @extend_schema(
        request=serializers.NewHandOverSerializer,
        responses={201: serializers.HandingOverSerializer},
        parameters=[PARAMETER],
    )
    @idempotent
    def post(self, request: Request, application_id: UUID) -> Response:
        """Mail a link to the person whom the application is for. It works once, for two weeks."""
        application = drafts.get(request.user, application_id)
        sent = _valid(serializers.NewHandOverSerializer(data=request.data))
        if not sent["understood"]:
            raise ValidationError({"understood": [_("Confirm that you understand this")]})
        acting = drafts.acting_in(request.user, application)
        giving.offer(application, sent["email"], language=get_language() or "pl", acting=acting)
        return Response(_shown(application), status=201)

    def again(self, request: Request, _made: None, application_id: UUID) -> Response:
        return Response(_shown(drafts.get(request.user, application_id)), status=201)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, application_id: UUID) -> Response:
        """Take the open one back: its link ends."""
        application = drafts.get(request.user, application_id)
        acting = drafts.acting_in(request.user, application)
        giving.withdraw(get_hand_over(request, application), acting=acting)
        return Response(status=204)


class HandOverByLink(APIView):
    """By the token of its link, for who is signed in with the address it was mailed to."""

    @extend_schema(responses=serializers.OfferedHandOverSerializer)
    def get(self, request: Request, token: str) -> Response:
        """What it is, and nothing that somebody answered in it. Reading changes nothing."""
        found = links.find(token, drafts.person(request.user))
        application = found.application
        shown = {
            "procedure": application.procedure,
            "state": application.state,
            "filed_at": application.filed_at,
            "expires_at": found.expires_at,
        }
        return Response(serializers.OfferedHandOverSerializer(shown).data)

    @extend_schema(request=serializers.HandOverAnswerSerializer, responses=serializers.TakenOverSerializer)
    def post(self, request: Request, token: str) -> Response:
        """Take it over into the own account, or refuse it."""
        acting = drafts.acting_for_oneself(request.user)
        found = links.find(token, acting.person)
        sent = _valid(serializers.HandOverAnswerSerializer(data=request.data))
        if sent["decision"] == "refuse":
            receiving.refuse(found, acting=acting)
            return Response({"application": None})
        if "born" not in sent:
            raise ValidationError({"born": [_("Enter your date of birth")]})
        taken = receiving.accept(found, born=sent["born"], acting=acting)
        return Response({"application": str(taken.pk)})


def _valid(sent: Any) -> Any:
    sent.is_valid(raise_exception=True)
    return sent.validated_data


def _shown(application: Application) -> dict[str, Any]:
    hindrance = ready.hindrance(application)
    shown = {
        "is_possible": hindrance is None,
        "why_not": str(hindrance or ""),
        "code": hindrance.code if hindrance else "",
        "last": _last(giving.last(application)),
    }
    found: dict[str, Any] = dict(serializers.HandingOverSerializer(shown).data)
    return found


def _last(last: Last | None) -> dict[str, Any] | None:
    if last is None:
        return None
    names = ("id", "state", "asked_at", "expires_at")
    return {**{name: getattr(last.found, name) for name in names}, "email": last.email}

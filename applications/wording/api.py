"""Wording over the API: the applicant's side, and the trusted person's by a link without an account."""

from typing import Any
from uuid import UUID

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from applications.annexes.api import ByLink
from applications.drafting import access
from applications.drafting.idempotency import PARAMETER, idempotent
from applications.drafting.models import Application
from applications.wording import asking, contents, helping, links, machine, serializers, status, texts
from applications.wording.asking import Made
from applications.wording.by_link import get as text_by_link
from applications.wording.models import WordingRequest
from applications.wording.views import get_request, get_text


class Wording(APIView):
    """Texts in own words, what somebody trusted wrote for them, and who was asked."""

    @extend_schema(responses=serializers.WordingSerializer)
    def get(self, request: Request, application_id: UUID) -> Response:
        return Response(_shown(access.get(request.user, application_id)))

    @extend_schema(
        request=serializers.NewWordingSerializer, responses={201: serializers.MadeSerializer}, parameters=[PARAMETER]
    )
    @idempotent
    def post(self, request: Request, application_id: UUID) -> Response:
        """Ask for the Polish of these texts. Without `email` the answer has the link to hand over."""
        application = access.get(request.user, application_id)
        sent = _valid(serializers.NewWordingSerializer(data=request.data))
        acting = access.acting_in(request.user, application)
        made = asking.ask(
            application, chosen=sent["texts"], email=sent.get("email", ""), name=sent["name"], acting=acting
        )
        return _made(made)

    def again(self, request: Request, made: UUID, application_id: UUID) -> Response:
        """A link is kept nowhere and cannot be told twice: a new one can be made."""
        found = get_request(access.get(request.user, application_id), made)
        return _made(Made(found, ""))


class WordingRequestView(APIView):
    """One request."""

    @extend_schema(responses={204: None})
    def delete(self, request: Request, application_id: UUID, request_id: UUID) -> Response:
        """Take it back: its link ends, and what was written and not taken over is erased."""
        application = access.get(request.user, application_id)
        acting = access.acting_in(request.user, application)
        asking.withdraw(get_request(application, request_id), acting=acting)
        return Response(status=204)


class WordingRequestLink(APIView):
    @extend_schema(request=None, responses={201: serializers.MadeSerializer})
    def post(self, request: Request, application_id: UUID, request_id: UUID) -> Response:
        """A new link, mailed or handed over as the first."""
        application = access.get(request.user, application_id)
        acting = access.acting_in(request.user, application)
        return _made(asking.ask_again(get_request(application, request_id), acting=acting))


class WordingDecision(APIView):
    @extend_schema(request=serializers.DecisionSerializer, responses=serializers.WordingSerializer)
    def post(self, request: Request, application_id: UUID, text_id: UUID) -> Response:
        """Take a text over into the draft, or leave it."""
        application = access.get(request.user, application_id)
        sent = _valid(serializers.DecisionSerializer(data=request.data))
        text, acting = get_text(application, text_id), access.acting_in(request.user, application)
        if sent["decision"] == "take":
            asking.take(text, seen=sent["version"], acting=acting)
        else:
            asking.leave(text, acting=acting)
        return Response(_shown(access.get(request.user, application_id)))


class WordingMachine(APIView):
    @extend_schema(request=serializers.KeySerializer, responses=serializers.DraftedSerializer)
    def post(self, request: Request, application_id: UUID) -> Response:
        """Send one text to the service that `machine_goes_to` names. Its draft counts only once it is confirmed."""
        application = access.get(request.user, application_id)
        key = _valid(serializers.KeySerializer(data=request.data))["text"]
        text, acting = asking.of_key(application, key), access.acting_in(request.user, application)
        polish = machine.draft(application, text, acting=acting)
        return Response({"text": key, "polish": polish, "version": asking.version_of(text)})

    @extend_schema(request=serializers.ConfirmedSerializer, responses=serializers.WordingSerializer)
    def put(self, request: Request, application_id: UUID) -> Response:
        """The person looked at the Polish and confirms it: into the draft."""
        application = access.get(request.user, application_id)
        sent = _valid(serializers.ConfirmedSerializer(data=request.data))
        acting = access.acting_in(request.user, application)
        asking.confirm(application, key=sent["text"], polish=sent["polish"], seen=sent["version"], acting=acting)
        return Response(_shown(access.get(request.user, application_id)))


class TextsByLink(ByLink):
    @extend_schema(responses=serializers.TextsByLinkSerializer)
    def get(self, request: Request, token: str) -> Response:
        """The chosen texts and nothing else of the application. Reading changes nothing."""
        return Response(_by_link(links.find(token)))


class TextByLink(ByLink):
    @extend_schema(request=serializers.PolishSerializer, responses=serializers.TextsByLinkSerializer)
    def put(self, request: Request, token: str, text_id: UUID) -> Response:
        """Write the Polish of one text, or confirm what stands there."""
        found = text_by_link(links.find(token), text_id)
        sent = _valid(serializers.PolishSerializer(data=request.data))
        helping.write(found, sent["polish"], seen=sent["version"])
        return Response(_by_link(links.find(token)))


def _valid(sent: Any) -> Any:
    sent.is_valid(raise_exception=True)
    return sent.validated_data


def _made(made: Made) -> Response:
    link = settings.PORTAL_URL.rstrip("/") + made.link if made.link else ""
    return Response(serializers.MadeSerializer({"id": made.request.pk, "link": link}).data, status=201)


def _shown(application: Application) -> Any:
    service = machine.service()
    there = texts.of(application)
    found = status.headings(there, application)
    return serializers.WordingSerializer(
        {
            "texts": [serializers.own_text(text, question) for text, question in found],
            "written": [serializers.offered(question, offer) for question, offer in status.offers(application, there)],
            "requests": [serializers.asked(person) for person in status.people(application)],
            "machine_goes_to": service.goes_to if service else "",
        }
    ).data


def _by_link(asked: WordingRequest) -> Any:
    return serializers.TextsByLinkSerializer(
        {
            "asker": contents.asker_of(asked).name,
            "expires_at": asked.expires_at,
            "texts": serializers.by_link(asked),
        }
    ).data

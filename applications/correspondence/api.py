"""API of the thread: read it, ask the next question. The same form and functions as the page."""

from uuid import UUID

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from applications.correspondence import access, threads
from applications.correspondence.forms import QuestionForm
from applications.correspondence.models import Letter
from applications.correspondence.serializers import MessageSerializer, QuestionSentSerializer, QuestionSerializer
from applications.drafting import access as drafts
from applications.drafting.idempotency import PARAMETER, idempotent


class MessagesView(APIView):
    """Questions to the office about one case, and its answers, the oldest first."""

    @extend_schema(responses=MessageSerializer(many=True))
    def get(self, request: Request, id: UUID) -> Response:
        application = access.get(request.user, id)
        answer = Response(MessageSerializer(threads.of(application), many=True, context={"request": request}).data)
        answer["Cache-Control"] = "private, no-store"
        return answer

    @extend_schema(request=QuestionSerializer, responses={201: QuestionSentSerializer}, parameters=[PARAMETER])
    @idempotent
    def post(self, request: Request, id: UUID) -> Response:
        application = access.get(request.user, id)
        body = request.data if isinstance(request.data, dict) else {}
        form = QuestionForm({"text": body.get("text") if isinstance(body.get("text"), str) else ""})
        if not form.is_valid():
            raise ValidationError({name: [str(error) for error in errors] for name, errors in form.errors.items()})
        language = _language(body.get("language"))
        acting = drafts.acting_in(request.user, application)
        asked = threads.ask(application, form.cleaned_data["text"], acting=acting, language=language)
        return Response(QuestionSentSerializer(asked).data, status=201)

    def again(self, request: Request, made: UUID, id: UUID) -> Response:
        letter = get_object_or_404(Letter, pk=made, application=access.get(request.user, id))
        return Response(QuestionSentSerializer(letter).data)


def _language(named: object) -> str:
    """The one named, or the request's."""
    if isinstance(named, str) and named in dict(settings.LANGUAGES):
        return named
    return get_language() or settings.LANGUAGE_CODE

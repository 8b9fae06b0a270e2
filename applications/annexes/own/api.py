"""API resources of the annexes that the applicant fills in; they call what the pages call."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from applications.annexes import prefill
from applications.annexes.own import filling
from applications.annexes.own.filling import Filling
from applications.annexes.own.serializers import OwnAnnexSerializer
from applications.drafting import access, revisions, step_answers
from applications.drafting.api import offered_sentences
from applications.drafting.serializers import ApplicationStepSerializer, ChosenSerializer, ComposedSerializer
from procedures.language.banks import has_sentences
from procedures.outputs import json_schema
from procedures.serializers import SentencesSerializer


class OwnAnnexesView(APIView):
    """What the applicant fills in beside the application, how far each is, and what is missing."""

    @extend_schema(responses=OwnAnnexSerializer(many=True))
    def get(self, request: Request, id: UUID) -> Response:
        found = filling.of(access.get(request.user, id))
        return Response([OwnAnnexSerializer(_line(each, request)).data for each in found])


class OwnAnnexStepView(APIView):
    """The answers of one step, as codes and ISO values."""

    @extend_schema(responses=ApplicationStepSerializer)
    def get(self, request: Request, id: UUID, annex: str, step: str) -> Response:
        return _step(_get(request, id, annex), step, request)

    @extend_schema(
        request=ApplicationStepSerializer, responses=ApplicationStepSerializer, parameters=[revisions.IF_MATCH]
    )
    def put(self, request: Request, id: UUID, annex: str, step: str) -> Response:
        """All answers of the step; those left out count as not answered."""
        found = _get(request, id, annex)
        answers = request.data.get("answers") if isinstance(request.data, dict) else None
        if not isinstance(answers, dict):
            raise ValidationError({"answers": [_("Send the answers as an object.")]})
        acting = access.acting_in(request.user, found.application)
        saved = filling.write(found, step, answers, expected=revisions.expected(request), acting=acting)
        return _step(_get(request, id, annex), step, request, discarded=saved.discarded_signatures)


class OwnAnnexStepSchemaView(APIView):
    """JSON Schema (2020-12) of a step's answers, with texts in the language asked for."""

    @extend_schema(responses={200: OpenApiTypes.OBJECT})
    def get(self, request: Request, id: UUID, annex: str, step: str) -> Response:
        found = _get(request, id, annex)
        return Response(json_schema.referring(json_schema.of_step(found.form, found.step(step))))


class OwnAnnexStepSentencesView(APIView):
    """Ready Polish sentences of a step's questions, as those of the application."""

    @extend_schema(responses=SentencesSerializer(many=True))
    def get(self, request: Request, id: UUID, annex: str, step: str) -> Response:
        """Those that fit the answers given so far, with what each asks for."""
        found = _get(request, id, annex)
        return Response(offered_sentences(found.form, found.step(step), found.contents.answers))

    @extend_schema(request=ChosenSerializer, responses=ComposedSerializer)
    def post(self, request: Request, id: UUID, annex: str, step: str) -> Response:
        """The answer that these sentences make. Nothing is stored: show it, and put it once it is confirmed."""
        found, asked = _get(request, id, annex), ChosenSerializer.read(request.data)
        made = step_answers.composed_of(found.form, found.step(step), *asked, found.contents.answers)
        return Response({"answer": made})


def _get(request: Request, application: UUID, annex: str) -> Filling:
    return filling.get(access.get(request.user, application), annex)


def _line(each: Filling, request: Request) -> dict[str, Any]:
    unfinished = [step.key for step in each.unfinished]
    return {
        "annex": each.key,
        "form": {"key": each.form.key, "version": each.form.version},
        "title": _(each.form.title),
        "state": each.state,
        "revision": each.sheet.revision,
        "known": prefill.kept(each.form, each.contents.answers),
        "lacking": [field.source for field in each.lacking],
        "unfinished": unfinished,
        "steps": [
            {
                "key": step.key,
                "title": _(step.title),
                "is_complete": step.key not in unfinished,
                "url": _address("step", each, step.key, request),
            }
            for step in each.steps
        ],
        "warnings": each.cautions,
    }


def _step(each: Filling, key: str, request: Request, *, discarded: bool = False) -> Response:
    step, answers = each.step(key), each.contents.answers
    own = [field.key for field in step.fields if not field.carried and field.key in answers]
    data = {
        "key": step.key,
        "title": _(step.title),
        "revision": each.sheet.revision,
        "answers": {key: answers[key] for key in own},
        "schema": _address("step-schema", each, step.key, request),
        "sentences": _address("step-sentences", each, step.key, request) if has_sentences(step) else "",
        "discarded_signatures": discarded,
    }
    return Response(data, headers=revisions.etag(each.sheet.revision))


def _address(name: str, each: Filling, step: str, request: Request) -> str:
    found: str = reverse(f"annexes-api:own-{name}", args=[each.application.pk, each.key, step], request=request)
    return found

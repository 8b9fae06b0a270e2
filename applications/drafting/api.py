"""API resources of drafts: the list, one application, its steps and its files; they call what the pages call."""

from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from applications.answers import composing
from applications.drafting import (
    access,
    attachments,
    begun,
    carrying,
    charged,
    lifecycle,
    represented,
    revisions,
    step_answers,
)
from applications.drafting.errors import NoLabel
from applications.drafting.idempotency import PARAMETER, idempotent
from applications.drafting.lifecycle import Beginning
from applications.drafting.models import Application
from applications.drafting.represented import Represented
from applications.drafting.serializers import (
    ApplicationDetailSerializer,
    ApplicationSerializer,
    ApplicationStepSerializer,
    AttachmentSerializer,
    CarriedAnswerSerializer,
    ChosenSerializer,
    ComposedSerializer,
    FilledInSerializer,
    ListedSerializer,
    NewApplicationSerializer,
    NewAttachmentSerializer,
    TakenSerializer,
    ZoneSerializer,
)
from applications.uploads import intake
from paging import keyset
from procedures import catalogue
from procedures.errors import Unknown
from procedures.language.banks import has_sentences
from procedures.language.schema import Answers, Form, Procedure, Step
from procedures.outputs import banks, json_schema
from procedures.serializers import SentencesSerializer


class ApplicationsView(APIView):
    """One's own applications, newest first."""

    @extend_schema(
        responses=keyset.schema(ApplicationSerializer), parameters=keyset.PARAMETERS, operation_id="applications_list"
    )
    def get(self, request: Request) -> Response:
        page = keyset.of(access.for_actor(request.user), request)
        shown = ApplicationSerializer(page.rows, many=True, context={"request": request})
        return Response(page.told(shown.data))

    @extend_schema(
        request=NewApplicationSerializer, responses={201: ApplicationDetailSerializer}, parameters=[PARAMETER]
    )
    @idempotent
    def post(self, request: Request) -> Response:
        asked = NewApplicationSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            procedure = catalogue.procedure(asked.validated_data["procedure"])
        except Unknown as error:
            raise ValidationError({"procedure": [_("There is no such procedure.")]}) from error
        how = Beginning(
            page=_place(asked.validated_data["page"], procedure),
            last_lawful_day=asked.validated_data["last_lawful_day"],
            whom=_whom(asked.validated_data),
        )
        acting = access.acting_for_oneself(request.user)
        application = lifecycle.start(acting, procedure, language=get_language() or "", **how)
        return _started(application, request)

    def again(self, request: Request, made: UUID) -> Response:
        return _started(access.get(request.user, made), request)


class ApplicationView(APIView):
    """One application: where it is, its steps, what is missing."""

    @extend_schema(responses=ApplicationDetailSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return _detail(access.get(request.user, id), request)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, id: UUID) -> Response:
        """Delete a draft for ever, with its answers and files. What is signed or filed stays: 409."""
        application = access.get(request.user, id)
        lifecycle.discard(application, acting=access.acting_in(request.user, application))
        return Response(status=204)


class CarriedView(APIView):
    """What is common to a family, from another application of the same account."""

    @extend_schema(responses=CarriedAnswerSerializer(many=True))
    def get(self, request: Request, id: UUID, source: UUID) -> Response:
        """What could be taken over: show it to the person first. Nothing is stored."""
        found = carrying.offered(access.get(request.user, source), access.get(request.user, id))
        return Response([CarriedAnswerSerializer(each).data for each in found])

    @extend_schema(request=TakenSerializer, responses=ApplicationDetailSerializer)
    def post(self, request: Request, id: UUID, source: UUID) -> Response:
        """Take over what the person chose, by question."""
        application, origin = access.get(request.user, id), access.get(request.user, source)
        asked = TakenSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        acting = access.acting_in(request.user, application)
        application = carrying.take(origin, application, asked.validated_data["questions"], acting=acting)
        return _detail(application, request)


class ApplicationStep(APIView):
    """The answers of one step, as codes and ISO values."""

    @extend_schema(responses=ApplicationStepSerializer)
    def get(self, request: Request, id: UUID, step: str) -> Response:
        return _step(access.get(request.user, id), step, request)

    @extend_schema(
        request=ApplicationStepSerializer, responses=ApplicationStepSerializer, parameters=[revisions.IF_MATCH]
    )
    def put(self, request: Request, id: UUID, step: str) -> Response:
        """All answers of the step; those left out count as not answered."""
        application = access.get(request.user, id)
        answers = request.data.get("answers") if isinstance(request.data, dict) else None
        if not isinstance(answers, dict):
            raise ValidationError({"answers": [_("Send the answers as an object.")]})
        expected, acting = revisions.expected(request), access.acting_in(request.user, application)
        saved = step_answers.write(application, step, answers, expected=expected, acting=acting)
        application.sheet = saved.written.sheet
        return _step(application, step, request, discarded=saved.discarded_signatures)


class StepSchemaView(APIView):
    """JSON Schema (2020-12) of a step's answers, with texts in the language asked for."""

    @extend_schema(responses={200: OpenApiTypes.OBJECT})
    def get(self, request: Request, id: UUID, step: str) -> Response:
        form_and_step = step_answers.find(access.get(request.user, id), step)
        return Response(json_schema.referring(json_schema.of_step(*form_and_step)))


class StepSentencesView(APIView):
    """Ready Polish sentences of a step's questions, for who writes no Polish."""

    @extend_schema(responses=SentencesSerializer(many=True))
    def get(self, request: Request, id: UUID, step: str) -> Response:
        """Those that fit the answers given so far, with what each asks for."""
        application = access.get(request.user, id)
        form, found = step_answers.find(application, step)
        return Response(offered_sentences(form, found, step_answers.contents(application).answers))

    @extend_schema(request=ChosenSerializer, responses=ComposedSerializer)
    def post(self, request: Request, id: UUID, step: str) -> Response:
        """The answer that these sentences make, with its Polish and its meaning. Nothing is stored: show it to the
        person, and once they confirm it, put it as the answer to this question."""
        application = access.get(request.user, id)
        return Response({"answer": step_answers.composed(application, step, *ChosenSerializer.read(request.data))})


def offered_sentences(form: Form, step: Step, answers: Answers) -> list[dict[str, Any]]:
    """What can be chosen at each question of the step, of annexes too."""
    return [banks.shown(*each) for each in composing.choices(form, step, answers)]


class StepZoneView(APIView):
    """The machine readable lines of a passport or a card, for a step that asks for what they say."""

    @extend_schema(request=ZoneSerializer, responses=FilledInSerializer(many=True))
    def post(self, request: Request, id: UUID, step: str) -> Response:
        """What the lines answer, step by step: all of this step, of others what is not answered yet. Nothing is
        stored, the lines neither: show it to the person, who compares it with the document, and put it then."""
        application = access.get(request.user, id)
        asked = ZoneSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        found = step_answers.filled_in(application, step, asked.validated_data["lines"])
        return Response([{"step": each.key, "url": _of_step(application, each, request), "answers": values}
                         for each, values in found])  # fmt: skip


class ChecklistView(APIView):
    """The documents that the answers of an application ask for: those with a purpose are uploaded under it, the others
    among the evidence, but for annexes."""

    @extend_schema(responses=ListedSerializer(many=True))
    def get(self, request: Request, id: UUID) -> Response:
        listed = charged.checklist_of(access.get(request.user, id))
        return Response([ListedSerializer(each).data for each in listed])


class AttachmentsView(APIView):
    """Files of an application, with what the check said."""

    parser_classes = (MultiPartParser,)

    @extend_schema(responses=AttachmentSerializer(many=True))
    def get(self, request: Request, id: UUID) -> Response:
        application = access.get(request.user, id)
        return Response(AttachmentSerializer(intake.of(application.pk), many=True).data)

    @extend_schema(request=NewAttachmentSerializer, responses={201: AttachmentSerializer})
    def post(self, request: Request, id: UUID) -> Response:
        application = access.get(request.user, id)
        asked = NewAttachmentSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        file, purpose = asked.validated_data["file"], asked.validated_data["purpose"]
        acting = access.acting_in(request.user, application)
        upload = attachments.receive(application, purpose=purpose, name=file.name, content=file.read(), acting=acting)
        return Response(AttachmentSerializer(upload).data, status=201)


class AttachmentView(APIView):
    @extend_schema(responses={204: None})
    def delete(self, request: Request, id: UUID, attachment: UUID) -> Response:
        application = access.get(request.user, id)
        attachments.remove(application, attachment, acting=access.acting_in(request.user, application))
        return Response(status=204)


def _place(page: UUID | None, procedure: Procedure) -> UUID | None:
    if page is not None and not begun.is_place(page, procedure.key):
        raise ValidationError({"page": [_("No published page of this key carries the form of this procedure.")]})
    return page


def _whom(asked: dict[str, Any]) -> Represented:
    try:
        return represented.of(asked["for_whom"], asked["called"])
    except NoLabel as missing:
        raise ValidationError({"called": [str(missing)]}) from missing


def _started(application: Application, request: Request) -> Response:
    answer = _detail(application, request, status=201)
    answer["Location"] = answer.data["url"]
    return answer


def _detail(application: Application, request: Request, *, status: int = 200) -> Response:
    data = ApplicationDetailSerializer(application, context={"request": request}).data
    return Response(data, status=status, headers=_etag(application))


def _step(application: Application, key: str, request: Request, *, discarded: bool = False) -> Response:
    _form, step = step_answers.find(application, key)
    data: dict[str, Any] = {
        "key": step.key,
        "title": _(step.title),
        "revision": application.sheet.revision if application.sheet else 0,
        "answers": step_answers.read(application, step),
        "schema": reverse("applications-api:step-schema", args=[application.pk, step.key], request=request),
        "sentences": _sentences(application, step, request),
        "zone": _zone(application, step, request),
        "discarded_signatures": discarded,
    }
    return Response(data, headers=_etag(application))


def _sentences(application: Application, step: Step, request: Request) -> str:
    """Where those of this step are; empty when none of its questions has any."""
    if not has_sentences(step):
        return ""
    return str(reverse("applications-api:step-sentences", args=[application.pk, step.key], request=request))


def _zone(application: Application, step: Step, request: Request) -> str:
    """Where the lines of a document fill in this step; empty when they fill in nothing here."""
    if not step.mrz:
        return ""
    return str(reverse("applications-api:step-zone", args=[application.pk, step.key], request=request))


def _of_step(application: Application, step: Step, request: Request) -> str:
    return str(reverse("applications-api:step", args=[application.pk, step.key], request=request))


def _etag(application: Application) -> dict[str, str]:
    return revisions.etag(application.sheet.revision) if application.sheet else {}

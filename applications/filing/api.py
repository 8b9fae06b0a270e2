"""API resources from signing to the receipt; they call what the pages call."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from applications.annexes.api import ByLink
from applications.drafting import access
from applications.drafting.models import Application, ForWhom
from applications.filing import (
    annex_copy,
    declared,
    downloads,
    instruction,
    preparing,
    signer,
    submissions,
    who_signs,
)
from applications.filing.errors import AlreadyFiled
from applications.filing.forms import NOT_CONFIRMED, TRUSTED, signer_of
from applications.filing.serializers import (
    StartedSerializer,
    StartSerializer,
    ToConfirmSerializer,
)
from applications.receipts import own_copy
from procedures.language import wording
from procedures.serializers import StatementSerializer


class SignatureView(APIView):
    """Signing: what is confirmed first, and the way to the signature."""

    @extend_schema(responses=ToConfirmSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        application = _editable(request, id)
        language = get_language() or "pl"
        declarations = [
            {"key": each.key, "official": each.official, "text": wording.of_declaration(each)}
            for each in declared.of(application)
        ]
        text = {
            "version": instruction.version(application.procedure),
            "language": language,
            "sentences": instruction.sentences(application.procedure, language),
        }
        whom = signer.for_whom(application)
        said = {
            "for_whom": whom.value,
            "signer": signer_of(application),
            "who_signs": [StatementSerializer(each).data for each in who_signs.stated(application)],
            "of_age_on": who_signs.birthday(application),
        }
        return Response({"instruction": text, "declarations": declarations, **said})

    @extend_schema(request=StartSerializer, responses={201: StartedSerializer})
    def post(self, request: Request, id: UUID) -> Response:
        application = _editable(request, id)
        asked = StartSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        _require_confirmed(application, asked.validated_data)
        acting = access.acting_in(request.user, application)
        instruction.confirm(application, language=get_language() or "pl", acting=acting)
        submission = preparing.prepare(application, acting=acting)
        redirect_url = None
        if asked.validated_data["way"] == TRUSTED:
            back = asked.validated_data.get("return_url") or settings.PORTAL_URL + reverse("filing:return")
            redirect_url = submissions.start_signature(submission, return_url=back).url
        document_url = _url(application, own_copy.UNSIGNED)
        started = {"message_id": submission.pk, "redirect_url": redirect_url, "document_url": document_url}
        return Response(started, status=201)


class CopyView(APIView):
    """One file of the own copy, or the document to sign elsewhere."""

    @extend_schema(
        responses={(200, "application/xml"): OpenApiTypes.BINARY, (200, "application/pdf"): OpenApiTypes.BINARY}
    )
    def get(self, request: Request, id: UUID, name: str) -> HttpResponse:
        application = access.get(request.user, id)
        content = downloads.content(application, name)
        if content is None:
            raise Http404
        headers = downloads.headers(application, name)
        return HttpResponse(content, content_type=downloads.media_type(name), headers=headers)


class AnnexCopyView(ByLink):
    """For who signed an annex, by their link: the signed file (`annex.xml`), or what it says (`annex.pdf`)."""

    @extend_schema(
        responses={(200, "application/xml"): OpenApiTypes.BINARY, (200, "application/pdf"): OpenApiTypes.BINARY}
    )
    def get(self, request: Request, token: str, name: str) -> HttpResponse:
        copy = annex_copy.of(token, name)
        return HttpResponse(copy.content, content_type=copy.media_type, headers=copy.headers)


def _editable(request: Request, application_id: UUID) -> Application:
    application = access.get(request.user, application_id)
    if application.filed_at is not None:
        raise AlreadyFiled
    return application


def _require_confirmed(application: Application, given: dict[str, Any]) -> None:
    """The same confirmations as on the page."""
    errors = {}
    if given["instruction"] != instruction.version(application.procedure):
        errors["instruction"] = [_("Confirm that you have read your rights and duties")]
    wanted = {each.key for each in declared.of(application)}
    if not wanted <= set(given["declarations"]):
        errors["declarations"] = [_("You can only sign if you make this declaration")]
    whom = signer.for_whom(application)
    if not given["signer"] or given.get("for_whom", whom) != whom:
        errors["signer"] = [str(NOT_CONFIRMED[whom == ForWhom.SELF])]
    if errors:
        raise ValidationError(errors)


def _url(application: Application, name: str) -> str:
    return settings.PORTAL_URL + reverse("filing-api:copy", args=[application.pk, name])

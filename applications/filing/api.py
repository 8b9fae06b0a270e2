"""API resources from signing to the receipt; they call what the pages call."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from applications.drafting import access
from applications.drafting.models import Application
from applications.filing import consent, declared, downloads, instruction, keeping, preparing, queries, submissions
from applications.filing.errors import AlreadyFiled, NotPrepared
from applications.filing.forms import TRUSTED
from applications.filing.serializers import (
    ConsentSerializer,
    KeepingSerializer,
    ReceiptSerializer,
    ReturnSerializer,
    SignedSerializer,
    StartedSerializer,
    StartSerializer,
    ToConfirmSerializer,
)
from applications.receipts import numbers, own_copy
from applications.receipts.models import Receipt


class SignatureView(APIView):
    """Signing: what is confirmed first, and the way to the signature."""

    @extend_schema(responses=ToConfirmSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        application = _editable(request, id)
        language = get_language() or "pl"
        declarations = [
            {"key": each.key, "official": each.official, "text": _(each.label)} for each in declared.of(application)
        ]
        text = {
            "version": instruction.VERSION,
            "language": language,
            "sentences": instruction.sentences(language),
        }
        return Response({"instruction": text, "declarations": declarations})

    @extend_schema(request=StartSerializer, responses={201: StartedSerializer})
    def post(self, request: Request, id: UUID) -> Response:
        application = _editable(request, id)
        asked = StartSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        _require_confirmed(application, asked.validated_data)
        instruction.confirm(application, language=get_language() or "pl")
        submission = preparing.prepare(application, by=application.owner)
        redirect_url = None
        if asked.validated_data["way"] == TRUSTED:
            back = asked.validated_data.get("return_url") or settings.PORTAL_URL + reverse("filing:return")
            redirect_url = submissions.start_signature(submission, return_url=back).url
        document_url = _url(application, own_copy.UNSIGNED)
        started = {"message_id": submission.pk, "redirect_url": redirect_url, "document_url": document_url}
        return Response(started, status=201)


class SignatureReturnView(APIView):
    """What the signature service gave back: refused with a reason, or filed."""

    @extend_schema(request=ReturnSerializer, responses=ReceiptSerializer)
    def post(self, request: Request, id: UUID) -> Response:
        application = access.get(request.user, id)
        given = ReturnSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        if submissions.of_return(given.validated_data["state"]).application_id != application.pk:
            raise Http404
        return Response(_receipt(submissions.returned(**given.validated_data)))


class FileView(APIView):
    """Files an application signed elsewhere. Sending it again gives the same receipt."""

    @extend_schema(request=SignedSerializer, responses=ReceiptSerializer)
    def post(self, request: Request, id: UUID) -> Response:
        application = access.get(request.user, id)
        given = SignedSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        submission = queries.submission_of(application)
        if submission is None:
            raise NotPrepared
        return Response(_receipt(submissions.accept(submission, given.validated_data["signed"])))


class ReceiptView(APIView):
    """The receipt, with links to the own copy."""

    @extend_schema(responses=ReceiptSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return Response(_receipt(own_copy.filed(access.get(request.user, id))))


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


class ConsentView(APIView):
    """The consent to keep the own copy after the data entered the register (art. 225g(2)). It may be revoked."""

    @extend_schema(request=ConsentSerializer, responses=KeepingSerializer)
    def put(self, request: Request, id: UUID) -> Response:
        application = access.get(request.user, id)
        given = ConsentSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        version, language = given.validated_data["version"], get_language() or "pl"
        consent.give(application, version=version, language=language, by=application.owner)
        return Response(KeepingSerializer(keeping.of(application)).data)

    @extend_schema(responses=KeepingSerializer)
    def delete(self, request: Request, id: UUID) -> Response:
        application = access.get(request.user, id)
        consent.withdraw(application, by=application.owner)
        return Response(KeepingSerializer(keeping.of(application)).data)


def _editable(request: Request, application_id: UUID) -> Application:
    application = access.get(request.user, application_id)
    if application.filed_at is not None:
        raise AlreadyFiled
    return application


def _require_confirmed(application: Application, given: dict[str, Any]) -> None:
    """The same confirmations as on the page."""
    errors = {}
    if given["instruction"] != instruction.VERSION:
        errors["instruction"] = [_("Confirm that you have read your rights and duties")]
    wanted = {each.key for each in declared.of(application)}
    if not wanted <= set(given["declarations"]):
        errors["declarations"] = [_("You can only sign if you make this declaration")]
    if not given["signer"]:
        errors["signer"] = [_("Confirm that you are the person named and sign yourself")]
    if errors:
        raise ValidationError(errors)


def _receipt(receipt: Receipt) -> dict[str, Any]:
    application = receipt.application
    copy = keeping.of(application)
    names = () if copy.is_erased else own_copy.COPY
    shown = {
        "number": receipt.number,
        "applicant": own_copy.applicant(receipt),
        "filed_at": timezone.localtime(receipt.filed_at),
        "sha256": receipt.signed_sha256,
        "verification_url": numbers.verification_url(receipt.code, receipt.language),
        "verdict": queries.verdict(receipt),
        "owed": [document.purpose for document in queries.owed(application)],
        "copy": [{"name": name, "url": _url(application, name)} for name in names],
        "keeping": copy,
    }
    return dict(ReceiptSerializer(shown).data)


def _url(application: Application, name: str) -> str:
    return settings.PORTAL_URL + reverse("filing-api:copy", args=[application.pk, name])

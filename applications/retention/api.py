"""API resources of what is filed; whatever files answers with the receipt and where the copy stands."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from applications.drafting import access
from applications.drafting.models import Application
from applications.filing import queries, submissions
from applications.filing.errors import NotPrepared
from applications.filing.serializers import ReturnSerializer, SignedSerializer
from applications.receipts import numbers, own_copy
from applications.receipts.models import Receipt
from applications.retention import consent, keeping
from applications.retention.serializers import ConsentSerializer, KeepingSerializer, ReceiptSerializer


class SignatureReturnView(APIView):
    """What the signature service gave back: refused with a reason, or filed."""

    @extend_schema(request=ReturnSerializer, responses=ReceiptSerializer)
    def post(self, request: Request, id: UUID) -> Response:
        application = access.get(request.user, id)
        given = ReturnSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        if submissions.of_return(given.validated_data["state"]).application_id != application.pk:
            raise Http404
        return Response(_receipt(submissions.returned(**given.validated_data), request))


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
        acting = access.acting_in(request.user, application)
        return Response(
            _receipt(submissions.accept(submission, given.validated_data["signed"], acting=acting), request)
        )


class ReceiptView(APIView):
    """The receipt, with links to the own copy."""

    @extend_schema(responses=ReceiptSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return Response(_receipt(own_copy.filed(access.get(request.user, id)), request))


class ConsentView(APIView):
    """The consent to keep the own copy after the data entered the register (art. 225g(2)). It may be revoked."""

    @extend_schema(request=ConsentSerializer, responses=KeepingSerializer)
    def put(self, request: Request, id: UUID) -> Response:
        application = access.get(request.user, id)
        given = ConsentSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        version, language = given.validated_data["version"], get_language() or "pl"
        acting = access.acting_in(request.user, application)
        consent.give(application, version=version, language=language, acting=acting)
        return Response(KeepingSerializer(keeping.of(application)).data)

    @extend_schema(responses=KeepingSerializer)
    def delete(self, request: Request, id: UUID) -> Response:
        application = access.get(request.user, id)
        consent.withdraw(application, acting=access.acting_in(request.user, application))
        return Response(KeepingSerializer(keeping.of(application)).data)


def _receipt(receipt: Receipt, request: Request) -> dict[str, Any]:
    application = receipt.application
    copy = keeping.of(application)
    names = () if copy.is_erased else own_copy.names(receipt)
    shown = {
        "number": receipt.number,
        "principal": application.principal_id,
        "by": queries.handed_in_by(receipt),
        "applicant": own_copy.applicant(receipt),
        "filed_at": timezone.localtime(receipt.filed_at),
        "sha256": receipt.signed_sha256,
        "verification_url": numbers.verification_url(receipt.code, receipt.language),
        "verdict": queries.verdict(receipt),
        "owed": [document.purpose for document in queries.owed(application)],
        "copy": [{"name": name, "url": _url(application, name)} for name in names],
        "keeping": copy,
    }
    return dict(ReceiptSerializer(shown, context={"request": request}).data)


def _url(application: Application, name: str) -> str:
    return settings.PORTAL_URL + reverse("filing-api:copy", args=[application.pk, name])

"""The API resource for whoever was shown a receipt."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from applications.receipts.models import Receipt
from applications.receipts.serializers import VerificationSerializer


class VerifyView(APIView):
    """For anybody who was shown a receipt; no personal data."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(responses=VerificationSerializer)
    def get(self, request: Request, code: str) -> Response:
        found = Receipt.objects.filter(code=code).first()
        if found is None:
            raise Http404
        return Response(VerificationSerializer(found).data)

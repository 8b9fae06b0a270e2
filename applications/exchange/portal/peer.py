"""Who is calling `/gov/v1/`: a pinned TLS key, a signature over this very request, a nonce never seen before."""

import hashlib
import logging
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from urllib.parse import unquote

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from applications.exchange.portal import keys
from applications.exchange.portal.errors import CallerRefused, Conflict
from applications.exchange.portal.models import Nonce
from applications.exchange.protocol import http
from applications.exchange.protocol.errors import ChainBroken, ProtocolError, SignatureInvalid

PROXY_HEADER = "X-Client-Certificate"  # set by the proxy from its verified handshake, stripped on every other host
STATUS: tuple[tuple[type[Exception], int], ...] = (
    (CallerRefused, 403),
    (SignatureInvalid, 403),
    (Conflict, 409),
    (ChainBroken, 409),
    (ProtocolError, 400),
)
logger = logging.getLogger(__name__)

type Answer = Callable[..., HttpResponse]


def fingerprint(request: HttpRequest) -> str | None:
    """SHA-256 of the caller's public key, from our own TLS or from the proxy's."""
    certificate = _from_socket(request)
    if certificate is None and settings.EXCHANGE_BEHIND_PROXY:
        certificate = _from_proxy(request)
    if certificate is None:
        return None
    public = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(public).hexdigest()


def verified(method: str) -> Callable[[Answer], Answer]:
    """For a view of `/gov/v1/`: verifies the caller, answers errors by status, signs the answer."""

    def decorate(view: Answer) -> Answer:
        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, **arguments: object) -> HttpResponse:
            if request.method != method:
                return HttpResponse(status=405, headers={"Allow": method})
            try:
                _authenticate(request)
                response = view(request, **arguments)
            except (CallerRefused, Conflict, ProtocolError) as error:
                logger.warning("%s refused: %s: %s", request.path, type(error).__name__, error)
                response = problem(error)
            return _signed(request, response)

        return answer

    return decorate


def problem(error: CallerRefused | Conflict | ProtocolError) -> HttpResponse:
    status = next(status for kind, status in STATUS if isinstance(error, kind))
    body = {"status": status, "code": error.code, "title": str(error)}
    return JsonResponse(body, status=status, content_type="application/problem+json")


def _authenticate(request: HttpRequest) -> None:
    if fingerprint(request) not in keys.connector_pins():
        raise CallerRefused("this key may not call")
    nonce = http.verify(_as_message(request), request.body, keys.connector_verifying())
    try:
        with transaction.atomic():
            Nonce.objects.create(value=nonce, used_at=timezone.now())
    except IntegrityError as error:
        raise CallerRefused("this request was made before") from error


def _signed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Every answer to a signed request says which request it answers."""
    response["Cache-Control"] = "no-store"
    if "Signature" not in request.headers:
        return response
    message = http.Response(status_code=response.status_code, request=_as_message(request))
    with suppress(SignatureInvalid):  # what can't be quoted was no signature: the answer is a refusal
        for name, value in http.sign(message, response.content, keys.signing()).items():
            response[name] = value
    return response


def _as_message(request: HttpRequest) -> http.SignedRequest:
    return http.SignedRequest(
        method=request.method or "", url=request.build_absolute_uri(), headers=dict(request.headers.items())
    )


def _from_socket(request: HttpRequest) -> x509.Certificate | None:
    socket = request.META.get("gunicorn.socket")
    if socket is None or not hasattr(socket, "getpeercert"):
        return None
    certificate = socket.getpeercert(binary_form=True)
    return x509.load_der_x509_certificate(certificate) if certificate else None


def _from_proxy(request: HttpRequest) -> x509.Certificate | None:
    escaped = request.headers.get(PROXY_HEADER)
    if not escaped:
        return None
    try:
        return x509.load_pem_x509_certificate(unquote(escaped).encode())
    except ValueError:
        return None

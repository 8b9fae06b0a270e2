"""The annexes over the API: the applicant's list, and the third party's way through a link without an account."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.acting import Acting
from applications.annexes import (
    asking,
    cautions,
    cosigning,
    links,
    prefill,
    progress,
    serializers,
    signature,
    signers,
    status,
)
from applications.annexes.cautions import AnnexCaution
from applications.annexes.errors import LinkEnded
from applications.annexes.models import AnnexRequest, AnnexSigner
from applications.annexes.serializers import AnnexCautionSerializer
from applications.annexes.views import get as request_of
from applications.answers import forms, sheets
from applications.answers.storage import keys_of
from applications.drafting import access, step_answers
from applications.drafting.api import offered_sentences
from applications.drafting.idempotency import PARAMETER, idempotent
from applications.drafting.models import Application
from applications.drafting.serializers import ChosenSerializer, ComposedSerializer
from procedures.language.schema import Answers, Form, Step
from procedures.serializers import SentencesSerializer


class Annexes(APIView):
    """Who was asked for which annex, and how far each is."""

    @extend_schema(responses=serializers.AnnexStatusSerializer(many=True))
    def get(self, request: Request, application_id: UUID) -> Response:
        return Response(_listed(access.get(request.user, application_id)))

    @extend_schema(
        request=serializers.AskSerializer,
        responses={201: serializers.AnnexStatusSerializer(many=True)},
        parameters=[PARAMETER],
    )
    @idempotent
    def post(self, request: Request, application_id: UUID) -> Response:
        """Ask an address (`send`), ask again (`resend`), have what is signed corrected (`reopen`), ask another address
        instead (`replace`), or stop (`end`)."""
        application = access.get(request.user, application_id)
        asked = serializers.AskSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        _act(application, asked.validated_data, access.acting_in(request.user, application))
        return Response(_listed(access.get(request.user, application_id)), status=201)

    def again(self, request: Request, made: None, application_id: UUID) -> Response:
        """The list as it is now: it names addresses, so it is kept nowhere for this."""
        return self.get(request, application_id)


class Cautions(APIView):
    """What the law may refuse because of the annexes that others signed."""

    @extend_schema(operation_id="applications_annexes_cautions", responses=AnnexCautionSerializer(many=True))
    def get(self, request: Request, application_id: UUID) -> Response:
        """Warnings, each with its law: none of them stops the filing."""
        found = cautions.of(access.get(request.user, application_id))
        return Response(AnnexCautionSerializer(found, many=True).data)


class ByLink(APIView):
    """Base of what a link without an account leads to: the token is the permission."""

    permission_classes = (AllowAny,)
    authentication_classes = ()


class AnnexByLink(ByLink):
    @extend_schema(responses=serializers.AnnexSerializer)
    def get(self, request: Request, token: str) -> Response:
        """The annex with what is known already. Reading changes nothing."""
        return Response(_shown(links.find(token)))


class AnnexStep(ByLink):
    @extend_schema(request=serializers.StepAnswersSerializer, responses=serializers.AnnexSerializer)
    def put(self, request: Request, token: str, step: str) -> Response:
        """All answers of one step, at the revision they were made from."""
        annex = asking.begin(links.find(token))
        sent = serializers.StepAnswersSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        _save(annex, step, sent.validated_data)
        return Response(_shown(links.find(token)))


class AnnexSentences(ByLink):
    """Ready Polish sentences of a step, for who fills the annex in and writes no Polish."""

    @extend_schema(responses=SentencesSerializer(many=True))
    def get(self, request: Request, token: str, step: str) -> Response:
        """Those that fit the answers given so far, with what each asks for."""
        form, asked, answers = _asked(links.find(token), step)
        return Response(offered_sentences(form, asked, answers))

    @extend_schema(request=ChosenSerializer, responses=ComposedSerializer)
    def post(self, request: Request, token: str, step: str) -> Response:
        """The answer that these sentences make. Nothing is stored: show it, and put it once it is confirmed."""
        form, asked, answers = _asked(links.find(token), step)
        question, chosen = ChosenSerializer.read(request.data)
        return Response({"answer": step_answers.composed_of(form, asked, question, chosen, answers)})


class AnnexSignature(ByLink):
    @extend_schema(request=None, responses={201: serializers.RedirectSerializer})
    def post(self, request: Request, token: str) -> Response:
        """Start signing: the person follows `url`, and the service gives back a state and an artifact."""
        back = settings.PORTAL_URL + reverse("annexes:return")
        redirect = signature.start(links.find(token), return_url=back)
        return Response({"url": redirect.url}, status=201)


class AnnexSignatureReturn(ByLink):
    @extend_schema(request=serializers.ReturnedSerializer, responses=serializers.AnnexSerializer)
    def post(self, request: Request, token: str) -> Response:
        """What the service gave back: judged, and kept when it holds."""
        sent = serializers.ReturnedSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        if not links.leads_to(token, signature.of_return(sent.validated_data["state"])):
            raise Http404
        return Response(_shown(signature.returned(**sent.validated_data)))


class AnnexSigners(ByLink):
    @extend_schema(request=serializers.SignersSerializer, responses=serializers.AnnexSerializer)
    def put(self, request: Request, token: str) -> Response:
        """Who signs after who fills it in, in this order; each gets a link when it is their turn."""
        sent = serializers.SignersSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asking.name_signers(links.find(token), sent.validated_data["emails"])
        return Response(_shown(links.find(token)))

    @extend_schema(request=None, responses=serializers.AnnexSerializer)
    def post(self, request: Request, token: str) -> Response:
        """Who filled it in does not sign: those named do, and the first of them gets a link."""
        signature.hand_on(links.find(token))
        return Response(_shown(links.find(token)))

    @extend_schema(request=None, responses=serializers.AnnexSerializer)
    def delete(self, request: Request, token: str) -> Response:
        """Before all have signed: give up the signatures, to change something. Those named stay named."""
        asking.take_back(links.find(token))
        return Response(_shown(links.find(token)))


class AnnexToSign(ByLink):
    """By the link of somebody who signs with others."""

    @extend_schema(responses=serializers.AnnexToSignSerializer)
    def get(self, request: Request, token: str) -> Response:
        return Response(_to_sign(links.find_signer(token)))


class SignerSignature(ByLink):
    @extend_schema(request=None, responses={201: serializers.RedirectSerializer})
    def post(self, request: Request, token: str) -> Response:
        """Start signing, as for who filled it in."""
        back = settings.PORTAL_URL + reverse("annexes:signer-return")
        redirect = cosigning.start(links.find_signer(token), return_url=back)
        return Response({"url": redirect.url}, status=201)


class SignerSignatureReturn(ByLink):
    @extend_schema(request=serializers.ReturnedSerializer, responses=serializers.AnnexToSignSerializer)
    def post(self, request: Request, token: str) -> Response:
        sent = serializers.ReturnedSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        if not links.leads_to_signer(token, cosigning.of_return(sent.validated_data["state"])):
            raise Http404
        return Response(_to_sign(cosigning.returned(**sent.validated_data)))


def _act(application: Application, asked: dict[str, Any], acting: Acting) -> None:
    if asked["action"] == "send":
        asking.send(application, form_key=asked["annex"], email=asked["email"], acting=acting)
        return
    annex = request_of(application, asked["request"])
    if asked["action"] == "resend":
        asking.resend(annex, acting=acting)
    elif asked["action"] == "reopen":
        asking.reopen(annex, acting=acting)
    elif asked["action"] == "replace":
        asking.replace(annex, email=asked["email"], acting=acting)
    else:
        asking.end(annex, acting=acting)


def _asked(annex: AnnexRequest, key: str) -> tuple[Form, Step, Answers]:
    """Its form, the step as it is asked now, and the answers so far."""
    if annex.sheet is None:
        raise LinkEnded
    answers = sheets.read(annex.sheet).answers
    step = next((each for each in progress.steps(annex, answers) if each.key == key), None)
    if step is None:
        raise Http404
    return prefill.form_of(annex), step, answers


def _save(annex: AnnexRequest, step: str, sent: dict[str, Any]) -> None:
    form, asked, _answers = _asked(annex, step)
    contents = sheets.read(annex.sheet)  # type: ignore[arg-type]  # _asked found one
    bound = forms.bind_json(form, asked, sent["answers"], contents.answers)
    if not bound.is_valid():
        raise serializers.invalid(bound)
    changed = contents.with_answers(step, bound.answers(), replacing=keys_of(form, step))
    asking.save_step(annex, changed, step=step, expected=sent["revision"])


def _listed(application: Application) -> list[dict[str, Any]]:
    return [serializers.listed(each) for each in status.of(application)]


def _cautions(annex: AnnexRequest, answers: Answers) -> list[AnnexCaution]:
    return [*cautions.of_request(annex, answers), *cautions.of_signed(annex)]


def _shown(annex: AnnexRequest) -> dict[str, Any]:
    if annex.sheet is None:
        raise LinkEnded
    contents = sheets.read(annex.sheet)
    form = prefill.form_of(annex)
    theirs = {field.key for field in prefill.taken_over(form)}
    return {
        "form": {"key": form.key, "version": form.version},
        "state": annex.state,
        "expires_at": annex.expires_at,
        "sign_by": annex.sign_by,
        "days_left": annex.days_left,
        "revision": annex.sheet.revision,
        "known": {key: value for key, value in contents.answers.items() if key in theirs},
        "answers": {key: value for key, value in contents.answers.items() if key not in theirs},
        "steps": [{**asdict(each), "title": gettext(each.title)} for each in progress.of(annex, contents)],
        "can_sign": annex.is_opened and not progress.unfinished(annex, contents),
        "signers": signers.emails_of(annex),
        "cautions": AnnexCautionSerializer(_cautions(annex, contents.answers), many=True).data,
    }


def _to_sign(signer: AnnexSigner) -> dict[str, Any]:
    annex, form = signer.request, prefill.form_of(signer.request)
    return {
        "form": {"key": form.key, "version": form.version},
        "is_signed": signer.signed_at is not None,
        "expires_at": annex.expires_at,
        "sign_by": annex.sign_by,
        "days_left": annex.days_left,
        "answers": dict(signature.answers_of(annex)),
        "signed_by": [each.name for each in signature.all_signed_by(annex)],
    }

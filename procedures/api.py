"""Public resources: procedures, their forms and fees, and the authorities; nothing here needs an account."""

from collections.abc import Callable, Mapping
from datetime import date
from http import HTTPStatus
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.cache import patch_cache_control
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import SAFE_METHODS, AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from freshness import SHARED_SECONDS
from paging import keyset
from procedures import catalogue, facts, places, spans
from procedures.errors import Unknown
from procedures.language import trees
from procedures.language.schema import Procedure
from procedures.outputs import banks, json_schema
from procedures.outputs import trees as told_trees
from procedures.serializers import (
    CentralOfficeSerializer,
    CheckedSerializer,
    CodeSerializer,
    FactDayAnswerSerializer,
    FactDaySerializer,
    FactsSerializer,
    FeesSerializer,
    FormSerializer,
    OfficeSerializer,
    OnSerializer,
    PlaceSerializer,
    ProcedureSerializer,
    SentencesSerializer,
    SuggestionsSerializer,
    TreeAnswersSerializer,
    VoivodeshipSerializer,
    facts_data,
    fees_data,
    form_data,
)
from procedures.tables import central_offices, countries, offices, voivodeships


class PublicLaw(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """The same for everybody, but for the language: what was read, any cache may keep for a while."""
        made = super().finalize_response(request, response, *args, **kwargs)
        made["Vary"] = "Accept-Language"
        if request.method in SAFE_METHODS and made.status_code == HTTPStatus.OK:
            patch_cache_control(made, public=True, max_age=SHARED_SECONDS)
        return made


class Procedures(PublicLaw):
    @extend_schema(operation_id="procedures_list", responses=keyset.schema(ProcedureSerializer))
    def get(self, request: Request) -> Response:
        return Response(keyset.whole([ProcedureSerializer(each).data for each in catalogue.procedures()]))


class OneProcedure(PublicLaw):
    @extend_schema(operation_id="procedures_facts", parameters=[OnSerializer], responses=FactsSerializer)
    def get(self, request: Request, key: str) -> Response:
        """Who it is for, conditions, documents, fees, deadline, authorities and legal basis, as of a day."""
        return Response(facts_data(facts.of(procedure(key), on=day(request))))


class FormOfProcedure(PublicLaw):
    @extend_schema(operation_id="procedures_form", responses=FormSerializer)
    def get(self, request: Request, key: str) -> Response:
        """The form's questions as JSON Schema, for each step and for the whole."""
        found = procedure(key)
        if not found.form:
            raise Http404
        return Response(form_data(catalogue.form_on(found.key, timezone.localdate()), found.preset))


class SentencesOfProcedure(PublicLaw):
    @extend_schema(operation_id="procedures_sentences", responses=SentencesSerializer(many=True))
    def get(self, request: Request, key: str) -> Response:
        """Ready Polish sentences for the questions that are answered in Polish words, for who writes none."""
        found = procedure(key)
        if not found.form:
            raise Http404
        form = catalogue.form_on(found.key, timezone.localdate())
        return Response(list(banks.of_form(form, found.preset)))


class Codes(PublicLaw):
    @extend_schema(operation_id="procedures_codes", responses=keyset.schema(CodeSerializer))
    def get(self, request: Request, name: str) -> Response:
        """A closed list that questions refer to by `x-codes`, in the order of the reader's language."""
        if name not in CODES:
            raise Http404
        return Response(keyset.whole(CODES[name]()))


class CodesOfQuestion(PublicLaw):
    @extend_schema(operation_id="procedures_question_codes", responses=keyset.schema(CodeSerializer))
    def get(self, request: Request, key: str, question: str) -> Response:
        """What one may choose from at a question of the procedure's form, as `x-options` of its schema."""
        found = procedure(key)
        form = catalogue.form_on(found.key, timezone.localdate()) if found.form else None
        asked = json_schema.of(form)["properties"].get(question, {}) if form else {}
        if "x-codes" in asked:
            return Response(keyset.whole(CODES[asked["x-codes"]]()))
        if "x-options" not in asked:
            raise Http404
        return Response(keyset.whole(asked["x-options"]))


class FeesOfProcedure(PublicLaw):
    @extend_schema(operation_id="procedures_fee", parameters=[OnSerializer], responses=FeesSerializer)
    def get(self, request: Request, key: str) -> Response:
        on = day(request)
        return Response(FeesSerializer(fees_data(procedure(key), on)).data)


class Checker(PublicLaw):
    """Which procedure is mine? Stateless: nothing of it is stored, and nothing stands in an address."""

    @extend_schema(operation_id="checker", request=TreeAnswersSerializer, responses=CheckedSerializer)
    def post(self, request: Request) -> Response:
        """Send the answers so far, by question: the next question comes back, or the outcome."""
        given = TreeAnswersSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        tree = catalogue.tree(trees.WHICH)
        walked = trees.walk(tree, given.validated_data.get("answers", {}))
        return Response(CheckedSerializer(told_trees.checked(tree, walked)).data)


class Facts(PublicLaw):
    @extend_schema(operation_id="facts_of_a_day", parameters=[FactDaySerializer], responses=FactDayAnswerSerializer)
    def get(self, request: Request) -> Response:
        """Fees, figures, addresses and telephone numbers of a day, or what changes after it; no accounts."""
        asked = FactDaySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        after = asked.validated_data.get("after")
        on = asked.validated_data.get("on", timezone.localdate())
        found = {"items": spans.after(after), "after": after} if after else {"items": spans.on(on), "on": on}
        return Response(FactDayAnswerSerializer({"on": None, "after": None, **found}).data)


class Authorities(PublicLaw):
    @extend_schema(
        operation_id="authorities_list", parameters=[VoivodeshipSerializer], responses=keyset.schema(OfficeSerializer)
    )
    def get(self, request: Request) -> Response:
        """The voivodes' offices, or the one of a voivodeship."""
        asked = VoivodeshipSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        teryt = asked.validated_data.get("voivodeship")
        found = [office for office in offices.all() if teryt in (None, office.teryt)]
        return Response(keyset.whole([OfficeSerializer(office).data for office in found]))


class OneAuthority(PublicLaw):
    @extend_schema(operation_id="authorities_one", responses=OfficeSerializer)
    def get(self, request: Request, teryt: str) -> Response:
        """A voivode's office, and of each field how sure it is."""
        try:
            found = offices.office(teryt)
        except Unknown as error:
            raise Http404 from error
        return Response(OfficeSerializer(found).data)


class CentralAuthorities(PublicLaw):
    @extend_schema(operation_id="authorities_central", responses=keyset.schema(CentralOfficeSerializer))
    def get(self, request: Request) -> Response:
        """Offices of the whole country that hear appeals."""
        found = central_offices.holding(timezone.localdate())
        return Response(keyset.whole([CentralOfficeSerializer(each).data for each in found]))


class AuthoritiesOfPlace(PublicLaw):
    @extend_schema(operation_id="authorities_find", request=PlaceSerializer, responses={200: SuggestionsSerializer})
    def post(self, request: Request) -> Response:
        """The offices that a place may belong to; nothing is kept of it.

        Towns and postal codes are of the Countries States Cities Database (ODbL 1.0), which nobody compared with an
        official list: a suggestion, and the person decides.
        """
        asked = PlaceSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response(SuggestionsSerializer(places.suggested(asked.validated_data["place"])).data)


def _countries() -> list[dict[str, str]]:
    listed = [(code, title) for code, title in countries.choices(also=countries.GROUPS) if code]
    return [{"code": code, "title": title, "official": countries.polish(code)} for code, title in listed]


def _voivodeships() -> list[dict[str, str]]:
    every = ((office.teryt, office.voivodeship) for office in offices.all())
    return [{"code": code, "title": title, "official": voivodeships.NAMES[code]} for code, title in every]


CODES: Mapping[str, Callable[[], list[dict[str, str]]]] = {
    countries.LIST: _countries,
    "voivodeships": _voivodeships,
}


def procedure(key: str) -> Procedure:
    try:
        return catalogue.procedure(key)
    except Unknown as error:
        raise Http404 from error


def day(request: Request) -> date:
    asked = OnSerializer(data=request.query_params)
    asked.is_valid(raise_exception=True)
    found: date = asked.validated_data.get("on") or timezone.localdate()
    return found

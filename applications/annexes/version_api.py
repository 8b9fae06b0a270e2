"""API resource of the version of a draft's form: what a newer one changes, and the move to it."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from applications.annexes import versions
from applications.annexes.versions import AnnexOutlook, Becoming
from applications.drafting import access, changes, revisions
from applications.drafting import versions as of_drafts
from applications.drafting.changes import ChangedDeclaration, ChangedQuestion, LeftOver
from applications.drafting.models import Application


class ChangedQuestionSerializer(serializers.Serializer[ChangedQuestion]):
    key = serializers.CharField()
    step = serializers.CharField(help_text="Title of the step")
    change = serializers.ChoiceField(choices=changes.CHANGES)
    aspects = serializers.ListField(
        child=serializers.ChoiceField(choices=[each.value for each in changes.SAID]), help_text="In what it changed"
    )
    said = serializers.ListField(child=serializers.CharField(), help_text="The same as sentences")
    label = serializers.CharField()  # type: ignore[assignment]  # a name of the resource, as in the API's other parts
    former_label = serializers.CharField(help_text="Empty where it is worded as before")
    official = serializers.CharField(help_text="The Polish that is filed")
    former_official = serializers.CharField()
    new_options = serializers.ListField(child=serializers.CharField())
    gone_options = serializers.ListField(child=serializers.CharField())


class ChangedDeclarationSerializer(serializers.Serializer[ChangedDeclaration]):
    key = serializers.CharField()
    change = serializers.ChoiceField(choices=changes.CHANGES)
    label = serializers.CharField()  # type: ignore[assignment]  # a name of the resource, as in the API's other parts
    official = serializers.CharField()
    former_official = serializers.CharField()


class AnnexOutlookSerializer(serializers.Serializer[AnnexOutlook]):
    key = serializers.CharField()
    becomes = serializers.ChoiceField(
        choices=[each.value for each in Becoming],
        help_text="stays as it is; over-again: what is filled in is kept, a signature is not; ends and is deleted",
    )
    is_own = serializers.BooleanField(help_text="Whether the applicant fills it in")


class NewerVersionSerializer(serializers.Serializer[Any]):
    version = serializers.CharField()
    since = serializers.DateField()
    questions = ChangedQuestionSerializer(many=True)
    declarations = ChangedDeclarationSerializer(many=True)
    look_at = serializers.ListField(child=serializers.CharField(), help_text="Keys of the steps to look at again")
    annexes = AnnexOutlookSerializer(many=True)


class LeftOverSerializer(serializers.Serializer[LeftOver]):
    """Never filed; it is kept as long as the draft, or until its question is answered."""

    question = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a name of the resource, as in the API's other parts
    shown = serializers.CharField()
    step = serializers.CharField(help_text="Where its question is asked now; empty where it is not")


class VersionSerializer(serializers.Serializer[Any]):
    version = serializers.CharField(help_text="Of the draft")
    is_taken = serializers.BooleanField(help_text="Whether a draft of this version can be filed today")
    taken_until = serializers.DateField(allow_null=True, help_text="null while no other version follows")
    newer = NewerVersionSerializer(allow_null=True, help_text="That of today, where the draft is of a former one")
    look_at = serializers.ListField(child=serializers.CharField(), help_text="Steps to look at again since a move")
    left_over = LeftOverSerializer(many=True, help_text="What the draft's version does not take")


class MoveSerializer(serializers.Serializer[Any]):
    version = serializers.CharField(help_text="The newer one, as it was shown")


class VersionView(APIView):
    """The version of its form that a draft is of."""

    @extend_schema(responses=VersionSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        """What a newer version changes, before anybody decides; the ETag is the revision to move from."""
        return _shown(access.get(request.user, id))

    @extend_schema(request=MoveSerializer, responses=VersionSerializer, parameters=[revisions.IF_MATCH])
    def post(self, request: Request, id: UUID) -> Response:
        """Move the draft to the newer version. Signatures are discarded, answers come along."""
        application = access.get(request.user, id)
        asked = MoveSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        versions.move(
            application,
            asked.validated_data["version"],
            expected=revisions.expected(request),
            acting=access.acting_in(request.user, application),
        )
        return _shown(access.get(request.user, id))


def _shown(application: Application) -> Response:
    data = {
        "version": application.form_version,
        "is_taken": of_drafts.is_taken(application),
        "taken_until": of_drafts.taken_until(application),
        "newer": _newer(application),
        "look_at": [step.key for step in changes.to_look_at(application)],
        "left_over": changes.left_over(application),
    }
    headers = revisions.etag(application.sheet.revision) if application.sheet else {}
    return Response(VersionSerializer(data).data, headers=headers)


def _newer(application: Application) -> dict[str, Any] | None:
    if (form := of_drafts.newer(application)) is None:
        return None
    found = changes.of(application, form)
    return {
        "version": form.version,
        "since": of_drafts.since(form),
        "questions": found.questions,
        "declarations": found.declarations,
        "look_at": [step.key for step in found.look_at],
        "annexes": versions.outlook(application, form),
    }

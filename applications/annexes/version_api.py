"""API resource of the version of a draft's form: what a newer one changes, and the move to it.

The same of an annex that the applicant fills in, where its form alone got a newer version.
"""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from applications.annexes import versions
from applications.annexes.own import filling, newer
from applications.annexes.own.filling import Filling
from applications.annexes.versions import AnnexOutlook, AnnexVersion, Becoming
from applications.drafting import access, changes, revisions
from applications.drafting import versions as of_drafts
from applications.drafting.changes import ChangedDeclaration, ChangedQuestion, LeftOver, VersionChanges
from applications.drafting.models import Application
from procedures.language.schema import Form


class ChangedQuestionSerializer(serializers.Serializer[ChangedQuestion]):
    key = serializers.CharField()
    step = serializers.CharField(help_text="Title of the step")
    change = serializers.ChoiceField(choices=changes.CHANGES)
    aspects = serializers.ListField(
        child=serializers.ChoiceField(choices=[each.value for each in changes.SAID]), help_text="In what it changed"
    )
    said = serializers.ListField(child=serializers.CharField(), help_text="The same as sentences")
    label = serializers.CharField()  # type: ignore[assignment]  # of the question, not of this field
    former_label = serializers.CharField(help_text="Empty where it is worded as before")
    official = serializers.CharField(help_text="The Polish that is filed")
    former_official = serializers.CharField()
    new_options = serializers.ListField(child=serializers.CharField())
    gone_options = serializers.ListField(child=serializers.CharField())


class ChangedDeclarationSerializer(serializers.Serializer[ChangedDeclaration]):
    key = serializers.CharField()
    change = serializers.ChoiceField(choices=changes.CHANGES)
    label = serializers.CharField()  # type: ignore[assignment]  # of the question, not of this field
    official = serializers.CharField()
    former_official = serializers.CharField()


class AnnexOutlookSerializer(serializers.Serializer[AnnexOutlook]):
    key = serializers.CharField()
    becomes = serializers.ChoiceField(
        choices=[each.value for each in Becoming],
        help_text="stays as it is; over-again: what is filled in is kept, a signature is not; ends and is deleted",
    )
    is_own = serializers.BooleanField(help_text="Whether the applicant fills it in")


class NewerFormSerializer(serializers.Serializer[Any]):
    version = serializers.CharField()
    since = serializers.DateField()
    questions = ChangedQuestionSerializer(many=True)
    declarations = ChangedDeclarationSerializer(many=True)
    look_at = serializers.ListField(child=serializers.CharField(), help_text="Keys of the steps to look at again")


class NewerVersionSerializer(NewerFormSerializer):
    annexes = AnnexOutlookSerializer(many=True)


class AnnexVersionSerializer(serializers.Serializer[AnnexVersion]):
    """What somebody else signed is asked for anew once it is not taken; one's own moves on one's word."""

    key = serializers.CharField()
    is_own = serializers.BooleanField(help_text="Whether the applicant fills it in")
    version = serializers.CharField(help_text="Under which it is filled in")
    newer = serializers.CharField(help_text="The version of today")
    since = serializers.DateField()
    is_taken = serializers.BooleanField(help_text="Whether it can be filed today as it is")
    taken_until = serializers.DateField(source="until", allow_null=True)


class LeftOverSerializer(serializers.Serializer[LeftOver]):
    """Never filed; it is kept as long as the draft, or until its question is answered."""

    question = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # of the question, not of this field
    shown = serializers.CharField()
    step = serializers.CharField(help_text="Where its question is asked now; empty where it is not")


class DraftVersionSerializer(serializers.Serializer[Any]):
    version = serializers.CharField(help_text="Of the draft")
    is_taken = serializers.BooleanField(help_text="Whether a draft of this version can be filed today")
    taken_until = serializers.DateField(allow_null=True, help_text="null while no other version follows")
    newer = NewerVersionSerializer(allow_null=True, help_text="That of today, where the draft is of a former one")
    annexes = AnnexVersionSerializer(many=True, help_text="Those in work whose own form has a newer version")
    look_at = serializers.ListField(child=serializers.CharField(), help_text="Steps to look at again since a move")
    left_over = LeftOverSerializer(many=True, help_text="What the draft's version does not take")


class OwnAnnexVersionSerializer(serializers.Serializer[Any]):
    version = serializers.CharField(help_text="Under which it is filled in")
    is_taken = serializers.BooleanField(help_text="Whether it can be filed today as it is")
    taken_until = serializers.DateField(allow_null=True, help_text="null while no other version follows")
    newer = NewerFormSerializer(allow_null=True, help_text="That of today, where it was begun under a former one")
    look_at = serializers.ListField(child=serializers.CharField(), help_text="Steps to look at again since a move")
    left_over = LeftOverSerializer(many=True, help_text="What its version does not take")
    discarded_signatures = serializers.BooleanField(help_text="Whether this request put an end to any")


class MoveSerializer(serializers.Serializer[Any]):
    version = serializers.CharField(help_text="The newer one, as it was shown")


class VersionView(APIView):
    """The version of its form that a draft is of."""

    @extend_schema(responses=DraftVersionSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        """What a newer version changes, before anybody decides; the ETag is the revision to move from."""
        return _shown(access.get(request.user, id))

    @extend_schema(request=MoveSerializer, responses=DraftVersionSerializer, parameters=[revisions.IF_MATCH])
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


class OwnAnnexVersionView(APIView):
    """The version of its form under which the applicant fills in an annex."""

    @extend_schema(responses=OwnAnnexVersionSerializer)
    def get(self, request: Request, id: UUID, annex: str) -> Response:
        """What a newer version changes, before anybody decides; the ETag is the revision to move from."""
        return _of_annex(filling.get(access.get(request.user, id), annex))

    @extend_schema(request=MoveSerializer, responses=OwnAnnexVersionSerializer, parameters=[revisions.IF_MATCH])
    def post(self, request: Request, id: UUID, annex: str) -> Response:
        """Move the annex to the newer version. Signatures of the application are discarded, answers come along."""
        application = access.get(request.user, id)
        asked = MoveSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        saved = newer.move(
            filling.get(application, annex),
            asked.validated_data["version"],
            expected=revisions.expected(request),
            acting=access.acting_in(request.user, application),
        )
        return _of_annex(filling.get(saved.application, annex), discarded=saved.discarded_signatures)


def _of_annex(annex: Filling, *, discarded: bool = False) -> Response:
    form = newer.of(annex)
    data = {
        "version": annex.form.version,
        "is_taken": not annex.is_outdated,
        "taken_until": newer.taken_until(annex),
        "newer": _changed(form, newer.brings(annex, form)) if form else None,
        "look_at": [step.key for step in newer.to_look_at(annex)],
        "left_over": newer.left_over(annex),
        "discarded_signatures": discarded,
    }
    return Response(OwnAnnexVersionSerializer(data).data, headers=revisions.etag(annex.sheet.revision))


def _shown(application: Application) -> Response:
    data = {
        "version": application.form_version,
        "is_taken": of_drafts.is_taken(application),
        "taken_until": of_drafts.taken_until(application),
        "newer": _newer(application),
        "annexes": versions.of_annexes(application),
        "look_at": [step.key for step in changes.to_look_at(application)],
        "left_over": changes.left_over(application),
    }
    headers = revisions.etag(application.sheet.revision) if application.sheet else {}
    return Response(DraftVersionSerializer(data).data, headers=headers)


def _newer(application: Application) -> dict[str, Any] | None:
    if (form := of_drafts.newer(application)) is None:
        return None
    return _changed(form, changes.of(application, form)) | {"annexes": versions.outlook(application, form)}


def _changed(form: Form, found: VersionChanges) -> dict[str, Any]:
    return {
        "version": form.version,
        "since": of_drafts.since(form),
        "questions": found.questions,
        "declarations": found.declarations,
        "look_at": [step.key for step in found.look_at],
    }

"""Shapes of this room's API."""

from typing import Any

from rest_framework import serializers

from applications.wording import asking, contents, helping, texts
from applications.wording.asking import Offer
from applications.wording.contents import AskedText
from applications.wording.forms import LONGEST_NAME
from applications.wording.models import WordingRequest, WordingText
from applications.wording.states import RequestState, TextState
from applications.wording.status import AskedPerson
from applications.wording.texts import OwnText, TextQuestion
from writing import cleaning, mailboxes

DECISIONS = ("take", "leave")


class WordedQuestionSerializer(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]  # a field of ours, not the label of this one
    hint = serializers.CharField(allow_blank=True)
    official = serializers.CharField(allow_blank=True, help_text="In Polish, of the official form")
    of = serializers.CharField(allow_blank=True, help_text="Label of the list the question stands in")
    number = serializers.IntegerField(help_text="Row of that list, from one; 0 outside of lists")
    has_lines = serializers.BooleanField()
    longest = serializers.IntegerField()


class OwnTextSerializer(serializers.Serializer[Any]):
    key = serializers.CharField(help_text="Names the text while the draft has the same rows")
    form = serializers.CharField(allow_blank=True, help_text="Key of an own annex; empty: the application's own form")
    step = serializers.CharField()
    question = WordedQuestionSerializer()
    own = serializers.CharField(allow_blank=True)
    language = serializers.CharField(help_text="Of the own words; `und`: not known")
    polish = serializers.CharField(allow_blank=True, help_text="Empty: it is lacking")
    version = serializers.CharField(help_text="To send back with what is confirmed")


class WrittenSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    question = WordedQuestionSerializer()
    own = serializers.CharField(allow_blank=True)
    polish = serializers.CharField(allow_blank=True, help_text="What stands in the draft now")
    written = serializers.CharField()
    written_at = serializers.DateTimeField()
    can_take = serializers.BooleanField(help_text="False: the own words changed since they were asked for")
    version = serializers.CharField(help_text="To send back with the decision")


class AskedTextSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    state = serializers.ChoiceField(TextState.choices)


class WordingRequestSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    state = serializers.ChoiceField(RequestState.choices)
    email = serializers.EmailField(allow_blank=True, help_text="Empty: the applicant hands the link over")
    asked_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    texts = AskedTextSerializer(many=True)


class WordingSerializer(serializers.Serializer[Any]):
    texts = OwnTextSerializer(many=True)
    written = WrittenSerializer(many=True)
    requests = WordingRequestSerializer(many=True)
    machine_goes_to = serializers.CharField(allow_blank=True, help_text="Empty: no machine translates here")


class MadeSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    link = serializers.CharField(allow_blank=True, help_text="Told once, to hand over; empty where it was mailed")


class NewWordingSerializer(serializers.Serializer[Any]):
    texts = serializers.ListField(child=serializers.CharField(), allow_empty=False)
    email = serializers.EmailField(required=False, allow_blank=True, help_text="Empty: the answer has the link")
    name = serializers.CharField(required=False, allow_blank=True, default="", max_length=LONGEST_NAME)

    def validate_email(self, email: str) -> str:
        if not email:
            return ""
        mailboxes.validate(email)
        return mailboxes.normal(email)

    def validate_name(self, name: str) -> str:
        return cleaning.line(name)


class DecisionSerializer(serializers.Serializer[Any]):
    decision = serializers.ChoiceField(DECISIONS)
    version = serializers.CharField(required=False, default="", help_text="Of what was decided over; for `take`")


class KeySerializer(serializers.Serializer[Any]):
    text = serializers.CharField(help_text="Key of the text")


class DraftedSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    polish = serializers.CharField(help_text="Nobody confirmed it, and nothing keeps it")
    version = serializers.CharField(help_text="To send back with what is confirmed")


class ConfirmedSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    polish = serializers.CharField()
    version = serializers.CharField()


class TextByLinkSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    state = serializers.ChoiceField(TextState.choices)
    question = WordedQuestionSerializer()
    own = serializers.CharField(allow_blank=True)
    language = serializers.CharField()
    polish = serializers.CharField(allow_blank=True, help_text="To begin from")
    version = serializers.CharField(help_text="To send back with the text")


class TextsByLinkSerializer(serializers.Serializer[Any]):
    asker = serializers.CharField(allow_blank=True, help_text="The name the applicant chose to ask by")
    expires_at = serializers.DateTimeField()
    texts = TextByLinkSerializer(many=True)


class PolishSerializer(serializers.Serializer[Any]):
    polish = serializers.CharField()
    version = serializers.CharField()


def own_text(text: OwnText, question: TextQuestion) -> dict[str, Any]:
    return {
        "key": text.key,
        "form": text.spot.form,
        "step": text.spot.step,
        "question": question,
        "own": text.own,
        "language": text.language,
        "polish": text.polish,
        "version": asking.version_of(text),
    }


def offered(question: TextQuestion, offer: Offer) -> dict[str, Any]:
    return {
        "id": offer.text.pk,
        "question": question,
        "own": offer.asked.own,
        "polish": offer.now.polish if offer.now else "",
        "written": offer.asked.written,
        "written_at": offer.text.written_at,
        "can_take": offer.now is not None,
        "version": offer.version,
    }


def asked(person: AskedPerson) -> dict[str, Any]:
    request = person.request
    return {
        "id": request.pk,
        "state": request.state,
        "email": person.asker.email,
        "asked_at": request.asked_at,
        "expires_at": request.expires_at,
        "texts": person.texts,
    }


def by_link(asked: WordingRequest) -> list[dict[str, Any]]:
    found = helping.texts_of(asked)
    held = [contents.asked_of(each) for each in found]
    questions = texts.questions(asked.application, [each.spot for each in held])
    return [_by_link(*each) for each in zip(found, held, questions, strict=True)]


def _by_link(text: WordingText, found: AskedText, question: TextQuestion) -> dict[str, Any]:
    return {
        "id": text.pk,
        "state": text.state,
        "question": question,
        "own": found.own,
        "language": found.language,
        "polish": found.so_far,
        "version": helping.version_of(text),
    }

"""Requests for the Polish of own words, their links, and each text. All that people wrote or are is sealed."""

from datetime import date
from typing import Self

from django.db import models
from django.utils import timezone

from applications.badges import Badge
from applications.drafting.models import Application
from applications.wording.states import BADGES, LIVE, RequestState, TextState, may_request, may_text
from sealing.models import DataKey, new_id


class WordingRequestQuerySet(models.QuerySet["WordingRequest"]):
    def live(self) -> Self:
        """All that the applicant still sees."""
        return self.filter(state__in=LIVE)


class WordingRequest(models.Model):
    """Somebody was sent, or handed, a link to some texts of one draft."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="wording_requests")
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.OPEN)
    sealed = models.BinaryField(null=True)  # whom it was sent to, and by what name the applicant asks; empty once ended
    email_index = models.BinaryField(max_length=32, null=True)  # none where the applicant hands the link over
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)  # the applicant was told that all is written

    objects = WordingRequestQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["expires_at"], condition=models.Q(state="open"), name="wording_request_to_expire"),
            models.Index(
                fields=["application"], condition=models.Q(state__in=sorted(LIVE)), name="wording_request_live"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="wording_request_state_known", condition=models.Q(state__in=RequestState.values)
            ),
            models.UniqueConstraint(
                name="one_wording_request_of_an_address",
                fields=["application", "email_index"],
                condition=models.Q(state__in=sorted(LIVE)),
            ),
        ]

    def __str__(self) -> str:
        return f"wording request {self.id}"

    @property
    def key(self) -> DataKey:
        return self.application.draft_key

    @property
    def is_open(self) -> bool:
        return self.state == RequestState.OPEN

    @property
    def is_expired(self) -> bool:
        return self.state == RequestState.EXPIRED

    @property
    def is_live(self) -> bool:
        return RequestState(self.state) in LIVE

    @property
    def link_ends_on(self) -> date:
        return timezone.localdate(self.expires_at)

    def may(self, target: RequestState) -> bool:
        return may_request(RequestState(self.state), target)


class WordingLink(models.Model):
    """One link. Only a digest of its token is kept."""

    token = models.BinaryField(primary_key=True, max_length=32)  # a keyed digest
    request = models.ForeignKey(WordingRequest, on_delete=models.CASCADE, related_name="links")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # it works no more, though its request may go on

    class Meta:
        indexes = [models.Index(fields=["request", "created_at"], name="wording_link_of_request")]

    def __str__(self) -> str:
        return f"link of wording request {self.request_id}"


class WordingText(models.Model):
    """One text of a request: where it stands, the own words as they were when it was asked for, what was written."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(WordingRequest, on_delete=models.CASCADE, related_name="texts")
    state = models.CharField(max_length=10, choices=TextState, default=TextState.ASKED)
    sealed = models.BinaryField()
    written_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="wording_text_state_known", condition=models.Q(state__in=TextState.values)),
            models.CheckConstraint(
                name="wording_written_has_its_moment",
                condition=models.Q(state="asked") | models.Q(written_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"wording text {self.id}"

    @property
    def is_asked(self) -> bool:
        return self.state == TextState.ASKED

    @property
    def is_written(self) -> bool:
        """And the applicant has not decided yet."""
        return self.state == TextState.WRITTEN

    @property
    def is_decided(self) -> bool:
        return not self.is_asked and not self.is_written

    @property
    def badge(self) -> Badge:
        return BADGES[self.state]

    def may(self, target: TextState) -> bool:
        return may_text(TextState(self.state), target)

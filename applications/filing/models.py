"""What is signed and filed: the frozen application, and the files that follow it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from applications.drafting.models import Application
from applications.filing.states import FollowingState, SubmissionState, may


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def live(self) -> "SubmissionQuerySet":
        """The one of an application that counts; those that edits discarded do not."""
        return self.exclude(state=SubmissionState.DISCARDED)


class Submission(models.Model):
    """One frozen version of an application, under the message id it will go to the register with."""

    message_id = models.UUIDField(primary_key=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="submissions")
    state = models.CharField(max_length=10, choices=SubmissionState, default=SubmissionState.PREPARED)
    revision = models.PositiveIntegerField()  # of the sheets that were frozen
    document_sha256 = models.CharField(max_length=64)  # of the application XML before it is signed
    payload_sha256 = models.CharField(max_length=64)
    signed_sha256 = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=40, blank=True)  # how the signer was matched with the applicant
    uploads = ArrayField(models.UUIDField(), default=list)  # the files it carries
    purposes = ArrayField(models.CharField(max_length=60), default=list)  # and what they are
    language = models.CharField(max_length=10)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    # who handed in what the applicant signed; none before that
    handed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(null=True)  # when a signed one is tried to be filed again

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state=SubmissionState.SIGNED), name="submission_to_file"),
        ]
        constraints = [
            models.CheckConstraint(name="submission_state_known", condition=Q(state__in=SubmissionState.values)),
            models.UniqueConstraint(
                name="one_live_submission", fields=["application"], condition=~Q(state=SubmissionState.DISCARDED)
            ),
            models.CheckConstraint(
                name="submission_signed_has_digest",
                condition=Q(state__in=[SubmissionState.PREPARED, SubmissionState.DISCARDED]) | ~Q(signed_sha256=""),
            ),
            models.CheckConstraint(
                name="submission_signed_says_by_whom",
                condition=Q(state__in=[SubmissionState.PREPARED, SubmissionState.DISCARDED])
                | Q(handed_in_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"submission {self.message_id}"

    @property
    def is_prepared(self) -> bool:
        return self.state == SubmissionState.PREPARED

    @property
    def is_signed(self) -> bool:
        """And not filed yet."""
        return self.state == SubmissionState.SIGNED

    @property
    def is_filed(self) -> bool:
        return self.state == SubmissionState.FILED

    def may(self, target: SubmissionState) -> bool:
        return may(SubmissionState(self.state), target)


class Following(models.Model):
    """A file the submission did not carry: it goes under the same case as soon as the gate has let it pass."""

    upload = models.UUIDField(primary_key=True)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="following")
    purpose = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=FollowingState, default=FollowingState.CHECKED)
    message_id = models.UUIDField(unique=True)
    answers = models.UUIDField(null=True)  # what the office asked for, if it was asked for; known to the room above
    body = models.JSONField(null=True)  # what the register is told about the file, no personal data
    due_at = models.DateTimeField(null=True)  # none once it is sent or refused
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="following_due")]

    def __str__(self) -> str:
        return f"following file {self.upload}"

    @property
    def is_being_checked(self) -> bool:
        return self.state == FollowingState.CHECKED

    @property
    def is_sent(self) -> bool:
        return self.state == FollowingState.SENT

    @property
    def is_refused(self) -> bool:
        return self.state == FollowingState.REFUSED


class Instruction(models.Model):
    """That the person confirmed the instruction on rights (art. 7(4)): which text, in which language, when."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="instruction")
    version = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    confirmed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"instruction of {self.application_id}"

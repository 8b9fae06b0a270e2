"""An application: whose, under which form version, where in its life. Its answers are in the sheet, sealed."""

from datetime import date, datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from applications.answers.models import Sheet
from applications.badges import Badge
from applications.drafting.states import BADGES, EDITABLE, KEPT_DAYS, ApplicationState, may
from procedures.deadlines import counting, engine
from sealing.models import DataKey, new_id


class ForWhom(models.TextChoices):
    """Who is the applicant: the account's owner, or whom they represent (art. 105(2))."""

    SELF = "self"
    CHILD = "child"  # by a parent; these four are REPRESENTED in the definitions
    MINOR_WARD = "minor-ward"  # a child, by a guardian (opiekun)
    UNACCOMPANIED = "unaccompanied"  # a child without care, by a curator (kurator)
    WARD = "ward"  # an adult without legal capacity, by their guardian


class ApplicationQuerySet(models.QuerySet["Application"]):
    def open(self) -> Self:
        """Drafts and what is being signed: all that can still be changed, or expire."""
        return self.filter(state__in=EDITABLE)

    def unchanged_for(self, days: int, *, at: datetime) -> Self:
        return self.open().filter(changed_at__lte=at - timedelta(days=days))


class Application(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    principal = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="applications")
    procedure = models.CharField(max_length=60)
    for_whom = models.CharField(max_length=13, choices=ForWhom, default=ForWhom.SELF)
    represented = models.BinaryField(default=b"")  # a keyed digest of the label; empty of oneself and once it is erased
    represented_label = models.BinaryField(default=b"")  # sealed under the draft key
    # Of a minor whose case it is, from the filing on: the day of birth, sealed under the case key
    represented_born = models.BinaryField(default=b"")
    form_key = models.CharField(max_length=60)
    form_version = models.CharField(max_length=20)
    sheet = models.OneToOneField(Sheet, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=ApplicationState, default=ApplicationState.DRAFT)
    language = models.CharField(max_length=10)
    teryt = models.CharField(max_length=2, blank=True)  # of the voivode who decides; empty until the answers say it
    last_lawful_day = models.DateField(null=True)
    draft_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    case_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField()
    warned_days = models.PositiveSmallIntegerField(default=0)  # the last warning sent since the last change
    filed_at = models.DateTimeField(null=True)
    claims = models.JSONField(default=list)  # keys of reliefs that the person says are due to them
    page_key = models.UUIDField(null=True, editable=False)  # of the page where it began, the same in every language
    listed = models.JSONField(null=True)  # at filing: keys of the documents that its answers ask for
    charged = models.JSONField(null=True)  # at filing: each fee that is owed, with the reliefs its answers grant

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["principal", "-id"], name="application_of_principal"),
            models.Index(
                fields=["changed_at"],
                condition=models.Q(state__in=sorted(EDITABLE)),
                name="application_to_expire",
            ),
            models.Index(
                fields=["page_key"],
                condition=models.Q(state__in=sorted(EDITABLE), page_key__isnull=False),
                name="open_application_of_page",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="application_state_known", condition=models.Q(state__in=ApplicationState.values)
            ),
            models.CheckConstraint(name="application_for_somebody", condition=models.Q(for_whom__in=ForWhom.values)),
            models.UniqueConstraint(
                name="one_open_application_of_a_principal",
                fields=["principal", "procedure", "represented"],
                condition=models.Q(state__in=sorted(EDITABLE)),
            ),
        ]

    def __str__(self) -> str:
        return f"application {self.id}"

    @property
    def is_editable(self) -> bool:
        return ApplicationState(self.state) in EDITABLE

    @property
    def draft(self) -> Sheet | None:
        """The answers while they can be read: they go with the draft key, some time before their row."""
        return None if self.draft_key.destroyed_at else self.sheet

    @property
    def is_for_oneself(self) -> bool:
        return self.for_whom == ForWhom.SELF

    @property
    def is_frozen(self) -> bool:
        """An edit would discard signatures, or the way to them."""
        return self.is_editable and self.state != ApplicationState.DRAFT

    @property
    def is_being_signed(self) -> bool:
        return self.state == ApplicationState.SIGNING

    @property
    def is_signed(self) -> bool:
        """And on its way to be filed."""
        return self.state == ApplicationState.SIGNED

    @property
    def is_filed(self) -> bool:
        """And not at the office yet."""
        return self.state == ApplicationState.FILED

    @property
    def is_on_its_way(self) -> bool:
        """Filed, and nothing ended it yet."""
        return self.state in {ApplicationState.FILED, ApplicationState.TRANSFERRED}

    @property
    def is_withdrawn(self) -> bool:
        return self.state == ApplicationState.WITHDRAWN

    @property
    def is_deleted(self) -> bool:
        """By the person, or after 45 days without a change (art. 225h)."""
        return self.state == ApplicationState.EXPIRED

    @property
    def badge(self) -> Badge:
        return BADGES[ApplicationState(self.state)]

    @property
    def kept_until(self) -> date:
        """The day the draft expires, a Warsaw date."""
        return engine.kept_until(counting.warsaw_day(self.changed_at), days=KEPT_DAYS)

    @property
    def days_left(self) -> int | None:
        """Days to the last lawful day; negative once it has passed."""
        return (self.last_lawful_day - timezone.localdate()).days if self.last_lawful_day else None

    def may(self, target: ApplicationState) -> bool:
        return may(ApplicationState(self.state), target)


class KeptPost(models.Model):
    """What was posted to a step after the session ended, sealed for half an hour, found by a token in a cookie."""

    token = models.BinaryField(primary_key=True)  # a keyed digest of it
    subject = models.UUIDField()
    step = models.CharField(max_length=60)
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"kept post to {self.subject}"


class IdempotentAnswer(models.Model):
    """That a POST with an Idempotency-Key was answered, and how; remembered for a day. Nothing of the answer itself."""

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    request = models.BinaryField()  # a keyed digest of method, path and body
    status = models.PositiveSmallIntegerField(null=True)
    made = models.UUIDField(null=True)  # what it made
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="idempotency_key_once", fields=["user", "key"])]

    def __str__(self) -> str:
        return f"idempotent answer {self.pk}"

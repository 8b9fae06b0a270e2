"""An application: whose, under which form version, where in its life. Its answers are in the sheet, sealed."""

from django.conf import settings
from django.db import models

from applications.answers.models import Sheet
from applications.drafting.states import State
from sealing.models import DataKey, new_id


class Application(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="applications")
    procedure = models.CharField(max_length=60)
    form_key = models.CharField(max_length=60)
    form_version = models.CharField(max_length=20)
    sheet = models.OneToOneField(Sheet, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    language = models.CharField(max_length=10)
    teryt = models.CharField(max_length=2, blank=True)  # voivodeship of the place of stay, decides the office
    last_lawful_day = models.DateField(null=True)
    draft_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    case_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "-changed_at"], name="application_of_owner")]
        constraints = [
            models.CheckConstraint(name="application_state_known", condition=models.Q(state__in=State.values)),
        ]

    def __str__(self) -> str:
        return f"application {self.id}"

"""A letter of a case's one thread: a question of the person, or an answer of the office."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.drafting.models import Application
from sealing.models import new_id


class Author(models.TextChoices):
    PERSON = "person", _("You")
    OFFICE = "office", _("The office")


class Letter(models.Model):
    """Text and the writer's name are sealed under the case key. `message_id` is the exchange's own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="letters")
    author = models.CharField(max_length=6, choices=Author)
    # who wrote it, the principal or who acts for them; none of the office's
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    message_id = models.UUIDField(unique=True)
    in_reply_to = models.UUIDField(null=True)  # message id of the question; the office may also write first
    has_legal_effect = models.BooleanField(default=False)
    language = models.CharField(max_length=10)
    sealed = models.BinaryField()
    sent_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["application", "sent_at"], name="letter_of_thread")]
        constraints = [
            models.CheckConstraint(name="letter_author_known", condition=models.Q(author__in=Author.values)),
            models.CheckConstraint(
                name="letter_of_a_person_says_whose",
                condition=models.Q(author="person", person__isnull=False)
                | models.Q(author="office", person__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"letter {self.id}"

"""Which pages carry which procedures: kept when a page goes live, so that the way to a form is one statement."""

from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from content import guidance
from content.joined import OWN, blocks, procedure_of

SAID = "guidance"


class PageProcedure(models.Model):
    """A page on which the procedure's form, payment or case stands; of a guide always its own.

    Where a page is, and whether it is live, its own row says: it may be moved and taken off without a word here.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    procedure = models.CharField(max_length=60)
    is_guide = models.BooleanField()
    guidance = models.JSONField(default=dict)  # the page's words beside the steps, by their keys

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "procedure"], name="procedure_of_page_once")]
        indexes = [models.Index(fields=["procedure"], name="pages_of_procedure")]

    def __str__(self) -> str:
        return f"{self.procedure} on page {self.page_id}"


def of(page: Any) -> dict[str, dict[str, str]]:
    """By procedure, what the page says beside the steps; in a text without a block that has a form, nothing."""
    own = getattr(page, OWN, "")
    found: dict[str, dict[str, str]] = {own: {}} if own else {}
    for part in blocks(page):
        if getattr(part.block, "hosts", "") and (key := procedure_of(part.value, page)):
            found.setdefault(key, {}).update(guidance.of(part.value.get(SAID) or ()))
    return found


def carries(key: UUID, procedure: str) -> bool:
    """Whether people begin this procedure on a live page of this key, in whatever language."""
    return PageProcedure.objects.filter(page__translation_key=key, page__live=True, procedure=procedure).exists()


@receiver(page_published)
@transaction.atomic
def keep(instance: Page, **_more: Any) -> None:
    """What it carries from now on."""
    carried = of(instance)
    rows = PageProcedure.objects.filter(page_id=instance.pk)
    rows.exclude(procedure__in=carried).delete()
    PageProcedure.objects.bulk_create(
        [
            PageProcedure(
                page_id=instance.pk,
                procedure=key,
                is_guide=key == getattr(instance, OWN, ""),
                guidance=words,
            )
            for key, words in carried.items()
        ],
        update_conflicts=True,
        unique_fields=["page", "procedure"],
        update_fields=["is_guide", "guidance"],
    )

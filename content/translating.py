"""What stands between a translator and the readers: every string translated, every figure kept, nothing in Polish."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, Revision
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from content import figures

LINES = ("title", "summary", "seo_title", "search_description")  # nothing is filled in there


def broken_figures(page: Any) -> dict[str, str]:
    """By field: whoever wrote the text, an editor, a translator or a program."""
    found = {name: figures.marks(getattr(page, name)) for name in LINES}
    if body := getattr(page, "body", None):
        found["body"] = figures.broken_in(body.get_prep_value())
    return {
        name: _("There is no figure called %(names)s.") % {"names": ", ".join(wrong)}
        for name, wrong in found.items()
        if wrong
    }


@receiver(post_save, sender=StringTranslation)
def judge(instance: StringTranslation, **kwargs: Any) -> None:
    """Typed or imported: the fault is told at the string, and a string with a fault is never published."""
    fault = fault_of(instance.translation_of.data, instance.data)
    if fault is None or instance.has_error:
        return
    instance.has_error, instance.field_error = True, fault
    StringTranslation.objects.filter(pk=instance.pk).update(has_error=True, field_error=fault)


def fault_of(original: str, translated: str) -> str | None:
    """A translation names the figures of its original, in any order, and no others."""
    wanted, given = sorted(figures.marks(original)), sorted(figures.marks(translated))
    if wanted == given:
        return None
    if strange := [mark for mark in given if mark not in wanted]:
        return _("The original text has no figure called %(names)s.") % {"names": ", ".join(strange)}
    return _("The figures of the original text belong here too: %(names)s.") % {"names": ", ".join(wanted)}


def of(page: Page) -> Translation | None:
    """How the page is translated string by string; None where it is written by hand."""
    found: Translation | None = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()
    return found


def missing(translation: Translation) -> int:
    """Strings without a translation, or with one that has a fault."""
    total, translated = translation.get_progress()
    return int(total - translated)


def reason_against(page: Page) -> str | None:
    """Why this translation is not to be published, in words."""
    translation = of(page)
    if translation is None or not (count := missing(translation)):
        return None
    return ngettext(
        "Not published: %(count)d text is not translated yet or has an error.",
        "Not published: %(count)d texts are not translated yet or have errors.",
        count,
    ) % {"count": count}


def require_finished(page: Page, revision: Revision) -> None:
    """A draft made while strings were missing has the Polish ones in their place."""
    if reason := reason_against(page):
        raise ValidationError(reason)
    translation = of(page)
    if translation is not None and is_older(revision, translation):
        raise ValidationError(_("Not published: this draft is older than its translation. Publish the translation."))


def is_older(revision: Revision, translation: Translation) -> bool:
    strings = StringSegment.objects.filter(source_id=translation.source_id)
    last = StringTranslation.objects.filter(
        locale_id=translation.target_locale_id, translation_of_id__in=strings.values("string_id")
    ).aggregate(last=Max("updated_at"))["last"]
    return bool(last and revision.created_at < last)


def is_alias_of_another_language(page: Page) -> bool:
    """It would show the Polish text under another language's address."""
    return bool(page.alias_of_id) and page.alias_of.locale_id != page.locale_id

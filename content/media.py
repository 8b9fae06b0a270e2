"""Our own image and document models, from the first migration on: Wagtail's cannot be replaced later."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Picture(AbstractImage):
    """Named apart from Wagtail's own: the two would claim the same reverse names."""

    credit = models.CharField(_("Author and licence"), max_length=200, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit")

    @property
    def default_alt_text(self) -> str:
        """Never the title, which is often the name of a file: an editor then writes what is to be seen."""
        return str(self.description)

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_picture", "Can choose image")]


class Rendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="rendition_of_image", fields=["image", "filter_spec", "focal_point_key"]),
        ]


class File(AbstractDocument):
    """A document for readers; named apart from the documents of an application."""

    language = models.CharField(_("Language"), max_length=10, blank=True)

    admin_form_fields = (*Document.admin_form_fields, "language")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_file", "Can choose document")]

"""Why a file is refused, in words: what is wrong, what to do, and where the rule stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PAR_4 = "Dz.U. 2026 poz. 553, § 4"
PAR_6 = "Dz.U. 2026 poz. 553, § 6"
PAR_3 = "Dz.U. 2026 poz. 553, § 3"


@dataclass(frozen=True, slots=True)
class Refusal:
    """`paragraph` is empty where the rule is ours and protects the receiving system."""

    wrong: str | Promise
    remedy: str | Promise
    paragraph: str = ""


_MAKE_ANEW = _("Open it, print or save it as a new PDF, and add that file.")

REFUSALS: Mapping[str, Refusal] = {
    "empty": Refusal(_("The file is empty."), _("Choose it again; if it stays empty, make it anew.")),
    "too_large": Refusal(
        _("The file is bigger than 10 MB."),
        _("Scan in lower quality (150–200 dpi is enough to read), or split the document into two files."),
        PAR_6,
    ),
    "over_limit": Refusal(
        _("The file is bigger than a file for this may be."),
        _("Scan in lower quality (150–200 dpi is enough to read), or split the document into two files."),
    ),
    "too_much": Refusal(
        _("All your files together would be bigger than 50 MB."),
        _("Remove a file you don't need, or scan in lower quality."),
        PAR_6,
    ),
    "too_many_files": Refusal(_("You already have 30 files."), _("Put pages that belong together into one PDF.")),
    "wrong_type": Refusal(_("This type of file can't be taken."), _("Scans must be PDF files, photographs JPG files.")),
    "heic": Refusal(
        _("The file is in the HEIC format of some phones, which can't be taken."),
        _("Share it from the phone as JPG, or choose “Most compatible” in the settings of its camera."),
        PAR_4,
    ),
    "not_pdf": Refusal(
        _("Copies of paper documents must be PDF files. Several photographs can't be joined into one PDF here yet."),
        _("Use the scanner in your phone's notes or files app: it saves all pages as one PDF."),
        PAR_6,
    ),
    "not_jpg": Refusal(_("The photograph must be a JPG file."), _("Save it as JPG (JPEG) and add it again."), PAR_4),
    "encrypted": Refusal(
        _("The PDF is locked with a password."), _("Save a copy without a password and add that copy.")
    ),
    "active": Refusal(_("The PDF contains a script or another active part, which could do harm."), _MAKE_ANEW),
    "embedded_file": Refusal(
        _("The PDF has another file packed inside it."), _("Add that file on its own, and this one without it.")
    ),
    "bomb": Refusal(_("The file would grow far too big when opened."), _MAKE_ANEW),
    "too_many_pages": Refusal(_("The PDF has more than 500 pages."), _("Split it into smaller files.")),
    "too_many_pixels": Refusal(
        _("The picture has more than 50 million pixels."), _("Save it smaller and add it again.")
    ),
    "damaged": Refusal(
        _("The file is damaged or was not copied to its end."), _("Copy or scan it again and add the new file.")
    ),
    "polyglot": Refusal(_("The file hides something of another type."), _MAKE_ANEW),
    "virus": Refusal(_("The virus scanner found something harmful in the file."), _("Add a clean copy.")),
    "unreadable": Refusal(_("The file is too complex to be checked."), _MAKE_ANEW),
    "photo_too_large": Refusal(
        _("The photograph is bigger than 2.5 MB."),
        _("Save it in lower quality, with the same width and height."),
        PAR_4,
    ),
    "photo_too_small": Refusal(
        _("The photograph has too few pixels: at least 684 wide and 883 high are needed."),
        _("Take it in higher resolution; enlarging a small one makes it blurred."),
        PAR_4,
    ),
    "photo_proportions": Refusal(
        _("The photograph does not have the proportions 35 to 45 (width to height)."),
        _("Crop it: for a width of 700 pixels, a height of 900."),
        PAR_4,
    ),
    "photo_not_colour": Refusal(_("The photograph is black and white."), _("Add a colour photograph."), PAR_3),
}

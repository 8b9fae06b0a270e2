"""Wagtail pages about law, procedures and offices, and the journey that puts forms and payments inside them.

Facts on a page (fees, days, documents, offices) are read from `procedures` in the page's language; prose names a
dated figure as `[[minimum-wage]]`, and an unknown one can't be published. Every way to publish passes
`BasePage.publish`: a translation with a missing string or older than its strings is refused, and one whose Polish
text is newer says so to the reader (digests are compared, not dates). Seeds are planted once and are the editors'
from then on. Pages of the tree are public and may be cached; nothing under `apply/` ever is. What can't be published
at its hour is set aside with the reason in its history.
"""

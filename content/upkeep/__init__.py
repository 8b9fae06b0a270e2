"""Who keeps a page true and when it has to be read again; whether what it links to is there.

None of it is part of a page's text: a date that moves is nothing to publish or to translate, and a translation that is
made string by string has one too.
"""

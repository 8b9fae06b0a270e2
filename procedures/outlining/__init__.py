"""Forms, procedures and trees as outlines for lawyers: everything a definition says, in words and with its law."""

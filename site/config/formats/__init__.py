"""Ways of writing dates that differ from Django's, a folder a language."""

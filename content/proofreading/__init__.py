"""What an editor is told of a text before readers see it: long sentences, short words, headings, links, pictures.

`reading` finds the texts of a page, `rules` judge each, `findings` puts both together; `panel` shows them in the
editor, and `findings.refused` stops a page at submission and at publication.
"""

"""Official forms and procedures as data, and what they mean; everything else reads them.

`definitions/` and `forms/` are the data, `tables/` the dated facts with their readers, `law/` the acts and units that
claims rest on, `language/` what a definition may say and how it is read, `outputs/` what is made of it (JSON Schema,
the register's payload, translators' texts).
Official Polish wording is part of a form's digest and never read from a translation; a published version never
changes. A wrong definition stops the start with file, step and field. Which question is whose surname or place is
said by `form.roles`: no room knows a key. An editor's approved entry (`overlays`, two persons) lies over a table.
"""

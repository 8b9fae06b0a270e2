"""Annexes of an application: forms of their own that are filed with it.

`needs` says which ones an application needs, and who fills each in. What the applicant fills in stands in `own`: steps
of the same draft, frozen and signed with it. What third parties fill in and sign is asked for by a link (`asking`,
`links`, `third_party`, `signature`, `status`).

Where an entity is represented by several people together, who fills the annex in names the others (`signers`), and
signs first or not at all. Each of them then gets a link of their own, one after the other, reads the same document and
signs it (`cosigning`, `cosigner`): all those signatures are filed. Each has to be another person's (`persons`), and is
kept though the next one cannot be asked on that day. Any change gives all of them up.

A request holds an address (sealed), links (only digests of their tokens are kept), a sheet of its own and what was
signed. What the application knows already is carried over and fixed there; when it changes, an annex signed before is
stale and is asked again. How far each is, is computed from requests and answers, never stored; signing of the
application stays locked until every annex is there. Mails to a third party are Polish, name the day to sign by (the
earlier of the last lawful day and the link's end) and no person; who asks stands on the page. Reading a link changes
nothing: a mail scanner spends none.
"""

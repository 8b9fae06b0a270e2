"""A certificate of filing (art. 108 of the Act on foreigners) as the double makes it: one page."""

import json

import typst

TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: "Zaświadczenie " + data.number, author: "Wojewoda")
#set page(paper: "a4", margin: 25mm)
#set text(lang: "pl", size: 11pt)
#align(right)[#data.issued_on]
= Zaświadczenie nr #data.number
#v(1em)
Na podstawie art. 108 ustawy z dnia 12 grudnia 2013 r. o cudzoziemcach zaświadcza się, że wniosek
zarejestrowany pod numerem #data.register_ref został złożony w terminie i nie zawiera braków formalnych.
#v(1em)
Pobyt cudzoziemca na terytorium Rzeczypospolitej Polskiej uważa się za legalny od dnia złożenia wniosku do dnia,
w którym decyzja w sprawie stanie się ostateczna.
#v(3em)
#data.officer
#v(2em)
#text(size: 9pt)[Dokument próbny, bez mocy prawnej.]
"""


def pdf(*, number: str, issued_on: str, register_ref: str, officer: str) -> bytes:
    data = {"number": number, "issued_on": issued_on, "register_ref": register_ref, "officer": officer}
    made = typst.compile(
        TEMPLATE.encode(),
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )
    if not isinstance(made, bytes):
        raise TypeError("one document is one PDF")
    return made

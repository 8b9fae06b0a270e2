"""The instruction on rights and duties (art. 7(1) and (4)): its text, which the person confirms before signing."""

import hashlib

from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from accounts.acting import Acting, Power
from applications.drafting.models import Application
from applications.filing.errors import InstructionNotConfirmed
from applications.filing.models import Instruction

VERSION = "2026-11-26"
OFFICIAL_LANGUAGE = "pl"
# Polish as it is recorded and filed, and the same sentence in English as the msgid of every other language
SENTENCES = (
    (
        "Wniosek podpisuje osobiście cudzoziemiec, którego wniosek dotyczy, albo jego przedstawiciel ustawowy. "
        "Podpis innej osoby jest bezskuteczny (art. 106d ustawy o cudzoziemcach).",
        _(
            "Only you, or your statutory representative, may sign the application. "
            "Somebody else's signature has no effect (art. 106d of the Act on foreigners)."
        ),
    ),
    (
        "Złożenie fałszywego oświadczenia podlega odpowiedzialności karnej (art. 106 ust. 8 ustawy o cudzoziemcach).",
        _("Making a false statement is a crime (art. 106(8) of the Act on foreigners)."),
    ),
    (
        "Postępowanie prowadzi się w języku polskim. "
        "Wniosek wypełnia się w języku polskim (art. 8 ustawy o cudzoziemcach).",
        _("The proceedings are in Polish. The application is filled in in Polish (art. 8 of the Act on foreigners)."),
    ),
    (
        "Na każdym etapie można przeglądać akta sprawy, sporządzać z nich notatki i kopie (art. 73 Kodeksu "
        "postępowania administracyjnego, KPA) "
        "oraz wypowiedzieć się co do zebranych dowodów przed wydaniem decyzji (art. 10 KPA).",
        _(
            "At every stage you may read the files of your case and make notes and copies (art. 73 of the Code of "
            "Administrative Procedure, KPA), and say what you think of the evidence before the decision (art. 10 KPA)."
        ),
    ),
    (
        "Można działać przez pełnomocnika; pełnomocnictwo udziela się na piśmie (art. 32 i 33 KPA).",
        _("An attorney may act for you in the case; the power of attorney is given in writing (art. 32 and 33 KPA)."),
    ),
    (
        "O każdej zmianie adresu należy zawiadomić organ. "
        "Pismo doręczone pod dotychczasowym adresem ma skutek prawny (art. 41 KPA).",
        _(
            "Tell the office whenever your address changes. "
            "A letter sent to the old address has legal effect (art. 41 KPA)."
        ),
    ),
    (
        "Organ może wezwać do osobistego stawiennictwa w terminie nie krótszym niż 7 dni, w celu okazania dokumentu "
        "podróży, pobrania odcisków linii papilarnych i złożenia wzoru podpisu. Niestawienie się powoduje umorzenie "
        "postępowania (art. 106e i 106i ustawy o cudzoziemcach). Nie wzywa się dziecka, które w dniu złożenia "
        "wniosku nie ukończyło 6 lat, ani osoby, której stawić się nie pozwala choroba lub "
        "niepełnosprawność (art. 106h ust. 1).",
        _(
            "The office may call you to appear in person, in not less than 7 days, to show your passport, give "
            "fingerprints and a specimen of your signature. If you do not come, the proceedings are discontinued "
            "(art. 106e and 106i of the Act on foreigners). A child under 6 on the day of filing, and a person whom "
            "illness or disability keeps from coming, are not called (art. 106h(1))."
        ),
    ),
    (
        "Organ może wezwać do uzupełnienia braków wniosku lub opłaty; nieuzupełnienie w terminie powoduje "
        "pozostawienie wniosku bez rozpoznania albo jego zwrot (art. 64 i 261 KPA).",
        _(
            "The office may call for what is missing or unpaid; if it does not come in time, the application is left "
            "unexamined or returned (art. 64 and 261 KPA)."
        ),
    ),
    (
        "Jeżeli wniosek złożono w terminie i nie zawiera braków formalnych albo zostały one uzupełnione, pobyt "
        "uważa się za legalny do dnia, w którym decyzja stanie się ostateczna (art. 108 ustawy o cudzoziemcach).",
        _(
            "If you file in time and nothing formal is missing, or it is supplied in time, your stay is legal until "
            "the decision becomes final (art. 108 of the Act on foreigners)."
        ),
    ),
    (
        "Na bezczynność lub przewlekłość można wnieść ponaglenie (art. 37 KPA), a od decyzji odwołanie w terminie "
        "14 dni od dnia jej doręczenia (art. 127 i 129 KPA).",
        _(
            "Against delay you may send a reminder (art. 37 KPA), and against the decision an appeal within 14 days of "
            "its delivery (art. 127 and 129 KPA)."
        ),
    ),
)


def sentences(language: str) -> list[str]:
    """In Polish word for word, in any other language as the screen has it."""
    if language == OFFICIAL_LANGUAGE:
        return [polish for polish, _own in SENTENCES]
    with translation.override(language):
        return [str(own) for _polish, own in SENTENCES]


def confirm(application: Application, *, language: str, acting: Acting) -> Instruction:
    """Keeps the text that was on the screen; the last confirmation counts."""
    acting.require(Power.PREPARE, principal=application.principal_id)
    text = "\n".join(sentences(language))
    known = {"version": VERSION, "language": language, "sha256": _digest(text), "text": text}
    confirmed, _created = Instruction.objects.update_or_create(
        application=application, defaults={**known, "confirmed_at": timezone.now()}
    )
    return confirmed


def confirmed(application: Application) -> Instruction:
    """Raises InstructionNotConfirmed, also when the text is a new one since."""
    found = Instruction.objects.filter(application=application, version=VERSION).first()
    if found is None:
        raise InstructionNotConfirmed
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

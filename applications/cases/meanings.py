"""What each status means in law, who must act, and whether one may stay, work and travel meanwhile.

Never more certain than the law: where it depends on facts we don't know, the text says on which.
Articles without an act are of the Act on foreigners of 12.12.2013; KPA is the Code of administrative procedure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.filing.models import Cause
from procedures.tables import statements

type Text = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A short answer, and on what it rests."""

    short: Text
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """`who` is a kind of badge: act (the person), wait (the office), info, done."""

    who: str
    title: Text
    law: Text
    todo: Text
    stay: Answer
    work: Answer
    travel: Answer


# An event that changes nothing about where the case stands
REMARKS = frozenset({"case-number", "officer"})
# After these nothing asked for earlier is waited for
OUTCOMES = frozenset({"decision-granted", "decision-refused", "decision-discontinued"})
ENDS = frozenset({"left-unexamined", "refusal-to-open", "returned", "final", "closed", "withdrawn"}) | OUTCOMES
# With these the data enter a register of art. 428 (art. 225g(2)): what becomes of the own copy, filing knows
INTO_THE_REGISTER = {
    "certificate-issued": Cause.CERTIFICATE,
    "left-unexamined": Cause.UNEXAMINED,
    "refusal-to-open": Cause.NOT_OPENED,
    "returned": Cause.RETURNED,
}

WHILE_WAITING = Answer(
    short=_("Yes, if you filed in time"),
    why=_(
        "Your stay is lawful from the filing until the final decision, when you filed during lawful stay and the "
        "application has no formal defects, or they were put right in time (art. 108)."
    ),
)
WORK_AS_BEFORE = Answer(
    short=_("It depends on your right to work before"),
    why=_("Filing alone gives no right to work. What you held before decides (Act of 20 March 2025, art. 3)."),
)
NO_TRAVEL_DOCUMENT = Answer(
    short=_("Filing gives no right to come back"),
    why=_("To come back you need a valid visa or residence document. The certificate is neither (art. 242)."),
)
PROTECTION_UNSURE = Answer(
    short=_("This application may not protect your stay any more"),
    why=_("Art. 108 protects the stay while an application without defects is examined. Ask for legal help now."),
)
WORK_UNSURE = Answer(
    short=_("This application may not protect your work any more"),
    why=_("What you held before decides (Act of 20 March 2025, art. 3). Ask for legal help now."),
)
BY_THE_PERMIT = Answer(
    short=_("Yes, within the permit"), why=_("The decision says until when and on which conditions. Read them first.")
)
WITH_THE_CARD = Answer(
    short=_("With the residence card and a passport"),
    why=_("Together they let you cross the border; the decision alone does not (art. 242)."),
)
AS_DECIDED = Answer(
    short=_("As the decision says"),
    why=_(
        "After a final refusal or discontinuance you have 30 days to leave, unless you may stay on another ground "
        "(art. 299(6))."
    ),
)
UNTIL_FINAL = Answer(
    short=_("Until the decision is final"),
    why=_(
        "After that you have 30 days to leave, unless you may stay on another ground (art. 299(6)). There are none "
        "when proceedings for your return were begun before (art. 299(8a))."
    ),
)
READ_THE_LETTER = _("Read the letter: it says whether you can complain, where, and by when. Free legal aid can help.")

APPEAL = _(
    "The 14 days run from the day of service, not from the day it appeared here (art. 129 of the Code of "
    "Administrative Procedure, KPA). Get help now."
)

WAITING: Mapping[str, Answer] = {"stay": WHILE_WAITING, "work": WORK_AS_BEFORE, "travel": NO_TRAVEL_DOCUMENT}
UNSURE: Mapping[str, Answer] = {"stay": PROTECTION_UNSURE, "work": WORK_UNSURE, "travel": NO_TRAVEL_DOCUMENT}
LOST: Mapping[str, Answer] = {"stay": UNTIL_FINAL, "work": WORK_AS_BEFORE, "travel": NO_TRAVEL_DOCUMENT}
DECIDED: Mapping[str, Answer] = {"stay": AS_DECIDED, "work": AS_DECIDED, "travel": WITH_THE_CARD}

MEANINGS: Mapping[str, Meaning] = {
    "filed": Meaning(
        who="wait",
        title=_("Your application is filed"),
        law=_("You signed it and the receipt was issued: that is the filing (art. 106d(6))."),
        todo=_("Nothing now. The office looks for it in the preliminary base and checks it (art. 225e)."),
        **WAITING,
    ),
    "preliminary-received": Meaning(
        who="wait",
        title=_("The office has your application"),
        law=_("It arrived whole in the preliminary base, where the voivode checks it (art. 225e)."),
        todo=_("Nothing now. If something is missing, the office asks for it, and you see it here."),
        **WAITING,
    ),
    "case-number": Meaning(
        who="info",
        title=_("Your case has a number"),
        law=_("Give this number in every letter and at every visit."),
        todo=_("Nothing now."),
        **WAITING,
    ),
    "officer": Meaning(
        who="info",
        title=_("An officer was named"),
        law=_("This person handles your case. It can change."),
        todo=_("Nothing now."),
        **WAITING,
    ),
    "summoned": Meaning(
        who="act",
        title=_("The office asks you for something"),
        law=_(
            "Until it is done the case can't go on. Not coming in person can end the case (art. 106i), unless "
            "art. 106h(1) excuses you: under 6 years of age, illness or disability; formal defects "
            "not put right can leave the application unexamined (art. 64 § 2 of the Code of Administrative "
            "Procedure, KPA)."
        ),
        todo=_("Do each thing on the list before the date. If you can't make it, ask the office for another date now."),
        **WAITING,
    ),
    "certificate-issued": Meaning(
        who="wait",
        title=_("The certificate was issued"),
        law=_(
            "It confirms that your stay is lawful while the case lasts, instead of a stamp in the passport (art. 108)."
        ),
        todo=_("Download it and show it where you must prove your stay. Anybody can check it by its QR code."),
        stay=Answer(
            short=_("Yes, until the final decision"),
            why=_("The certificate confirms it (art. 108). A stay of proceedings at your own request ends it."),
        ),
        work=WORK_AS_BEFORE,
        travel=NO_TRAVEL_DOCUMENT,
    ),
    "decision-granted": Meaning(
        who="done",
        title=_("The permit was granted"),
        law=_("The residence card is issued next, by the office itself. Its fee is due before (art. 235(1))."),
        todo=_("Read the conditions in the decision. If something is wrong, you can appeal in 14 days from service."),
        stay=BY_THE_PERMIT,
        work=BY_THE_PERMIT,
        travel=WITH_THE_CARD,
    ),
    "decision-refused": Meaning(
        who="act",
        title=_("The permit was refused"),
        law=_(
            "You can appeal to the Head of the Office for Foreigners, through the voivode, in 14 days from service. "
            "The stamp duty is not given back (art. 113c)."
        ),
        todo=APPEAL,
        **LOST,
    ),
    "decision-discontinued": Meaning(
        who="act",
        title=_("The proceedings were discontinued"),
        law=_(
            "The office ended the case without deciding about the permit. The stamp duty is not given back (art. 113c)."
            " You can appeal in 14 days from service."
        ),
        todo=APPEAL,
        **LOST,
    ),
    "left-unexamined": Meaning(
        who="act",
        title=_("The application was left unexamined"),
        law=_("The office did not examine it, since something the law demands was missing."),
        todo=READ_THE_LETTER,
        **UNSURE,
    ),
    "refusal-to-open": Meaning(
        who="act",
        title=_("The office refused to open a case"),
        law=_("The office found that it can't examine this application at all."),
        todo=READ_THE_LETTER,
        **UNSURE,
    ),
    "returned": Meaning(
        who="act",
        title=_("The application was returned"),
        law=_(
            "An application is returned when a fee was called for and not paid in time (art. 261 of the Code of "
            "Administrative Procedure, KPA). It no longer protects your stay."
        ),
        todo=READ_THE_LETTER,
        **UNSURE,
    ),
    "final": Meaning(
        who="info",
        title=_("The decision is final"),
        law=_("No appeal is possible any more. A complaint to a court may be: the decision says so, and by when."),
        todo=_("Do what the decision says, and by when."),
        **DECIDED,
    ),
    "closed": Meaning(
        who="info",
        title=_("The case is closed"),
        law=_("Nothing more will come here. What is kept here is deleted 30 days after the end."),
        todo=_("Download what you want to keep."),
        **DECIDED,
    ),
    "withdrawn": Meaning(
        who="info",
        title=_("You withdrew the application"),
        law=_(
            "The office discontinues the proceedings. The stamp duty is not given back (art. 113c), and the "
            "application protects your stay until that decision is final (art. 108(1)(2))."
        ),
        todo=_("If you stay in Poland, make sure that you have another ground for it."),
        **UNSURE,
    ),
}
TERM = _("The law gives the office 60 days (art. 112a(1)). We can't promise a date.")
TERM_SUSPENDED = _(
    "The law gives the office 60 days (art. 112a(1)), but until %(until)s these terms do not run (art. 100d of the Act "
    "of 12 March 2022). We can't promise a date."
)


def coming(day: date) -> Meaning:
    """What stands beyond everything that has happened; a dated row of the law says whether the office's terms run."""
    row = next((each for each in statements.holding(day) if each.key == "authority-terms"), None)
    until = date_format(row.valid_to, "j E Y") if row and row.valid_to else ""
    law = TERM_SUSPENDED % {"until": until} if until else TERM
    return Meaning(who="wait", title=_("The decision"), law=law, todo="", **WAITING)


ANSWERED = _("You answered; the office looks at what you sent")


def key_of(kind: str, body: Mapping[str, Any]) -> str:
    """Decisions differ by their outcome."""
    return f"decision-{body['outcome']}" if kind == "decision" else kind

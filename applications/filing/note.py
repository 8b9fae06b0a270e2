"""The note to the office about a signature that does not prove by its number who signed (art. 106d(3))."""

from applications.drafting.models import ForWhom
from applications.exchange.protocol import canonical
from applications.filing.models import Submission
from applications.signing.judge import SignerProof

# What the person ticked on the signing page, as the office reads it
DECLARATION = "Oświadczam, że jestem osobą wskazaną we wniosku i podpisuję go osobiście."
OF_A_REPRESENTATIVE = {
    ForWhom.CHILD: "Oświadczam, że jestem rodzicem osoby wskazanej we wniosku i podpisuję go za nią.",
    ForWhom.MINOR_WARD: "Oświadczam, że jestem opiekunem osoby wskazanej we wniosku i podpisuję go za nią.",
    ForWhom.UNACCOMPANIED: "Oświadczam, że jestem kuratorem osoby wskazanej we wniosku i podpisuję go za nią.",
    ForWhom.WARD: "Oświadczam, że jestem opiekunem osoby wskazanej we wniosku i podpisuję go za nią.",
}
# Nobody has said which: begun as oneself
EITHER = "Oświadczam, że jestem rodzicem albo opiekunem osoby wskazanej we wniosku i podpisuję go za nią."


def of(submission: Submission) -> bytes | None:
    """None when the certificate's PESEL is the applicant's."""
    if submission.outcome == SignerProof.MATCHES:
        return None
    return canonical({"outcome": submission.outcome, "declaration": _declared(submission)})


def _declared(submission: Submission) -> str:
    """Whoever signs for a minor that was begun as oneself ticked what a parent does."""
    if submission.outcome != SignerProof.REPRESENTS:
        return DECLARATION
    return OF_A_REPRESENTATIVE.get(ForWhom(submission.application.for_whom), EITHER)

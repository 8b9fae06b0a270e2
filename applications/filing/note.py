"""The note to the office about a signature that does not prove by its number who signed (art. 106d(3))."""

from applications.exchange.protocol import canonical
from applications.filing.models import Submission
from applications.signing.judge import SignerProof

# What the person ticked on the signing page, as the office reads it
DECLARATION = "Oświadczam, że jestem osobą wskazaną we wniosku i podpisuję go osobiście."


def of(submission: Submission) -> bytes | None:
    """None when the certificate's PESEL is the applicant's."""
    if submission.outcome == SignerProof.MATCHES:
        return None
    return canonical({"outcome": submission.outcome, "declaration": DECLARATION})

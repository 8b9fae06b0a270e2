"""The SMTP side: takes messages, or misbehaves as it was told to."""

import asyncio
from dataclasses import dataclass

from aiosmtpd.smtp import SMTP, Envelope, Session

from notices.double.mailbox import Mailbox

TAKEN = "250 OK"


@dataclass(slots=True, kw_only=True)
class Mood:
    """How the next `times` messages are met; after that all is well again."""

    answer: str = TAKEN  # for example "450 Try later" or "550 No such user"
    delay_seconds: float = 0.0
    times: int = 0

    def next(self) -> tuple[str, float]:
        if self.times <= 0:
            return TAKEN, 0.0
        self.times -= 1
        return self.answer, self.delay_seconds


class MailReceiver:
    """aiosmtpd calls `handle_RCPT` for a recipient and `handle_DATA` for a whole message."""

    def __init__(self, mailbox: Mailbox, mood: Mood) -> None:
        self.mailbox = mailbox
        self.mood = mood

    async def handle_RCPT(  # aiosmtpd's name and parameters
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer, delay_seconds = self.mood.next()
        await asyncio.sleep(delay_seconds)
        if answer == TAKEN:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # aiosmtpd's name
        self.mailbox.keep(envelope.original_content or b"")
        return TAKEN

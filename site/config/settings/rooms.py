"""What the rooms do when nobody asks: due work that the clock wakes, and messages of the register they take."""

from applications.exchange.protocol.kinds import INBOUND as KINDS

JOBS = [  # modules that declare QUEUES, see docs/architecture.md
    "notices.jobs",
    "audit.jobs",
    "applications.uploads.jobs",
    "payments.jobs",
    "applications.drafting.jobs",
    "applications.annexes.jobs",
    "applications.wording.jobs",
    "applications.handover.jobs",
    "applications.filing.jobs",
    "applications.retention.jobs",
    "applications.cases.jobs",
    "applications.exchange.portal.jobs",
    "content.jobs",
    "content.deadlines.jobs",
    "content.said.jobs",
    "content.upkeep.jobs",
    "content.search.jobs",
]

EXCHANGE_TRAIL = "audit.verification"  # whose head goes with the daily report, and how it stands on the board

JOBS_WITHIN = "procedures.tables.changes.one_state"  # around the work of each row

JOBS_AWAY = [  # what clients of outside services raise while these are away; children of OSError need no entry
    "botocore.exceptions.BotoCoreError",
    "botocore.exceptions.ClientError",  # an object that is missing is a FileNotFoundError by then
]

INBOUND: dict[str, str] = {  # kind of inbound message -> dotted path of its handler
    **dict.fromkeys(KINDS, "applications.cases.inbound.handle"),  # news: each has a meaning, or nothing starts
    "receipt": "applications.retention.taking_over.handle",
    "message": "applications.correspondence.inbound.handle",
    "closed": "applications.cases.inbound.close",
}

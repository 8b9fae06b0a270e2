"""What this floor does when nobody asks: pages go live and expire at their hour."""

from content import publishing
from jobs import loop
from jobs.queues import Queue

QUEUES = (
    Queue(name="content.expire", due=publishing.to_expire, do=publishing.expire, since="expire_at"),
    Queue(
        name="content.publish",
        due=publishing.to_publish,
        do=publishing.publish,
        since="approved_go_live_at",
        give_up=publishing.give_up,
    ),
)
due, run = loop.of(QUEUES)

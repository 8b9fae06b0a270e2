"""What the rooms declare fits together: no queue is without a worker, no two have one name."""

from django.conf import settings

from jobs import rooms
from launch.processes import LANES


def test_every_lane_has_a_worker_process_and_every_queue_a_lane() -> None:
    assert sorted(LANES.values()) == sorted(settings.LANES)
    assert settings.TASKS["default"]["QUEUES"] == settings.LANES
    assert {queue.lane for queue in rooms.queues()} == set(settings.LANES)


def test_every_room_declares_queues_under_names_of_their_own() -> None:
    names = [queue.name for queue in rooms.queues()]
    assert len(names) == len(set(names))
    assert {name.split(".")[0] for name in names} == {
        "notices",
        "audit",
        "uploads",
        "payments",
        "drafting",
        "annexes",
        "wording",
        "handover",
        "filing",
        "retention",
        "cases",
        "exchange",
        "deadlines",
        "content",
        "said",
        "search",
        "upkeep",
    }

"""Whether this process lives, whether it can serve, and which durable work stands."""

from collections.abc import Mapping
from secrets import compare_digest
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from jobs import metrics, standing

KEPT_SECONDS = 5  # whoever asks however often: the queues are counted this often at most


def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and is migrated, 503 with the reason otherwise.

    `queues` names the durable work that stands; it takes no host out of service, since every other host has it too.
    """
    try:
        executor = MigrationExecutor(connection)
        behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        queues = {} if behind else _standing()
    except DatabaseError:
        return JsonResponse({"ready": False, "database": "unreachable"}, status=503)
    if behind:
        return JsonResponse({"ready": False, "database": "behind"}, status=503)
    return JsonResponse({"ready": True, "database": "ok", "queues": queues})


def figures(request: HttpRequest) -> HttpResponse:
    """For Prometheus, on the officers' host: who has the token, or nobody where none is set."""
    given, expected = request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"
    if not settings.METRICS_TOKEN or not compare_digest(given.encode(), expected.encode()):
        raise Http404
    return HttpResponse(metrics.text(standing.now()), content_type=metrics.CONTENT_TYPE)


def _standing() -> Mapping[str, Any]:
    found = cache.get("queues-standing")
    if found is None:
        found = standing.standing(standing.now())
        cache.set("queues-standing", found, KEPT_SECONDS)
    return dict(found)

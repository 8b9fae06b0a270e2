"""What was posted and could not be saved is kept for its page; of what was only read there is nothing to keep."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from applications.drafting import kept, offered
from applications.drafting.models import KeptPost
from sealing.models import new_id

pytestmark = pytest.mark.django_db


def test_a_post_that_fails_is_kept_with_its_own_fields_alone(rf: RequestFactory) -> None:
    subject = new_id()
    request = rf.post("/", {"work-employer": "X", "person-surname": "Y", "csrfmiddlewaretoken": "z"})
    with pytest.raises(ZeroDivisionError), offered.spared(request, subject=subject, page="work", start="work-"):
        raise ZeroDivisionError
    token = request.kept_token  # type: ignore[attr-defined]  # read by the last answer
    assert kept.offer(token, subject=subject, step="work") == {"work-employer": ["X"]}


@pytest.mark.parametrize(("method", "failure"), [("GET", ZeroDivisionError), ("POST", Http404)])
def test_nothing_is_kept_of_what_was_read_or_answered(
    rf: RequestFactory, method: str, failure: type[Exception]
) -> None:
    request = rf.generic(method, "/?work-employer=X", "work-employer=X", "application/x-www-form-urlencoded")
    with pytest.raises(failure), offered.spared(request, subject=new_id(), page="work"):
        raise failure
    assert not hasattr(request, "kept_token")
    assert not KeptPost.objects.exists()

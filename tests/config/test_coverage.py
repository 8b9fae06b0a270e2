"""`make coverage` counts a file in its room, and branches beside lines."""

import pytest

from tests.coverage_by_room import by_room, line, room


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("applications/exchange/portal/inbox.py", "applications/exchange/portal"),
        ("applications/exchange/portal/management/commands/x.py", "applications/exchange/portal"),
        ("applications/filing/views.py", "applications/filing"),
        ("content/journey/place.py", "content/journey"),
        ("content/models.py", "content"),
        ("payments/double/app.py", "payments"),
        ("procedures/language/kinds/texts.py", "procedures"),
        ("site/jobs/loop.py", "site/jobs"),
    ],
)
def test_a_file_counts_in_its_room(path: str, name: str) -> None:
    assert room(path) == name


def test_lines_and_branches_count_alike_and_branches_alone_beside_them() -> None:
    first = {"covered_lines": 8, "num_statements": 8, "covered_branches": 1, "num_branches": 4}
    second = {"covered_lines": 0, "num_statements": 8, "covered_branches": 0, "num_branches": 0}
    files = {"payments/a.py": {"summary": first}, "payments/b.py": {"summary": second}}
    told = line("payments", by_room(files)["payments"]).split()
    assert told == ["payments", "45.0", "%", "branches", "alone", "25.0", "%", "1/4"]


def test_a_room_without_a_branch_leaves_none_out() -> None:
    figures = {"covered_lines": 1, "num_statements": 2, "covered_branches": 0, "num_branches": 0}
    told = line("launch", by_room({"site/launch/a.py": {"summary": figures}})["site/launch"]).split()
    assert told == ["launch", "50.0", "%", "branches", "alone", "100.0", "%", "0/0"]

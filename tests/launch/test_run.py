"""A start on ports that somebody else uses ends with their names, not with a system that is not there."""

import socket
from pathlib import Path

import pytest

from launch import run
from launch.ports import HOST, OFFSETS, Ports, from_environment


@pytest.fixture
def free_first_port() -> int:
    """A first port with all the others free."""
    for port in range(41000, 60000, 20):
        try:
            for offset in OFFSETS.values():
                with socket.socket() as probe:
                    probe.bind((HOST, port + offset))
        except OSError:
            continue
        return port
    raise AssertionError("no free ports")


def test_free_ports_are_fine(free_first_port: int, tmp_path: Path) -> None:
    run.require_free(tmp_path, Ports(first=free_first_port))


@pytest.mark.parametrize("name", ["portal", "postgres", "smtp"])
def test_taken_port_is_named_with_what_to_do(
    name: str, free_first_port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "FREE_SECONDS", 0)
    ports = Ports(first=free_first_port)
    with socket.socket() as other:
        other.bind((HOST, ports.of(name)))
        other.listen()
        with pytest.raises(SystemExit) as ended:
            run.require_free(tmp_path, ports)
    assert ended.value.code == (
        f"Another program listens on {HOST}:{ports.of(name)} ({name}). "
        "Stop it, or choose other ports: make run PORT=9000"
    )


def test_a_port_that_is_no_number_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "eight")
    with pytest.raises(SystemExit, match="not 'eight'"):
        from_environment()

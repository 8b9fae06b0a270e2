"""What is signed is what is applied: everything else is quarantined with its reason. Once, whatever is replayed."""

import base64
import shutil
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.conf import settings
from lxml import etree

from applications.exchange.connector import spool
from applications.exchange.connector.attempts import MOST
from applications.exchange.connector.backends import Folder, Memory, named
from applications.exchange.connector.client import Client
from applications.exchange.connector.database import Connection
from applications.exchange.connector.errors import Alarm, Damaged, WrongBackend
from applications.exchange.portal import jobs, outbox
from applications.exchange.portal.inbox import Inbound
from applications.exchange.portal.models import OutboxMessage, RegisterReceipt
from applications.exchange.protocol import canonical
from applications.exchange.protocol.backend import BackendUnavailable, OpenedMessage, RegisterNews
from applications.exchange.protocol.tags import BY_APPLICANT
from tests.applications.exchange.both_halves import (
    ANNEX,
    Government,
    Signer,
    application_xml,
    places,
    queue,
    queue_question,
    queue_submission,
    sha256,
    submission,
    unjudged,
)

type Parts = dict[str, bytes]
PAYLOAD = canonical({"surname": "Testowa"})


def reason_for(government: Government, parts: Parts, *, case_id: UUID, message_id: UUID) -> str:
    with unjudged():
        queue("submission", case_id, parts, message_id=message_id)
    government.settle()
    assert government.connection.execute("SELECT * FROM record").fetchall() == []
    receipt = RegisterReceipt.objects.get()
    assert receipt.verdict == "quarantined"
    return receipt.reason


def other_payload(parts: Parts, signer: Signer) -> None:
    parts["payload.json"] = b'{"surname":"Inna"}'


def other_file(parts: Parts, signer: Signer) -> None:
    parts["photo-1.jpg"] = b"other"


def extra_file(parts: Parts, signer: Signer) -> None:
    parts["photo-2.jpg"] = b"more"


def no_file(parts: Parts, signer: Signer) -> None:
    del parts["photo-1.jpg"]


def no_payload(parts: Parts, signer: Signer) -> None:
    del parts["payload.json"]


def changed_answer(parts: Parts, signer: Signer) -> None:
    parts["application.xml"] = parts["application.xml"].replace(b"Testowa<", b"Inna<")


def no_signature(parts: Parts, signer: Signer) -> None:
    root = etree.fromstring(parts["application.xml"])
    root.remove(root[-1])
    parts["application.xml"] = etree.tostring(root)


def two_signatures(parts: Parts, signer: Signer) -> None:
    parts["application.xml"] = signer.sign(parts["application.xml"])


def wrapped(parts: Parts, signer: Signer) -> None:
    """The signed document inside another one, its signature moved to the outside."""
    root = etree.fromstring(parts["application.xml"])
    forged = etree.fromstring(parts["application.xml"].replace(b"Testowa<", b"Inna<"))
    forged.remove(forged[-1])
    signature = root[-1]
    forged.append(root)
    forged.append(signature)
    parts["application.xml"] = etree.tostring(forged)


def entity(parts: Parts, signer: Signer) -> None:
    parts["application.xml"] = b'<!DOCTYPE w [<!ENTITY a "b">]>' + parts["application.xml"]


def other_authority(parts: Parts, signer: Signer) -> None:
    """A good signature by somebody whom nobody trusts."""
    trusted = (signer.folder / "signature-ca.pem").read_bytes()
    stranger = Signer(signer.folder)
    (signer.folder / "signature-ca.pem").write_bytes(trusted)
    root = etree.fromstring(parts["application.xml"])
    root.remove(root[-1])
    parts["application.xml"] = stranger.sign(etree.tostring(root))


REFUSED: list[tuple[Callable[[Parts, Signer], None], str]] = [
    (other_payload, "the payload is not the signed one"),
    (other_file, "a file is not the signed one"),
    (extra_file, "the files are not those that were signed"),
    (no_file, "the files are not those that were signed"),
    (no_payload, "no payload.json"),
    (changed_answer, "the signature does not hold"),
    (no_signature, "not exactly one signature at the end of the document"),
    (two_signatures, "not exactly one signature at the end of the document"),
    (wrapped, "the signature does not"),
    (entity, "not a signed document"),
    (other_authority, "the signature does not hold"),
]


@pytest.mark.parametrize(("spoil", "reason"), REFUSED, ids=lambda value: getattr(value, "__name__", ""))
def test_what_was_not_signed_is_not_applied(
    government: Government, signer: Signer, spoil: Callable[[Parts, Signer], None], reason: str
) -> None:
    case_id, message_id = uuid4(), outbox.reserve()
    parts = submission(signer, case_id, message_id, {"photo-1.jpg": b"photo"})
    spoil(parts, signer)
    assert reason in reason_for(government, parts, case_id=case_id, message_id=message_id)


def test_an_application_signed_for_another_message_is_not_applied(government: Government, signer: Signer) -> None:
    case_id = uuid4()
    parts = submission(signer, case_id, uuid4())
    reason = reason_for(government, parts, case_id=case_id, message_id=outbox.reserve())
    assert reason == "the signed application belongs to another case or message"


def annex_xml(case_id: UUID, *, form: str = "annex1-employer", data: str = "{}", digest: str = "") -> bytes:
    return f"""<zalacznik xmlns="{ANNEX}" id="{uuid4()}" wniosek="{case_id}">
      <formularz klucz="{form}" wersja="2026-04-27" sha256="{"0" * 64}"/>
      <dane sha256="{digest or sha256(data.encode())}">{data}</dane></zalacznik>""".encode()


def with_annex(signer: Signer, case_id: UUID, message_id: UUID, unsigned: bytes) -> Parts:
    annex = signer.sign(unsigned)
    item = f'<zalaczniki><zalacznik klucz="annex1-employer" nazwa="annex-1.xml" sha256="{sha256(annex)}"/></zalaczniki>'
    document = application_xml(case_id, message_id, PAYLOAD).replace(b"<zalaczniki/>", item.encode())
    return {"application.xml": signer.sign(document), "payload.json": PAYLOAD, "annex-1.xml": annex}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"case_id": UUID(int=7)}, "an annex of another application"),
        ({"form": "annex2-other"}, "an annex that contradicts itself"),
        ({"digest": "0" * 64}, "an annex that contradicts itself"),
        ({"data": "[]"}, "not a json object"),
        ({"data": '{"j":1}'}, "the payload does not match its schema at /j"),
    ],
)
def test_an_annex_is_signed_for_this_application_with_data_of_its_form(
    government: Government, signer: Signer, changed: dict[str, Any], reason: str
) -> None:
    case_id, message_id = uuid4(), outbox.reserve()
    parts = with_annex(signer, case_id, message_id, annex_xml(**{"case_id": case_id, **changed}))
    assert reason_for(government, parts, case_id=case_id, message_id=message_id) == reason


def test_an_annex_goes_with_its_application(government: Government, signer: Signer) -> None:
    case_id, message_id = uuid4(), outbox.reserve()
    parts = with_annex(signer, case_id, message_id, annex_xml(case_id))
    queue("submission", case_id, parts, message_id=message_id)
    government.settle()
    assert RegisterReceipt.objects.get().verdict == "applied"


def with_joint_annex(
    signer: Signer,
    ids: tuple[UUID, UUID],
    *,
    again: str = "annex-1.xml",
    by: str = "Jan Drugi",
    replaced: tuple[bytes, bytes] = (b"", b""),
) -> Parts:
    """One annex that two people sign, each of them by themselves."""
    (case_id, message_id), unsigned = ids, annex_xml(ids[0])
    first = signer.sign(unsigned)
    second = signer.named(by).sign(unsigned.replace(*replaced))
    said = f' tozsamy_z="{again}"' if again else ""
    items = "".join(
        f'<zalacznik klucz="annex1-employer" nazwa="annex-{number}.xml" sha256="{sha256(content)}"{same}/>'
        for number, content, same in ((1, first, ""), (2, second, said))
    )
    listed = f"<zalaczniki>{items}</zalaczniki>".encode()
    document = application_xml(case_id, message_id, PAYLOAD).replace(b"<zalaczniki/>", listed)
    signed = {"application.xml": signer.named("Olena Testowa").sign(document), "payload.json": PAYLOAD}
    return {**signed, "annex-1.xml": first, "annex-2.xml": second}


def test_an_annex_that_two_people_sign_goes_with_its_application(government: Government, signer: Signer) -> None:
    case_id, message_id = uuid4(), outbox.reserve()
    queue("submission", case_id, with_joint_annex(signer, (case_id, message_id)), message_id=message_id)
    government.settle()
    assert RegisterReceipt.objects.get().verdict == "applied"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"again": ""}, "an annex that comes twice, or repeats another one"),
        ({"again": "annex-2.xml"}, "an annex that comes twice, or repeats another one"),
        ({"replaced": (b' id="', b' id="1')}, "an annex that comes twice, or repeats another one"),
        ({"replaced": (b"<dane ", b"<dane  ")}, ""),
        ({"replaced": (b"<formularz", b"<nic/><formularz")}, "an annex that is not the one it repeats"),
        ({"by": "Olena Testowa"}, "an annex signed twice by one person"),
    ],
)
def test_what_comes_twice_is_one_annex_of_two_people(
    government: Government, signer: Signer, changed: dict[str, Any], reason: str
) -> None:
    case_id, message_id = uuid4(), outbox.reserve()
    parts = with_joint_annex(signer, (case_id, message_id), **changed)
    if reason:
        assert reason_for(government, parts, case_id=case_id, message_id=message_id) == reason
        return
    queue("submission", case_id, parts, message_id=message_id)
    government.settle()
    assert RegisterReceipt.objects.get().verdict == "applied"


def with_own_annex(signer: Signer, case_id: UUID, message_id: UUID, *, item_by: str, annex_by: str) -> Parts:
    """Under the one signature of the applicant, if the signed list says so."""
    filled_by = f' wypelnia="{annex_by}" wniosek=' if annex_by else " wniosek="
    annex = annex_xml(case_id).replace(b" wniosek=", filled_by.encode())
    said = f' wypelnia="{item_by}"' if item_by else ""
    item = f'<zalacznik klucz="annex1-employer" nazwa="annex-1.xml" sha256="{sha256(annex)}"{said}/>'
    listed = f"<zalaczniki>{item}</zalaczniki>".encode()
    document = application_xml(case_id, message_id, PAYLOAD).replace(b"<zalaczniki/>", listed)
    return {"application.xml": signer.sign(document), "payload.json": PAYLOAD, "annex-1.xml": annex}


def test_the_applicants_own_annex_needs_no_other_signature(government: Government, signer: Signer) -> None:
    case_id, message_id = uuid4(), outbox.reserve()
    parts = with_own_annex(signer, case_id, message_id, item_by=BY_APPLICANT, annex_by=BY_APPLICANT)
    queue("submission", case_id, parts, message_id=message_id)
    government.settle()
    assert RegisterReceipt.objects.get().verdict == "applied"


@pytest.mark.parametrize(
    ("item_by", "annex_by", "reason"),
    [
        ("", BY_APPLICANT, "not exactly one signature at the end of the document"),
        ("", "", "not exactly one signature at the end of the document"),
        (BY_APPLICANT, "", "an annex filled in by somebody else"),
        ("pracodawca", "pracodawca", "nobody is known to fill in this annex"),
    ],
)
def test_nobody_elses_annex_passes_for_the_applicants_own(
    government: Government, signer: Signer, item_by: str, annex_by: str, reason: str
) -> None:
    case_id, message_id = uuid4(), outbox.reserve()
    parts = with_own_annex(signer, case_id, message_id, item_by=item_by, annex_by=annex_by)
    assert reason_for(government, parts, case_id=case_id, message_id=message_id) == reason


def test_an_own_annex_that_was_changed_after_the_signature_is_not_applied(
    government: Government, signer: Signer
) -> None:
    case_id, message_id = uuid4(), outbox.reserve()
    parts = with_own_annex(signer, case_id, message_id, item_by=BY_APPLICANT, annex_by=BY_APPLICANT)
    parts["annex-1.xml"] += b"\n"
    assert reason_for(government, parts, case_id=case_id, message_id=message_id) == "a file is not the signed one"


@pytest.mark.parametrize(
    ("told", "version", "reason"),
    [
        ({"surname": 5}, "2026-04-27", "the payload does not match its schema at /surname"),
        ({"surname": "Testowa", "unasked": 1}, "2026-04-27", "the payload does not match its schema at /"),
        ({"surname": "Testowa"}, "2026-04-28", "unknown form version"),
        ({"surname": "Testowa"}, "../2026-04-27", "unknown form version"),
    ],
)
def test_a_payload_must_have_the_published_shape_of_its_form(
    government: Government, signer: Signer, told: dict[str, Any], version: str, reason: str
) -> None:
    case_id, message_id = uuid4(), outbox.reserve()
    payload = canonical(told)
    document = application_xml(case_id, message_id, payload).replace(
        b'wersja="2026-04-27"', f'wersja="{version}"'.encode()
    )
    parts = {"application.xml": signer.sign(document), "payload.json": payload}
    assert reason_for(government, parts, case_id=case_id, message_id=message_id) == reason


@pytest.mark.parametrize("letter", ["", "g"])
def test_an_application_names_the_register_it_would_enter(government: Government, signer: Signer, letter: str) -> None:
    case_id, message_id = uuid4(), outbox.reserve()
    document = application_xml(case_id, message_id, PAYLOAD, register=letter)
    parts = {"application.xml": signer.sign(document), "payload.json": PAYLOAD}
    reason = reason_for(government, parts, case_id=case_id, message_id=message_id)
    assert reason == "the application names no register it would enter"


@pytest.mark.parametrize(
    "note", [b"[]", b"{}", b'{"declaration":null,"outcome":"matches"}', b'{"declaration":1,"outcome":"unproven"}']
)
def test_a_note_about_the_signer_has_its_shape(government: Government, signer: Signer, note: bytes) -> None:
    case_id, message_id = uuid4(), outbox.reserve()
    parts = {**submission(signer, case_id, message_id), "note.json": note}
    reason = reason_for(government, parts, case_id=case_id, message_id=message_id)
    assert reason in {"not a json object"} or reason.startswith("body does not match its schema at /")


def test_a_replayed_message_takes_effect_once(government: Government, signer: Signer, tmp_path: Path) -> None:
    """Negative control beside it: what a reader without an inbox would do with the same spool."""
    queue_submission(signer)
    government.fetcher.once()
    (folder,) = spool.waiting(government.places.spool_in)
    shutil.copytree(folder, tmp_path / "copy")
    effects = [spool.message_id(folder)]
    government.settle()
    for _ in range(2):
        shutil.copytree(tmp_path / "copy", folder)
        effects.append(spool.message_id(folder))
        government.settle()
    assert len(effects) == 3  # without an inbox: three times
    assert len(government.connection.execute("SELECT * FROM event").fetchall()) == 1
    assert RegisterReceipt.objects.count() == 1


def test_what_breaks_the_backend_is_quarantined_at_once(government: Government, signer: Signer) -> None:
    government.connection.execute("INSERT INTO misbehaviour (how) VALUES ('fail')")
    message = queue_submission(signer)
    government.settle()
    row = government.connection.execute("SELECT attempts, state, reason FROM attempt").fetchone()
    assert row == {"attempts": 1, "state": "quarantined", "reason": "RuntimeError in _misbehave"}
    message.refresh_from_db()
    assert message.verdict == "quarantined"


class Away(Memory):
    """A backend that can't be reached, in one way or another."""

    def __init__(self, *, trouble: Callable[[], None], only: UUID | None = None) -> None:
        super().__init__()
        self.trouble, self.only, self.asked = trouble, only, 0

    def apply(self, package: OpenedMessage) -> str:
        if self.only in {None, package.envelope.case_id}:
            self.asked += 1
            self.trouble()
        return super().apply(package)


def no_answer() -> None:
    raise BackendUnavailable


def no_disk() -> None:
    Path("/proc/nowhere/file").write_bytes(b"x")


def no_database() -> None:
    psycopg.connect("postgresql://mos@127.0.0.1:1/register", connect_timeout=1)


def lost_connection() -> None:
    raise psycopg.InterfaceError


@pytest.mark.parametrize("trouble", [no_answer, no_disk, no_database, lost_connection])
def test_what_is_away_is_never_the_message_s_fault(
    government: Government, signer: Signer, trouble: Callable[[], None]
) -> None:
    stuck, other = queue_submission(signer), queue_submission(signer)
    away = government.importer.backend = Away(trouble=trouble, only=stuck.case_id)
    government.fetcher.once()
    for _ in range(MOST * 3):
        government.importer.once()
    assert away.asked == MOST * 3
    row = government.connection.execute("SELECT state, attempts, waits, reason FROM attempt").fetchone()
    assert row is not None
    assert (row["state"], row["attempts"], row["waits"]) == ("trying", 0, MOST * 3)
    assert row["reason"].startswith("waits: ")
    government.importer.backend = government.register
    government.settle()
    assert set(OutboxMessage.objects.values_list("verdict", flat=True)) == {"applied"}
    assert other.case_id in {row["case_id"] for row in government.connection.execute("SELECT case_id FROM inbox")}


def test_pauses_grow_to_hours(government: Government, signer: Signer) -> None:
    """When everything is away there is no busy loop: a message that waits is not even opened."""
    queue_submission(signer)
    away = government.importer.backend = Away(trouble=no_answer)
    government.importer.attempts.retry = timedelta(seconds=1)
    government.fetcher.once()
    for _ in range(5):
        assert government.importer.once() is False
    assert away.asked == 1
    for _ in range(30):
        government.connection.execute("UPDATE attempt SET not_before = now()")
        government.importer.once()
    row = government.connection.execute(
        "SELECT extract(epoch FROM not_before - now())::float AS pause FROM attempt"
    ).fetchone()
    assert row is not None
    assert 2 * 3600 - 60 < row["pause"] <= 2 * 3600


def test_a_message_that_ends_the_importer_each_time_is_quarantined_in_the_end(
    government: Government, signer: Signer
) -> None:
    class Killed(BaseException):
        pass

    def die() -> None:
        raise Killed

    message, other = queue_submission(signer), queue_submission(signer)
    government.importer.backend = Away(trouble=die, only=message.case_id)
    government.fetcher.once()
    for _ in range(MOST):
        with pytest.raises(Killed):
            government.importer.once()
    government.settle()
    assert dict(OutboxMessage.objects.values_list("id", "verdict")) == {message.id: "quarantined", other.id: "applied"}
    assert RegisterReceipt.objects.get(message=message).reason == "the importer ended each time it was tried"


def test_an_apply_that_did_not_end_takes_effect_once(
    government: Government, signer: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between the backend's record and our receipt: the backend is asked again and names the same record."""

    class Killed(BaseException):
        pass

    def die(*_arguments: object, **_more: object) -> None:
        raise Killed

    queue_submission(signer)
    government.fetcher.once()
    with monkeypatch.context() as patched:
        patched.setattr(government.importer, "_receipt", die)
        with pytest.raises(Killed):
            government.importer.once()
    for table in ("inbox", "outgoing"):
        assert government.connection.execute(f"SELECT * FROM {table}").fetchall() == []  # noqa: S608  # names above
    government.settle()
    for table, rows in {"record": 1, "event": 1, "document": 3, "taken": 1, "inbox": 1, "outgoing": 1}.items():
        assert len(government.connection.execute(f"SELECT * FROM {table}").fetchall()) == rows  # noqa: S608
    record = government.connection.execute("SELECT register_ref FROM record").fetchone()
    assert record is not None
    assert RegisterReceipt.objects.get().register_ref == record["register_ref"]


def test_a_key_that_is_missing_is_repaired_by_trying_again(government: Government, signer: Signer) -> None:
    keys = dict(government.importer.opening)
    government.importer.opening.clear()
    message = queue_submission(signer)
    government.settle()
    assert RegisterReceipt.objects.get().reason == "sealed to a key that is not here"
    government.importer.opening.update(keys)
    government.connection.execute("UPDATE attempt SET state = 'trying', attempts = 0, not_before = now()")
    government.settle()
    message.refresh_from_db()
    assert message.verdict == "applied"


def test_other_backends_take_the_same_packages(
    tmp_path: Path, register: Connection, exchange: object, signer: Signer
) -> None:
    folder = Folder(tmp_path / "ezd")
    government = Government(places(tmp_path, Path(settings.EXCHANGE_PKI)), register, folder)
    message = queue_submission(signer, files={"photo-1.jpg": b"photo"})
    government.settle()
    (package,) = (tmp_path / "ezd" / "packages").iterdir()
    assert sorted(path.name for path in package.iterdir()) == [
        "application.pdf",
        "application.xml",
        "metadane.xml",
        "payload.json",
        "photo-1.jpg",
    ]
    assert etree.parse(package / "metadane.xml").getroot().get("identyfikator") == str(message.id)
    memory = Memory()
    government.importer.backend = memory
    second = queue_question(message.case_id)
    government.settle()
    assert list(memory.packages) == [second.id]


STATUS = {"id": str(uuid4()), "kind": "case-number", "body": {"number": "WSC 7", "at": "2026-11-26T10:00:00Z"}}


def put_status(
    folder: Path, case_id: UUID, name: str = "1.json", changed: Mapping[str, Any] = MappingProxyType({})
) -> None:
    status = {**STATUS, "id": str(uuid4()), "case_id": str(case_id), **changed}
    (folder / "statuses" / name).write_bytes(canonical(status))


def test_statuses_come_back_through_the_connector_s_own_stream_from_any_backend(
    tmp_path: Path, register: Connection, exchange: list[Inbound], signer: Signer
) -> None:
    folder, memory = Folder(tmp_path / "ezd"), Memory()
    government = Government(places(tmp_path, Path(settings.EXCHANGE_PKI)), register, folder)
    case_id = queue_submission(signer).case_id
    government.settle()
    put_status(tmp_path / "ezd", case_id)
    certificate = {"number": "Z 1", "issued_on": "2026-11-26", "at": "2026-11-26T10:00:00Z"}
    files = {"certificate.pdf": base64.b64encode(b"%PDF").decode()}
    changed = {"kind": "certificate-issued", "body": certificate, "files": files}
    put_status(tmp_path / "ezd", case_id, "2.json", changed)
    government.settle()
    government.importer.backend = memory
    memory.told = [
        RegisterNews(id=uuid4(), kind="closed", case_id=case_id, body={"at": certificate["at"], "reason": None})
    ]
    government.settle()
    jobs.run()
    assert [message.kind for message in exchange] == ["receipt", "case-number", "certificate-issued", "closed"]
    assert exchange[2].files == {"certificate.pdf": b"%PDF"}
    assert list((tmp_path / "ezd" / "statuses").iterdir()) == []
    assert memory.told == []


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "x"},
        {"kind": "receipt"},
        {"kind": "gossip"},
        {"body": {"number": 5}},
        {"files": {"../x": ""}},
        {"files": {"x": "%"}},
        {"files": []},
        {"case_id": 7},
    ],
)
def test_a_status_that_can_t_be_told_is_set_aside_and_stops_no_other(
    tmp_path: Path, register: Connection, exchange: list[Inbound], changed: dict[str, Any]
) -> None:
    folder, case_id = Folder(tmp_path / "ezd"), uuid4()
    government = Government(places(tmp_path, Path(settings.EXCHANGE_PKI)), register, folder)
    put_status(tmp_path / "ezd", case_id, changed=changed)
    put_status(tmp_path / "ezd", case_id, "2.json")
    government.settle()
    jobs.run()
    assert [message.kind for message in exchange] == ["case-number"]
    assert [path.name for path in (tmp_path / "ezd" / "statuses" / "set-aside").iterdir()] == ["1.json"]


def test_news_waits_for_the_receipt_of_what_it_follows_and_is_told_once(
    government: Government, exchange: list[Inbound], signer: Signer
) -> None:
    message, memory = queue_submission(signer), Away(trouble=no_answer)
    government.importer.backend = memory
    government.fetcher.once()
    government.importer.once()
    body = {"number": "WSC 7", "at": "2026-11-26T10:00:00Z"}
    told = RegisterNews(id=uuid4(), kind="case-number", case_id=message.case_id, body=body)
    memory.told = [told]
    government.importer.once()
    assert memory.told == [told]
    memory.trouble = lambda: None
    government.settle()
    memory.told = [told]  # killed before the backend knew that it was taken
    government.settle()
    jobs.run()
    assert [message.kind for message in exchange] == ["receipt", "case-number"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("", "EXCHANGE_BACKEND names no backend"),
        ("applications.exchange.nowhere.Folder", "EXCHANGE_BACKEND=applications.exchange.nowhere.Folder is not there"),
        ("applications.exchange.connector.spool", "is no backend, it lacks from_environment, apply, news, settled"),
    ],
)
def test_the_importer_does_not_start_without_a_backend(path: str, said: str) -> None:
    with pytest.raises(WrongBackend, match=said):
        named(path)


def test_the_fetcher_stops_at_a_stream_that_contradicts_itself(government: Government, signer: Signer) -> None:
    """Whatever a hostile portal does, nothing reaches the spool and the cursor stays."""
    for _ in range(2):
        queue_submission(signer)
    government.client.get("head", at_most=10**6)
    first = OutboxMessage.objects.get(stream_seq=1)
    OutboxMessage.objects.filter(stream_seq=2).update(prev_hash="1" * 64)
    with pytest.raises(Exception, match="does not continue the chain"):
        government.fetcher.once()
    OutboxMessage.objects.filter(stream_seq=1).update(stream_seq=7)
    with pytest.raises(Exception, match=r"expected number 1|does not continue"):
        government.fetcher.once()
    assert first.hash
    assert spool.waiting(government.places.spool_in) == []
    assert spool.read(government.fetcher.cursor_path) == {}


def test_the_fetcher_takes_no_byte_more_than_announced_and_none_that_differs(
    government: Government, signer: Signer, tmp_path: Path
) -> None:
    queue_submission(signer)
    stored = [path for path in (tmp_path / "sealed").rglob("*") if path.is_file()]
    content = stored[0].read_bytes()
    stored[0].write_bytes(bytes(len(content)))
    with pytest.raises(Damaged, match="does not have its digest"):
        government.fetcher.once()
    stored[0].write_bytes(content)
    government.settle()
    assert OutboxMessage.objects.get().verdict == "applied"
    with pytest.raises(Alarm, match="more than it announced"):
        government.client.get("keys", at_most=10)


def test_the_pinned_authority_can_t_be_replaced_from_the_environment(
    government: Government, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "elsewhere.pem"))
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    session = Client(government.places).session
    merged = session.merge_environment_settings("https://127.0.0.1:1/", {}, False, None, None)
    assert session.trust_env is False
    assert merged["verify"] == str(government.places.pki / "ca.pem")
    assert dict(merged["proxies"]) == {}
    with pytest.raises(BackendUnavailable):
        Client(places(tmp_path, government.places.pki, portal="https://127.0.0.1:1")).get("head", at_most=10)

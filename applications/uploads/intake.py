"""Takes files in, has them checked, gives them out, and forgets them; the only writer of an upload's state."""

import unicodedata
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count, Q, Sum

from applications.uploads import purposes, sandbox, scanner, storage
from applications.uploads.errors import FileRefused, NotAccepted, UploadCannotMove
from applications.uploads.models import Leftover, Upload
from applications.uploads.sandbox import GateKilled, GateVerdict
from applications.uploads.states import UploadState
from procedures.tables import papers
from sealing import keys
from sealing.errors import KeyDestroyed
from sealing.models import DataKey, new_id

NAME_LENGTH = 120


def receive(*, subject: UUID, purpose: str, name: str, content: bytes, key: DataKey) -> Upload:
    """Seal and keep a file as received; raises FileRefused when it is empty, too big, or one too many.

    Unknown for a purpose that is in no table: callers offer those that are.
    """
    papers.paper(purpose)
    _refuse_size(len(content))
    upload = Upload(id=new_id(), subject=subject, purpose=purpose, key=key, size=len(content))
    upload.sealed_name = keys.seal(key, _tidy(name).encode(), context=f"upload:{upload.id}:name")
    with transaction.atomic():
        _lock_subject(subject)
        _refuse_quota(subject, len(content))
        upload.original = storage.write(keys.seal(key, content, context=f"upload:{upload.id}:original"))
        upload.save(force_insert=True)
    return upload


def check(upload: Upload) -> Upload:
    """Through scanner and gate, unless somebody did already; raises ScannerDown and GateKilled without an answer."""
    with transaction.atomic():
        current = Upload.objects.select_for_update(of=("self",)).select_related("key").get(pk=upload.pk)
        if current.is_being_checked:
            _decide(current)
    return current


def give_up(upload: Upload, last: Exception | None) -> bool:
    """A gate that is killed once may be the machine's fault; time and again it is the file's."""
    if not isinstance(last, GateKilled):
        return False
    _refuse(upload, ["unreadable"])
    return True


def of(subject: UUID) -> list[Upload]:
    """Everything handed in for a subject, in order, refused files too."""
    return list(Upload.objects.filter(subject=subject).select_related("key"))


def content(upload: Upload) -> bytes:
    """The clean copy; raises NotAccepted before the gate has let the file pass."""
    if not upload.is_accepted:
        raise NotAccepted(str(upload.pk))
    return keys.unseal(upload.key, storage.read(upload.copy), context=f"upload:{upload.pk}:copy")


def original(upload: Upload) -> bytes:
    """Untouched, as evidence; never served to a browser."""
    if not upload.is_accepted:
        raise NotAccepted(str(upload.pk))
    return _original(upload)


def remove(upload: Upload) -> None:
    """The person takes a file back."""
    with transaction.atomic():
        _forget_bytes(upload.original, upload.copy)
        upload.delete()


def erase(subject: UUID) -> None:
    """Everything of a subject goes, rows and bytes; a second call changes nothing."""
    with transaction.atomic():
        for upload in Upload.objects.select_for_update().filter(subject=subject):
            remove(upload)


def _refuse_size(size: int) -> None:
    if size == 0:
        raise FileRefused("empty")
    if size > purposes.MAX_FILE_BYTES:
        raise FileRefused("too_large")


def _lock_subject(subject: UUID) -> None:
    """Two uploads at once could both see room for one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"uploads:{subject}"])


def _refuse_quota(subject: UUID, size: int) -> None:
    kept = Upload.objects.filter(~Q(state=UploadState.REFUSED), subject=subject).aggregate(
        files=Count("pk"), size=Sum("size")
    )
    if kept["files"] >= purposes.MAX_FILES:
        raise FileRefused("too_many_files")
    if (kept["size"] or 0) + size > purposes.MAX_ALL_BYTES:
        raise FileRefused("too_much")


def _decide(upload: Upload) -> None:
    try:
        whole = _original(upload)
        verdict = GateVerdict(refusal="virus") if scanner.finds_virus(whole) else sandbox.inspect(whole)
    except (KeyDestroyed, FileNotFoundError):
        _refuse(upload, ["unreadable"])
    else:
        _apply(upload, verdict)


def _apply(upload: Upload, verdict: GateVerdict) -> None:
    faults = [verdict.refusal] if verdict.refusal else list(purposes.faults(upload.purpose, verdict, size=upload.size))
    if faults:
        _refuse(upload, faults)
    else:
        _accept(upload, verdict)


def _accept(upload: Upload, verdict: GateVerdict) -> None:
    _move(upload, UploadState.ACCEPTED)
    upload.copy = storage.write(keys.seal(upload.key, verdict.copy, context=f"upload:{upload.pk}:copy"))
    upload.copy_size = len(verdict.copy)
    upload.media_type, upload.pages = verdict.media_type, verdict.pages
    upload.save()


def _refuse(upload: Upload, faults: list[str]) -> None:
    """The row stays to say why; the bytes go."""
    _move(upload, UploadState.REFUSED)
    _forget_bytes(upload.original)
    upload.faults, upload.original = faults, ""
    upload.save()


def _move(upload: Upload, target: UploadState) -> None:
    if not upload.may(target):
        raise UploadCannotMove(UploadState(upload.state), target)
    upload.state = target


def _original(upload: Upload) -> bytes:
    return keys.unseal(upload.key, storage.read(upload.original), context=f"upload:{upload.pk}:original")


def _forget_bytes(*names: str) -> None:
    names = tuple(filter(None, names))
    Leftover.objects.bulk_create([Leftover(name=name) for name in names], ignore_conflicts=True)
    transaction.on_commit(lambda: _clear_all(names))


def clear(name: str) -> None:
    """Delete bytes that nothing refers to any more."""
    storage.delete(name)
    Leftover.objects.filter(name=name).delete()


def _clear_all(names: tuple[str, ...]) -> None:
    for name in names:
        clear(name)


def _tidy(name: str) -> str:
    """The last part of a path, without control and direction marks, of a bearable length."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", maxsplit=1)[-1]
    shown = "".join(letter for letter in last if unicodedata.category(letter) not in {"Cc", "Cf", "Cs"})
    return shown.strip()[-NAME_LENGTH:] or "file"

"""A file whose turn has not come waits, packed, until its page asks again or a week has passed."""

import gzip
import io

from django.core.files.uploadedfile import SimpleUploadedFile

from ...models import WaitingFile
from ...uploads.turns import short_write

PACKED = (b"\x1f\x8b", b"PK\x03\x04")  # how gzip and zip files begin


def put(*, user, file, units) -> None:
    """The file takes the place of another one of the runner's that waits."""
    values = {"file_name": file.name[-200:], "units": units, "content": _packed(file)}
    with short_write(user.pk):
        WaitingFile.objects.update_or_create(user=user, defaults=values)


def take(waiting: WaitingFile) -> bool:
    """Deletes the file that was read; ``False`` where it is gone or a newer one stands there."""
    same = WaitingFile.objects.filter(pk=waiting.pk, uploaded_at=waiting.uploaded_at)
    return bool(same.delete()[0])


def as_sent(waiting: WaitingFile) -> tuple[dict, dict]:
    """The values and files of the form as they were sent."""
    file = SimpleUploadedFile(waiting.file_name, bytes(waiting.content))
    return {"units": waiting.units}, {"file": file}


def _packed(file):
    chunks = iter(file.chunks())
    first = next(chunks, b"")
    packed = io.BytesIO()
    if first.startswith(PACKED):
        packed.write(first)
        packed.writelines(chunks)
    else:
        with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1) as target:
            target.write(first)
            for chunk in chunks:
                target.write(chunk)
    return packed.getvalue()

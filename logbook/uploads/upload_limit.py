from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class LimitedUploadHandler(FileUploadHandler):
    """Drops files that together grow past the limit, whatever their sender says of their length.

    It stands before the other handlers. The form then finds no file, and ``UPLOAD_TOO_BIG`` in the
    request's META. Nothing of a visitor's file is stored: the check against forged forms reads the
    body before the login is asked for.
    """

    received = 0  # bytes of all files of the request

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.most = settings.LARGEST_UPLOAD if self.request.user.is_authenticated else 0

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received > self.most:
            self.request.META["UPLOAD_TOO_BIG"] = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None

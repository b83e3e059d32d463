from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class Bounded(FileUploadHandler):
    """Before the others: no file grows past the limit, whatever its sender says of its length.

    A form finds it missing, and ``UPLOAD_TOO_BIG`` in the request's META. From a visitor, whom the
    check against forged forms reads before the login is asked for, nothing is kept at all.
    """

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.got = 0
        self.most = settings.LARGEST_UPLOAD if self.request.user.is_authenticated else 0

    def receive_data_chunk(self, raw_data, start):
        self.got += len(raw_data)
        if self.got > self.most:
            self.request.META["UPLOAD_TOO_BIG"] = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None

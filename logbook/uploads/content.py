"""By what files that are brought again are known."""

from collections.abc import Iterable
from hashlib import sha256


def digest_of(files: Iterable[Iterable[bytes]], units: str) -> str:
    """The hash of what is in the files, whatever they are called, and of how they are to be read.

    Each file comes in pieces.
    """
    digests = []
    for pieces in files:
        digest = sha256()
        for piece in pieces:
            digest.update(piece)
        digests.append(digest.hexdigest())
    return sha256(" ".join([*sorted(digests), units]).encode()).hexdigest()

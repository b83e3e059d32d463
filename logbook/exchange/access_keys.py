"""Keys that a runner gives to others: a link to look at, a calendar, a token for a script."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from exercises.http_cache import runner_changed

from ..models import AccessToken, Secret, ShareLink

MOST = 20  # keys of each kind that one runner may have
NOTED_EVERY = timedelta(minutes=1)  # the last use is written no more often
TOKEN_PREFIX = "hipdrive_"  # noqa: S105  so that scanners find a token published by mistake


@transaction.atomic
def hand_out(row: Secret, prefix="", *, instead_of=None) -> str:
    """Stores the row and returns its key. Only the digest is stored, so the key is shown once.

    ``instead_of`` are rows that end with it. Of two requests at once the second waits for the
    first, and ends what that one made.
    """
    runner_changed(row.user)
    if instead_of is not None:
        instead_of.delete()
    key = prefix + secrets.token_urlsafe(32)
    row.digest = digest_of(key)
    row.save(force_insert=True)
    return key


def digest_of(key: str) -> str:
    """The hash of a key. Random keys of 256 bits need no salt and no slow hash."""
    return sha256(key.encode(errors="replace")).hexdigest()


def link_at(key: str, kind: str) -> ShareLink | None:
    """The link with this key, if it has not ended. Its use is noted."""
    rows = ShareLink.objects.filter(kind=kind, digest=digest_of(key), user__is_active=True)
    link = rows.select_related("user").first()
    if link is None or (link.ends_on and link.user.today() > link.ends_on):
        return None
    now = timezone.now()
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - NOTED_EVERY)
    ShareLink.objects.filter(stale, pk=link.pk).update(last_used_at=now)
    return link


def token_at(key: str) -> AccessToken | None:
    rows = AccessToken.objects.filter(digest=digest_of(key), user__is_active=True)
    return rows.select_related("user").first()

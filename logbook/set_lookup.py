"""What the pages share that edit sets: finding a runner's own, and doing the edit."""

from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from . import actions
from .last_write_wins import edit_from
from .models import SetEntry


def own_sets(user, *keys: UUID, **wanted) -> list[SetEntry]:
    """The runner's sets with these keys, in this order. Raises ``Http404`` if one is missing.

    ``wanted`` are values that each of them has to have, such as ``any_time=False``.
    """
    rows = SetEntry.objects.for_user(user).select_related("workout", "exercise")
    found = {entry.key: entry for entry in rows.filter(key__in=keys, **wanted)}
    if not found.keys() >= {*keys}:
        raise Http404
    for entry in found.values():
        entry.user = user  # the request's own instance, so that its stamp is renewed once
    return [found[key] for key in keys]


def do_edit(request, action, **values) -> bool:
    """Does one of ``actions``; returns ``False`` if a later edit of another device stands."""
    try:
        action(edit=edit_from(request), **values)
    except actions.Outdated:
        return False
    return True


def describe_outdated() -> str:
    return _("Changed later on another device: that stays.")

"""Lets the later of two edits of a row win, in whatever order they arrive.

A phone's outbox sends what was done earlier, by a clock that may be wrong. It sends the time of
the edit (``X-Acted-At``), its present time (``X-Clock``), both in ms since 1970, and its own name
(``X-Device``). A device sends its edits in order, so among its own the last one sent wins, whatever
its clock said.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.http import HttpResponse
from django.utils import timezone

from .converters import EARLIEST

RIGHT_WITHIN_MS = 120_000  # a clock less wrong than this is believed, since sending takes time
LONGEST_NAME = 36


@dataclass(frozen=True, slots=True)
class ClientEdit:
    at: datetime  # by the server's clock
    device: str = ""  # empty where the page itself sends
    days_off: int = 0  # from the day that the phone's wrong clock showed to the day that it was
    is_fresh: bool = False  # made as it arrives, so after whatever is stored

    @property
    def at_ms(self) -> int:
        return int(self.at.timestamp() * 1000)

    @property
    def is_last(self) -> Q:
        """Matches the rows that have no later edit."""
        if self.is_fresh:
            return Q()
        same_device = Q(edited_by=self.device) if self.device else Q()
        return Q(edited_ms__lte=self.at_ms) | same_device

    def beats(self, row) -> bool:
        """Returns what ``is_last`` asks, of a row at hand."""
        same_device = self.device and row.edited_by == self.device
        return self.is_fresh or row.edited_ms <= self.at_ms or bool(same_device)

    def columns(self) -> dict[str, Any]:
        """Returns the columns to write when a row is inserted."""
        return {"edited_ms": self.at_ms, "edited_by": self.device}

    def changes(self) -> dict[str, Any]:
        """Returns the columns to write when a row is updated; its time never goes back."""
        return {"edited_ms": Greatest(F("edited_ms"), self.at_ms), "edited_by": self.device}


def edit_now() -> ClientEdit:
    """Without a time from the client an edit counts as made now, so the last writer wins."""
    return ClientEdit(timezone.now(), is_fresh=True)


def edit_from(request) -> ClientEdit:
    """Reads the headers of the outbox; without times that fit the edit counts as made now."""
    acted, clock = (_moment(request, name) for name in ("X-Acted-At", "X-Clock"))
    if acted is None or clock is None:
        return edit_now()
    sent = timezone.now()
    wrong = sent - clock
    if abs(wrong) <= timedelta(milliseconds=RIGHT_WITHIN_MS):
        wrong = timedelta(0)
    at = min(acted + wrong, sent)
    if at.date() <= EARLIEST:
        return edit_now()  # the clock was set far off between the tap and its sending
    day, taken_for = request.user.date_at(at), request.user.date_at(acted)
    # A page that was open before the clock went wrong sends the right day.
    is_right = not wrong or request.POST.get("date") == day.isoformat()
    days_off = 0 if is_right else (day - taken_for).days
    return ClientEdit(at, request.headers.get("X-Device", "")[:LONGEST_NAME], days_off)


def _moment(request, name):
    text = request.headers.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) == 13):
        return None
    return datetime.fromtimestamp(int(text) / 1000, UTC)


class SameRunnerMiddleware:
    """Refuses what one runner's outbox sends while another runner is signed in on that phone.

    Signed out, the answer is 401 and not the login page, since somebody may sign in meanwhile.
    ``X-Runner`` in an answer proves that it is ours and not from a portal of the network.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        runner = request.headers.get("X-Runner")
        if not runner:
            return self.get_response(request)
        if not request.user.is_authenticated:
            return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
        if runner != str(request.user.pk):
            return HttpResponse(status=HTTPStatus.CONFLICT)
        response = self.get_response(request)
        response["X-Runner"] = runner
        return response

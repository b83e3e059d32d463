from functools import wraps

from django.shortcuts import redirect

from .training_state import NotScreened


def screened(view):
    """The safety questions come before any plan."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except NotScreened:
            return redirect("start")

    return wrapped

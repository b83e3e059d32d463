from functools import wraps

from django.shortcuts import redirect

from .training_state import NotScreened


def screened(view):
    """Decorates a view that shows a plan: the safety questions come first if they are due."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except NotScreened:
            return redirect("start")

    return wrapped

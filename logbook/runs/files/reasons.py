"""Why something in a file is not added, in words."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "ride": _("a ride"),
    "swim": _("a swim"),
    "walk": _("a walk"),
    "hike": _("a hike"),
    "strength": _("strength training"),
    "transition": _("a change between two sports"),
    "other": _("another sport"),
    "short": _("shorter than a minute"),
    "long": _("longer than a logbook takes: 999 minutes"),
    "fast": _("faster than anybody runs"),
    "date": _("no start that can be read"),
    "early": _("before the year 2000: was the clock wrong?"),
    "future": _("a start that is still to come: was the clock wrong?"),
    "twice": _("the same run twice in these files"),
    "crowded": _("more than 20 runs on one day"),
    "known": _("in your logbook already"),
    "planned": _("planned for a day that is over"),
    "cancelled": _("cancelled"),
    "no-run": _("no run, by its words"),
    "far": _("more than three years ahead"),
}

"""What a runner handed out and what goes on working without the password: links, calendars, tokens.

After a new password it is offered to end them, since whoever knew the old one may have made some.
"""

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exercises.day_names import name_of_day

from ..models import AccessToken, Reminders, ShareLink

TRAINING_CALENDAR = "training-calendar"


class EndKeysForm(forms.Form):
    """All of a runner's keys, each ticked to be ended."""

    end = forms.MultipleChoiceField(
        label=gettext_lazy("End these"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("One of them is ended already.")},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        choices = [*_choices(user)]
        self.fields["end"].choices = choices
        self.fields["end"].initial = [value for value, _label in choices]

    @property
    def has_keys(self):
        return bool(self.fields["end"].choices)

    @transaction.atomic
    def save(self) -> int:
        """End what is ticked, and return how many that were."""
        ticked = set(self.cleaned_data["end"])
        for kind, model in (("link", ShareLink), ("token", AccessToken)):
            keys = [value.split("-")[1] for value in ticked if value.startswith(f"{kind}-")]
            model.objects.for_user(self.user).filter(pk__in=keys).delete()
        if TRAINING_CALENDAR in ticked:
            Reminders.objects.for_user(self.user).update(calendar_key=None)
        return len(ticked)


def _choices(user):
    for link in ShareLink.objects.for_user(user):
        is_page = link.kind == ShareLink.Kind.PAGE
        name = _("Link “%(name)s”") % {"name": link} if is_page else _("Calendar of days done")
        yield f"link-{link.pk}", _with_use(name, link)
    if Reminders.objects.for_user(user).filter(calendar_key__isnull=False).exists():
        yield TRAINING_CALENDAR, _("Calendar of training to come")
    for token in AccessToken.objects.for_user(user):
        name = _("Token “%(name)s”, which logs") if token.may_log else _("Token “%(name)s”")
        yield f"token-{token.pk}", _with_use(name % {"name": token}, token)


def _with_use(name, key):
    if not key.last_used_at:
        return _("%(key)s, never used") % {"key": name}
    day = name_of_day(timezone.localdate(key.last_used_at))
    return _("%(key)s, last used on %(day)s") % {"key": name, "day": day}

"""The group of people who may change cues and texts in the admin."""

from django.contrib.auth.models import Group, Permission

from .models import Cue, Exercise, Mistake

EDITORS = "Editors"
PERMISSIONS = {
    Exercise: ("view", "change"),
    Cue: ("view", "add", "change", "delete"),
    Mistake: ("view", "add", "change", "delete"),
}


def make_editors():
    """Creates the group once. Permissions that an operator changes later are left alone."""
    group, is_new = Group.objects.get_or_create(name=EDITORS)
    if is_new:
        codenames = [
            f"{verb}_{model._meta.model_name}"
            for model, verbs in PERMISSIONS.items()
            for verb in verbs
        ]
        group.permissions.set(
            Permission.objects.filter(content_type__app_label="exercises", codename__in=codenames)
        )

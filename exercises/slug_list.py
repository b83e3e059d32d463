"""A column with a list of slugs, for what is read with every page and needs no foreign keys."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import models
from django.utils.translation import gettext_lazy as _

MOST = 100  # slugs


def slugs_in(value) -> list[str]:
    """Return the texts of a list, and nothing of what is no list."""
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


class SlugListField(models.JSONField):
    """Refuses whatever else JSON can hold, and reads nothing of it where it was stored once."""

    default_error_messages = {"invalid": _("This has to be a list of short names.")}

    def from_db_value(self, value, expression, connection):
        return slugs_in(super().from_db_value(value, expression, connection))

    def validate(self, value, model_instance):
        if not isinstance(value, list) or slugs_in(value) != value or len(value) > MOST:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        for slug in value:
            validate_slug(slug)
        super().validate(value, model_instance)

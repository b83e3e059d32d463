"""A word between the day and the time, which Django's own French lacks."""

DATETIME_FORMAT = r"j F Y \à H:i"

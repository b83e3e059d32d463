"""A comma between the day and the time, which Django's own German lacks."""

DATETIME_FORMAT = "j. F Y, H:i"

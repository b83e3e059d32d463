"""A day stays by its month, which Django's own Spanish parts at the end of a line."""

DATE_FORMAT = "j\xa0\\d\\e F \\d\\e Y"
MONTH_DAY_FORMAT = "j\xa0\\d\\e F"

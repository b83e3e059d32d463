"""A word between the day and the time, which Django's own French lacks.

A day stays on the line of its month.
"""

DATE_FORMAT = "j\xa0F Y"
MONTH_DAY_FORMAT = "j\xa0F"
DATETIME_FORMAT = "j\xa0F Y \\à H:i"

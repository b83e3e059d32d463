"""Whether a JSON text holds more than may be read, found before any of it becomes an object."""

MOST_LISTS = 500_000  # and objects; an empty one takes thirty times its text
MOST_VALUES = 3_000_000  # ten years of a logbook have a third of that


def is_too_much(text: str) -> bool:
    return text.count("[") + text.count("{") > MOST_LISTS or text.count(",") > MOST_VALUES

"""Addresses of an Undo, which carry the values that they bring back."""

from urllib.parse import urlencode


def query_of(**values) -> str:
    """Returns ``?name=value&…`` without the values that are ``None``."""
    values = {name: value for name, value in values.items() if value is not None}
    return f"?{urlencode(values)}" if values else ""

"""A runner's own history to take along; docs/export.md says what is in the files."""

from pathlib import Path

SCHEMA = Path(__file__).with_name("schema.json")

"""A runner's own history to take along; docs/export.md says what is in the files."""

"""What programs may ask: JSON under /api/v1/. docs/api.md shows it, openapi.py describes it."""

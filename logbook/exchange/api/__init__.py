"""What programs may ask: JSON under /api/v1/, described by openapi.json and in docs/api.md."""

from pathlib import Path

OPENAPI = Path(__file__).with_name("openapi.json")

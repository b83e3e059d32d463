"""A result as text and as a picture."""

from .result import Result


def table(result: Result, names: dict[str, str]) -> str:
    return "\n".join(
        f"{r.exercise:22} {r.open_share:.2f} {r.open_days} {r.proficient_share} {r.proficient_days}"
        for r in result.rows
    )


def picture(result: Result, names: dict[str, str]) -> str:
    return ""

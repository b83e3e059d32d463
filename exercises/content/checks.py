"""Checks a library of files, content and poses together."""

from dataclasses import dataclass
from pathlib import Path

from . import pose_checks, reader
from .toml_source import Finding, name_of

FOLDER = Path(__file__).parents[1]


@dataclass(frozen=True)
class Outcome:
    exercises: int
    findings: list[Finding]
    warnings: list[str]  # what may be missing on purpose

    @property
    def lines(self):
        warnings = (f"{line} (a warning)" for line in self.warnings)
        return [*map(str, sorted(self.findings)), *warnings]


def check(folder=FOLDER):
    """``folder`` holds ``content/`` and ``figures/poses/``."""
    content = reader.read(folder / "content")
    slugs = {path.stem for path in (folder / "content").glob("*.toml")} - set(reader.SHARED)
    findings, drawn = pose_checks.check(folder / "figures" / "poses", slugs)
    without = [
        f"{name_of(folder / 'content' / f'{slug}.toml')}:1: has no pose file; a person stands there"
        for slug in sorted(slugs - drawn)
    ]
    return Outcome(len(slugs), content.findings + findings, without)

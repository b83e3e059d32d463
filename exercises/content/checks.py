"""All that is wrong with a library of files, content and poses together."""

from dataclasses import dataclass
from pathlib import Path

from . import pose_checks, reader
from .toml_source import name_of

FOLDER = Path(__file__).parents[1]


@dataclass(frozen=True)
class Outcome:
    exercises: int
    findings: list  # each names file and line
    warnings: list[str]  # what may be missing on purpose

    @property
    def lines(self):
        return [
            *map(str, sorted(self.findings)),
            *(f"{line} (a warning)" for line in self.warnings),
        ]


def check(folder=FOLDER):
    """``folder`` holds ``content/`` and ``figures/poses/``, as this one does."""
    library = reader.read(folder / "content")
    slugs = {path.stem for path in (folder / "content").glob("*.toml")} - set(reader.SHARED)
    wrong, drawn = pose_checks.check(folder / "figures" / "poses", slugs)
    without = [
        f"{name_of(folder / 'content' / f'{slug}.toml')}:1: has no pose file; a person stands there"
        for slug in sorted(slugs - drawn)
    ]
    return Outcome(len(slugs), library.findings + wrong, without)

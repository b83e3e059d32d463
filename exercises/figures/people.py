"""Builds, hair and clothes of the people who do the exercises. A pose file names its person."""

from dataclasses import dataclass, field

from . import outlines as shape


def tones_of(kind, suffix):
    """Maps the plain tones of skin or top to those of the palette with a suffix."""
    names = {"skin": ("skin", "skin-far", "ear"), "top": ("top", "top-far", "sleeve")}[kind]
    return {name: own_tone(name, suffix) for name in names}


def own_tone(name, suffix):
    role, far = name.removesuffix("-far"), "-far" if name.endswith("-far") else ""
    return f"{role}-{suffix}{far}"


@dataclass(frozen=True)
class Person:
    """Widths are shares of those of the plain outlines."""

    trunk: float = 1
    belly: float = 0  # body heights
    seat: float = 0  # how much rounder the buttock is, in body heights
    legs: float = 1
    arms: float = 1
    hair: shape.Hair = shape.BUN
    covered: bool = False  # long sleeves and long tights
    tones: dict = field(default_factory=dict)  # plain tone → own tone

    def tone(self, name):
        """The palette's tone for a part of this person's body."""
        role, far = name.removesuffix("-far"), "-far" if name.endswith("-far") else ""
        if role in ("arm", "leg"):
            cloth = {"arm": "top-far" if far else "sleeve", "leg": "tights" + far}[role]
            name = cloth if self.covered else "skin" + far
        return self.tones.get(name, name)

    def wide(self, part, outline):
        """Widens a plain outline of ``arms``, ``legs`` or ``trunk`` to this person's width."""
        share = getattr(self, part)
        return outline if share == 1 else [(share * f, t) for f, t in outline]

    def shirt(self):
        """The outline of the trunk from the side, with its belly."""
        return [
            (self.trunk * f + self.belly * (f > 0 and t < 0.2) * (1 - t), t) for f, t in shape.SHIRT
        ]


PEOPLE = {
    "ada": Person(),
    "ben": Person(
        trunk=1.1, legs=1.08, arms=1.16, hair=shape.SHORT,
        tones=tones_of("skin", "b") | tones_of("top", "b") | {"hair": "hair-b"},
    ),
    "cleo": Person(
        trunk=1.2, belly=0.03, seat=0.012, legs=1.2, arms=1.18, hair=shape.BOB,
        tones=tones_of("skin", "c") | tones_of("top", "c") | {"hair": "hair-c"},
    ),
    "dina": Person(
        trunk=1.04, legs=1.04, arms=1.08, hair=shape.SCARF, covered=True,
        tones=tones_of("top", "d") | {"hair": "scarf"},
    ),
}  # fmt: skip

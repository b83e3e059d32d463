"""Who does the exercises: builds, hair and clothes, as data. A pose file names its person."""

from dataclasses import dataclass, field

from . import outlines as shape


def tones_of(kind, suffix):
    """Which tones of the palette a person's skin or top has."""
    names = {"skin": ("skin", "skin-far", "ear"), "top": ("top", "top-far", "sleeve")}[kind]
    return {name: own_tone(name, suffix) for name in names}


def own_tone(name, suffix):
    role, far = name.removesuffix("-far"), "-far" if name.endswith("-far") else ""
    return f"{role}-{suffix}{far}"


@dataclass(frozen=True)
class Person:
    """Widths are shares of the plain outline's; belly is in body heights."""

    trunk: float = 1
    belly: float = 0
    seat: float = 0  # how much rounder the buttock is, in body heights
    legs: float = 1
    arms: float = 1
    hair: shape.Hair = shape.BUN
    covered: bool = False  # long sleeves and long tights
    tones: dict = field(default_factory=dict)  # own tones for the plain ones

    def tone(self, name):
        """The tone of the palette that this person has for a part of the body."""
        role, far = name.removesuffix("-far"), "-far" if name.endswith("-far") else ""
        if role in ("arm", "leg"):
            cloth = {"arm": "top-far" if far else "sleeve", "leg": "tights" + far}[role]
            name = cloth if self.covered else "skin" + far
        return self.tones.get(name, name)

    def wide(self, part, outline):
        """An outline of the arms, the legs or the trunk as wide as this person's."""
        share = getattr(self, part)
        return outline if share == 1 else [(share * f, t) for f, t in outline]

    def shirt(self):
        """The trunk from the side, with its belly."""
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

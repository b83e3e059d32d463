"""The library as coaches and editors work on it."""

from .cues import CueAdmin
from .library import EquipmentAdmin, ExerciseAdmin, MuscleAdmin

__all__ = ["CueAdmin", "EquipmentAdmin", "ExerciseAdmin", "MuscleAdmin"]

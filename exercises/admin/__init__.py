"""The library as coaches and editors work on it. Of a cue, runners see what is published."""

from .cues import CueAdmin
from .library import EquipmentAdmin, ExerciseAdmin, MuscleAdmin

__all__ = ["CueAdmin", "EquipmentAdmin", "ExerciseAdmin", "MuscleAdmin"]

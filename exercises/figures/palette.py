"""The tones of the figures in a light page, for pictures that no stylesheet reaches.

static/css/figures.css holds the same tones for light and dark pages as --fig-<tone>.
"""

TONES = {
    "stage": "#eae4ea", "lit": "#e94a1f", "fibre": "#ffd9c8",
    "skin": "#c48f80", "skin-far": "#9d6f6a", "ear": "#b17d70", "hair": "#2b1e3c",
    "top": "#8476ab", "top-far": "#63568a", "sleeve": "#9587ba",
    "tights": "#514370", "tights-far": "#3b2f57",
    "shorts": "#372a52", "shorts-far": "#281d3e", "glute": "#54456f",
    "skin-b": "#7d4f3f", "skin-b-far": "#5f3b34", "ear-b": "#6b4237",
    "skin-c": "#dbab95", "skin-c-far": "#b28780", "ear-c": "#c79684",
    "hair-b": "#1d1626", "hair-c": "#a39bb0", "scarf": "#46648c",
    "top-b": "#5f83ad", "top-b-far": "#45628a", "sleeve-b": "#7295bd",
    "top-c": "#6a9688", "top-c-far": "#4c7468", "sleeve-c": "#7ca799",
    "top-d": "#93a7c6", "top-d-far": "#6c80a3", "sleeve-d": "#a4b6d2",
    "shoe": "#5f5478", "shoe-far": "#493f60", "sole": "#fbf8fb", "sole-far": "#d9d0dc",
    "steel": "#857b94", "iron": "#4b4060", "iron-far": "#9389a3",
    "inset": "#f6f2f6", "wood": "#a8927f",
    "wall": "#d5cad7", "wall-edge": "#b8abbd", "mat": "#8b97bb", "mat-top": "#a9b4d3",
    "band": "#3f7f9a", "band-far": "#2d6079", "ground": "#c3b8c7", "shadow": "#3a2a4d",
}  # fmt: skip

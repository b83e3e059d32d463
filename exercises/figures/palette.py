"""The tones of the figures by day. static/css/figures.css holds them for light and dark,
as --fig-<tone>; these stand where that stylesheet does not reach."""

TONES = {
    "stage": "#eae4ea", "lit": "#e94a1f", "fibre": "#ffd9c8",
    "skin": "#c48f80", "skin-far": "#9d6f6a", "ear": "#b17d70", "hair": "#2b1e3c",
    "top": "#8476ab", "top-far": "#63568a", "sleeve": "#9587ba",
    "shorts": "#372a52", "shorts-far": "#281d3e", "glute": "#54456f",
    "shoe": "#5f5478", "shoe-far": "#493f60", "sole": "#fbf8fb", "sole-far": "#d9d0dc",
    "steel": "#857b94", "iron": "#4b4060", "iron-far": "#9389a3",
    "wall": "#d5cad7", "wall-edge": "#b8abbd", "mat": "#8b97bb", "mat-top": "#a9b4d3",
    "band": "#3f7f9a", "band-far": "#2d6079", "ground": "#c3b8c7", "shadow": "#3a2a4d",
}  # fmt: skip

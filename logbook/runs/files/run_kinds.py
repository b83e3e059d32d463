"""The kind of a run, told from the words of its title in the languages of many calendars.

The words are ours. They are a first guess: the preview shows it, and there it can be put right.
"""

import re

from ...models import Run
from .values import METRES_A_MILE

Kind = Run.Kind
LONGEST = 600  # characters that are looked at
MARATHON_M, HALF_M = 42_195, 21_097

# "Marathon pace" is hard, and no race.
PACE = re.compile(
    r"(race|marathon|half.?marathon|halbmarathon|hm|10 ?k|5 ?k|wettkampf|renn)[- ]?(pace|tempo|effort|speed)",
    re.I,
)
NEAR_A_RACE = re.compile(
    r"(pre|post)[- ]?(race|marathon)|recover|regenerat|récup|erhol|(race|marathon)[- ]?(prep|plan|training|build|block|briefing|"
    r"vorbereitung|nachbereitung)|shake.?out|(before|after|vor dem|nach dem|avant|après) (the |la |le )?"
    r"(race|marathon|wettkampf|course)",
    re.I,
)
RACE = re.compile(
    r"\brac(e|es|ing)\b|race ?day|wettkampf|wettlauf|\brennen\b|(volks|stadt|city|silvester|neujahrs|nikolaus|"
    r"weihnachts|oster|firmen|etappen|stunden|halloween|frauen|spenden|insel|alb|berg)l(a|ä)uf"
    r"|meisterschaft|championship|compétition|\bgara\b|\bprova\b|wedstrijd|zawody|závod|verseny|kilpailu|yarış"
    r"|соревнован|\bзабег|大会|レース|比赛|比賽|대회|carrera popular|carrera de la|san silvestre|\bcompetici|stævne"
    r"|mara(t|th)[oó]na?\b|maraton|марафон|マラソン|马拉松|馬拉松|마라톤|semi.?marathon|ultra(trail)?\b|\bcup\b|trophy"
    r"|course de (?!fond)|10 km de\b|corrida de\b|(tävling|konkurranse|konkurrence)",
    re.I,
)
KEY = re.compile(
    r"inter[vw]al|tempo|thre?shold|schwelle|\bseuil|umbral|soglia|drempel|tröskel|terskel|fartle[ck]|vo2|"
    r"\d+ ?[x×*] ?\d+|repeat|wiederholung|fractionn|\bvma\b|\bséries\b|\bseries\b|ripetute|tiros|pyramid"
    r"|hill (session|sprint|rep)|bergl[aä]uf|bergsprint|\bcôtes\b|cuestas|salite|speed ?(work|session)|\bspeed\b"
    r"|progressi(on|ve|vo)|time trial|crescendo|\bkey\b|schlüssel|\bquality\b|qualität|\bhard\b|\bhart\b|track "
    r"(session|workout)|bahntraining|sprints?\b|интервал|темпов|インターバル|間歇|间歇|인터벌|ペース走|kynnys|rytm",
    re.I,
)
LONG = re.compile(
    r"\blong\b|lange[rn]?\b|\blongue\b|tirada larga|\blargo\b|\blungo\b|\blongo\b|lange duurloop|långpass|langtur|"
    r"långlöp|\bdług|dlouh|hosszú|pitkä|uzun|длинн|длительн|ロング|长距离|長距離|\blsd\b|장거리",
    re.I,
)
DISTANCE = re.compile(
    r"(?<![\d.,x×:])(\d{1,3}(?:[.,]\d{1,3})?) ?(km|kilomet\w+|k|mi|miles?|meilen)\b", re.I
)
# 1h50m, 36m, 45 min; not the metres of 8x400 m.
TIME = re.compile(
    r"(?<![\dx×*:.,])(?:(\d{1,2}) ?h(?:ours?|rs?)? ?)?(\d{1,3})(?:m| ?(?:min|mins|minutes|minuten))\b"
    r"|(?<![\dx×*:.,])(\d{1,2}) ?(?:h|hours?|hrs?|std)\b",
    re.I,
)
LONGEST_MIN = 300


def kind_of(title: str) -> str:
    """The kind that a title names; easy where it names none."""
    title = title[:LONGEST]
    if PACE.search(title):
        return Kind.KEY
    if not NEAR_A_RACE.search(title) and RACE.search(title):
        return Kind.RACE
    if KEY.search(title):
        return Kind.KEY
    return Kind.LONG if LONG.search(title) else Kind.EASY


def is_race(title: str) -> bool:
    return kind_of(title) == Kind.RACE


def metres_in(text: str) -> float | None:
    """The first distance that a text names; of a marathon and of a half one it is known."""
    if found := DISTANCE.search(text[:LONGEST]):
        value, unit = float(found[1].replace(",", ".")), found[2].casefold()
        return value * (METRES_A_MILE if unit.startswith("m") else 1000) or None
    if re.search(
        r"half.?marathon|halb.?marathon|semi.?marathon|media marat|mezza marat|meia marat",
        text,
        re.I,
    ):
        return HALF_M
    if re.search(r"(?<!ultra)(?<!ultra[ -])mara(t|th)[oó]na?\b|maraton", text, re.I):
        return MARATHON_M
    return None


def seconds_in(text: str) -> float | None:
    """The first time that a text names: ``1h50m``, ``36m``, ``45 min``."""
    for found in TIME.finditer(text[:LONGEST]):
        hours, minutes = int(found[1] or found[3] or 0), int(found[2] or 0)
        if (hours or minutes) and minutes <= LONGEST_MIN:
            return hours * 3600 + minutes * 60
    return None

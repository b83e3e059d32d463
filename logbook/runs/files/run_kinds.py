"""The kind of a run, told from the words of its title in the languages of many calendars.

The words are ours. They are a first guess: the preview shows it, and there it can be put right.
"""

import re

from ...models import Run
from .sport_words import any_of
from .values import METRES_A_MILE

Kind = Run.Kind
LONGEST = 600  # characters that are looked at
MARATHON_M, HALF_M = 42_195, 21_097

# "Marathon pace" is hard, and no race.
PACE = re.compile(
    r"(race|marathon|hm|10 ?k|5 ?k|wettkampf|renn)[- ]?(pace|tempo|effort|speed)", re.I
)
NEAR_A_RACE = any_of(r"""
    (pre|post)[- ]?(race|marathon)|recover|regenerat|récup|erhol|shake.?out
    (race|marathon)[- ]?(prep|plan|training|build|block|briefing|vorbereitung|nachbereitung)
    (before|after|vor dem|nach dem|avant|après) (the |la |le )?(race|marathon|wettkampf|course)""")
RACE = any_of(r"""
    \brac(e|es|ing)\b|race ?day|wettkampf|wettlauf|\brennen\b|meisterschaft|championship
    (volks|stadt|city|silvester|neujahrs|nikolaus|weihnachts|oster|firmen|etappen)l(a|ä)uf
    (stunden|halloween|frauen|spenden|insel)l(a|ä)uf|compétition|\bgara\b|\bprova\b|wedstrijd
    zawody|závod|verseny|kilpailu|yarış|stævne|tävling|konkurranse|konkurrence|соревнован|\bзабег
    大会|レース|比赛|比賽|대회|carrera popular|carrera de la|san silvestre|\bcompetici|corrida de\b
    mara(t|th)[oó]na?\b|maraton|марафон|マラソン|马拉松|馬拉松|마라톤|ultra(trail)?\b|\bcup\b
    trophy|course de (?!fond)|10 km de\b""")
KEY = any_of(r"""
    inter[vw]al|tempo|thre?shold|schwelle|\bseuil|umbral|soglia|drempel|tröskel|terskel|kynnys
    fartle[ck]|vo2|\d+ ?[x×*] ?\d+|repeat|wiederholung|fractionn|\bvma\b|\bséries\b|\bseries\b
    ripetute|tiros|pyramid|hill (session|sprint|rep)|bergl[aä]uf|bergsprint|\bcôtes\b|cuestas
    salite|speed ?(work|session)|\bspeed\b|progressi(on|ve|vo)|time trial|crescendo|\bkey\b
    schlüssel|\bquality\b|qualität|\bhard\b|\bhart\b|track (session|workout)|bahntraining
    sprints?\b|интервал|темпов|インターバル|ペース走|間歇|间歇|인터벌|rytm""")
LONG = any_of(r"""
    \blong\b|lange[rn]?\b|\blongue\b|tirada larga|\blargo\b|\blungo\b|\blongo\b|lange duurloop
    långpass|langtur|långlöp|\bdług|dlouh|hosszú|pitkä|uzun|длинн|длительн|ロング|长距离|長距離
    \blsd\b|장거리""")
HALF = any_of(r"half.?marat|halb.?marat|semi.?marat|media marat|mezza marat|meia marat")
MARATHON = any_of(r"(?<!ultra)(?<!ultra[ -])(mara(t|th)[oó]na?\b|maraton|марафон|マラソン|马拉松)")
DISTANCE = re.compile(
    r"(?<![\d.,x×:])(\d{1,3}(?:[.,]\d{1,3})?) ?(km|kilomet\w+|k|mi|miles?|meilen)\b", re.I
)
# 1h50m, 36m, 45 min; not the metres of 8x400 m.
TIME = re.compile(
    r"(?<![\dx×*:.,])(?:(\d{1,2}) ?h(?:ours?|rs?)? ?)?(\d{1,3})(?:m| ?min(?:s|utes|uten)?)\b"
    r"|(?<![\dx×*:.,])(\d{1,2}) ?(?:h|hours?|hrs?|std)\b",
    re.I,
)
# 1h45, 1 h 45, 1:45 h
HOURS_AND_MINUTES = re.compile(
    r"(?<![\dx×*:.,])(\d{1,2}) ?h ?(\d{2})(?![\w:.,])"
    r"|(?<![\dx×*:.,])(\d{1,2}):(\d{2}) ?(?:h|hours?|hrs?|std)\b",
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


def metres_in(text: str) -> float | None:
    """The first distance that a text names; of a marathon and of a half one it is known."""
    if found := DISTANCE.search(text[:LONGEST]):
        value, unit = float(found[1].replace(",", ".")), found[2].casefold()
        return value * (METRES_A_MILE if unit.startswith("m") else 1000) or None
    if HALF.search(text):
        return HALF_M
    if MARATHON.search(text):
        return MARATHON_M
    return None


def seconds_in(text: str) -> float | None:
    """The first time that a text names: ``1h50m``, ``36m``, ``45 min``, ``1h45``."""
    if found := HOURS_AND_MINUTES.search(text[:LONGEST]):
        hours, minutes = int(found[1] or found[3]), int(found[2] or found[4])
        if hours * 60 + minutes <= LONGEST_MIN:  # a later one is the time of the day
            return hours * 3600 + minutes * 60 or None
    for found in TIME.finditer(text[:LONGEST]):
        hours, minutes = int(found[1] or found[3] or 0), int(found[2] or 0)
        if (hours or minutes) and minutes <= LONGEST_MIN:
            return hours * 3600 + minutes * 60
    return None

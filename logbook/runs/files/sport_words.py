"""The sport that a word in a file means, in the languages of the apps.

The words are ours, from the types of Strava, Garmin Connect and Runkeeper. A sport is found by the
first line below that fits: what sounds like a run and is none stands above the runs.
"""

import re

from .found import HIKE, OTHER, RIDE, RUN, STRENGTH, SWIM, UNKNOWN, WALK

WORDS = {
    OTHER: r"""
        ski|langlauf|eislauf|schlittschuh|inline|skat|patin|snowboard|\brow(ing)?\b|ruder|aviron
        \bremo\b|yoga|pilates|ellipt|cross.?trainer|climb|kletter|escalad|golf|tenn?is|football
        soccer|fu(ß|ss)ball|box(en|ing)|kayak|kajak|kanu|canoe|surf|wheelchair|rollstuhl|rest day
        day off|ruhetag|\bpause\b|dance|danse|tanz|stretch|dehnen|mobility|mobilität|massage""",
    RIDE: r"""
        bik(e|ing)|cycl|\brid(e|ing)\b|rad(fahr|tour|training)|radeln|\brad\b|rennrad|radsport
        v[ée]lo|cicl|bici|fiets|wieler|sykk?[le]l|sykkel|cykel|cykl|rower|\bkolo|kerékpár|pyörä
        bisiklet|spinning|peloton|велос|骑|騎|サイクル|ライド|自転車|자전거|라이딩""",
    SWIM: r"""
        swim|schwimm|\bbahnen\b|natation|nataci|natação|nage\b|nuoto|zwem|svøm|svømm|simning
        \bsim\b|pływ|plav|úsz|uinti|yüz|плав|泳|スイム|수영""",
    STRENGTH: r"""
        kraft|stabi\b|weight|strength|muscul|fuerza|pesas|\bpesi\b|\bforza\b|styrk|\bsił|siłow
        posil|erősít|kuntosal|\blegs\b|\bcore\b|\bgym\b|rumpf|силов|力量|筋|근력|웨이트""",
    HIKE: r"""
        hik(e|ing)|wander|randonn|senderismo|excursion|escursion|trekking|vandring|turist|túra
        vaellus|поход|徒步|ハイク|ハイキング|등산|하이킹""",
    WALK: r"""
        walk|spazier|\bgehen\b|marche|camina|caminh|camminat|wandel|\bgå(tur)?\b|gåtur|promenad
        spacer|chůz|séta|kävel|yürü|ходьб|прогул|步行|散步|健走|ウォーク|ウォーキング|걷""",
    RUN: r"""
        run(s|ning|na)?\b|\brun(?=\d)|jog|lauf|läufe|treadmill|course à pied|course a pied
        \bcourse\b|footing|\btrail|tapis|rodaje|carrera|correr|cors[ae]\b|corrida|correndo|hardlo
        loopband|duurloop|\bloop(je|en)?\b|løb|løp|löp|\bbieg|běh|\bbeh\b|běž|futás|juoksu|koşu
        \bбег|забег|пробеж|\bбіг|跑|ラン|달리기|러닝|\blari\b|chạy|วิ่ง|ריצה|جري|τρέξ""",
}
LONGEST = 300  # characters that are looked at


def any_of(lines: str) -> re.Pattern:
    """A pattern of alternatives that stand in several lines."""
    return re.compile("|".join(line.strip() for line in lines.strip().splitlines()), re.I)


PATTERNS = {sport: any_of(lines) for sport, lines in WORDS.items()}


def sport_of(text: str) -> str:
    """The sport that is named, ``UNKNOWN`` where none is."""
    text = " ".join(text[:LONGEST].replace("_", " ").split())
    return next((sport for sport, words in PATTERNS.items() if words.search(text)), UNKNOWN)

"""The library in other languages: whole, with every figure, and without a promise."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from config.language_checks import CONTENT, OTHER_NAMES, content_findings

ROOT = Path(__file__).parents[2]
# What no text may promise, by language; test_shipped_content and test_claims have the English.
NEVER = {
    "de": re.compile(
        r"\b(heil(t|en|ung|sam)|behand(el|l)|verhinder|vorbeug|schütz|bewahrt|linder|garantier"
        r"|diagnos|rehabilit|therapier)|\bbeug(t|en)\b[^.:]*\bvor\b|verletzungsfrei"
        r"|(ohne|weniger) verletzung|(vermeide|beseitig)\w* (\w+ )?(verletzung|schmerz)"
        r"|(schwach|faul|träge|schlafend|inaktiv)\w* (gesäß|po\b)|gesäßamnesie"
        r"|\bweck(t|st)? (dein|das) gesäß|korrigier|%|MVIC",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(cur|sana|trata|previen|preven|diagn[oó]s|rehabilit|garanti)|sin lesiones"
        r"|(evita|elimina)\w* (el |la |las |los )?(lesion|dolor)|protege"
        r"|(débil|perezoso|dormido|inactivo|amnesia)\w* (glúteo|de glúteo)"
        r"|glúteos? (débil|perezoso|dormido|inactivo)|(despierta|activa) tus glúteos"
        r"|corrige tu|\bapt[oa]\b|%|MVIC",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(guéri\w*|soign(e|es|ent|er|é|ée)|prévien\w*|prévenir|prévention|trait(e|es|ent|er)"
        r"|traitement\w*|diagnosti\w*|rééduqu\w*|rééducation|garanti\w*|corrige\w*)\b"
        r"|sans (blessure|douleur)|(évite|élimine|supprime)\w* (les? |la |des )?(blessure|douleur)"
        r"|protège|fessiers? (faible|paresseux|endormi|inactif|éteint)|amnésie"
        r"|réveille\w* (tes|les) fessiers|\bapte\b|%|MVIC",
        re.IGNORECASE,
    ),
}
# Words that are rude, or that only some readers know; people may search for them. In French the
# formal you and both genders in one word.
ELSEWHERE = {
    "de": re.compile(
        r"\b(po|pobacken?|hintern|gluteus|serien?|sets?|last|sitzung(en)?|dosis|effort|quetsch\w*"
        r"|beinbeuger|reck)\b|\w[*:_]innen\b|(?-i:[a-zäöüß]Innen)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(cog(e|es|er|ido)|coja|goma|liga|esterilla|tapete|ordenador|móvil|pinch\w+|zapatillas"
        r"|tenis|vosotros|vuestr\w+|usted(es)?|vos)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(r"\b(vous|votre|vos)\b|·|\w\(e\)", re.IGNORECASE),
}
UNIT_TORN_OFF = re.compile(r"\d (s|min|kg|lb|cm)\b")
LANGUAGES = pytest.mark.parametrize("language", NEVER)


def pairs(value, language, key=""):
    """Give (key, English text, text in the language) of everything below."""
    if isinstance(value, dict) and "en" in value:
        yield from own_pairs(value["en"], value.get(language), key)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from pairs(inner, language, name)
    elif isinstance(value, list):
        for item in value:
            yield from pairs(item, language, key)


def own_pairs(english, own, key):
    if isinstance(english, dict):
        for name, inner in english.items():
            yield from own_pairs(inner, own[name], name)
    elif isinstance(english, list) and key != OTHER_NAMES:
        yield from ((key, one, other) for one, other in zip(english, own, strict=True))
    elif isinstance(english, str):
        yield key, english, own


def shipped(language):
    for pattern in CONTENT:
        for path in sorted(ROOT.glob(pattern)):
            yield from pairs(tomllib.loads(path.read_text("utf-8")), language)


@LANGUAGES
def test_nothing_is_missing(language):
    assert content_findings(ROOT, language) == []
    assert len(list(shipped(language))) > 600


@LANGUAGES
def test_nothing_is_promised_that_is_not_known(language):
    assert [own for _, _, own in shipped(language) if NEVER[language].search(own)] == []


@LANGUAGES
def test_every_figure_is_kept(language):
    def figures(text):
        return Counter(re.findall(r"\d+", text))

    assert [own for _, english, own in shipped(language) if figures(own) != figures(english)] == []


@LANGUAGES
def test_a_number_and_its_unit_stay_on_a_line(language):
    assert [own for _, _, own in shipped(language) if UNIT_TORN_OFF.search(own)] == []


@LANGUAGES
def test_every_reader_knows_the_words(language):
    texts = [own for _, _, own in shipped(language)]
    assert [own for own in texts if ELSEWHERE[language].search(own)] == []


@LANGUAGES
def test_what_stands_on_a_card_is_short(language):
    most = {"run_cue": 34, "name": 40}
    assert [own for key, _, own in shipped(language) if len(own) > most.get(key, len(own))] == []


def test_french_has_its_spaces_and_apostrophes():
    wrong = re.compile(r"'|[^\u00a0]:(?= |$)|[^\u202f][;?!](?= |$)|«(?!\u00a0)|(?<!\u00a0)»")
    texts = [re.sub(r"\[[^]]*\]", "", own) for _, _, own in shipped("fr")]
    assert [own for own in texts if wrong.search(own)] == []


@pytest.mark.parametrize(
    ("language", "claim"),
    [
        ("de", "Das heilt dein Knie."),
        ("de", "Behandelt Schmerzen an der Achillessehne."),
        ("de", "So verhinderst du Verletzungen."),
        ("de", "Starke Hüften beugen Verletzungen vor."),
        ("de", "Laufen ohne Verletzungen."),
        ("de", "Weckt dein Gesäß."),
        ("es", "Cura el dolor de rodilla."),
        ("es", "Previene lesiones."),
        ("es", "Trata la tendinitis."),
        ("es", "Despierta tus glúteos dormidos."),
        ("es", "Correr sin lesiones."),
        ("fr", "Guérit le genou."),
        ("fr", "Soigne la tendinite."),
        ("fr", "Prévient les blessures."),
        ("fr", "Traite la douleur."),
        ("fr", "Réveille tes fessiers endormis."),
        ("fr", "Courir sans blessure."),
    ],
)
def test_the_claims_that_are_meant_are_found(language, claim):
    assert NEVER[language].search(claim)

"""What a number format of a spreadsheet shows: a date, a duration, or words instead of the number.

The rules are those of ECMA-376, part 1, 18.8.30 and 18.8.31.
"""

import re
from datetime import datetime, timedelta
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne

NOMBRE, DATE, DUREE = "nombre", "date", "duree"

_DATES = {*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)}  # formats that have no code
_DUREES = {46}
_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 — a cell of Excel knows no zone
_ZERO_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 — the same
_JOURS_MAX = 2_957_003  # the least of the two calendars: 31/12/9999
_FORMATS_RETENUS = 500

# A piece: words in quotes, a letter after « \ », a space, a filling, a bracket, or one letter.
_MORCEAU = re.compile(r'"([^"]*)"|\\(.)|_(.)|\*(.)|\[([^\]]*)\]|(.)', re.DOTALL)
_SANS_MOTS = re.compile("General|@|[0#?.,% ]+|[ymdhs/: -]+", re.IGNORECASE)
# A code or a telephone: digits, and the spaces, full stops or hyphens that part them.
_DE_CODE = re.compile(r'(?:[0#]|"[ .-]*"|\\[ .-]|[ -])+')
_CODE_MIN = 5  # digits of the shortest, a postal code
_CONDITION = re.compile(r"\[(<=|>=|<>|=|<|>)(-?[0-9]+(?:\.[0-9]+)?)\]")
_COMPARER = {"<=": le, ">=": ge, "<>": ne, "=": eq, "<": lt, ">": gt}
_DECIMALES_D_OFFICE = {2: "0.00", 4: "#,##0.00"}  # formats that have no code
_DECIMALES = re.compile(r"(?:\[[A-Za-z]+\])?-?(?:\\-)?(?:#,##)?0\.(0+)(?:_.|\\ | )*")
_DUREE = re.compile(r"h+|m+|s+", re.IGNORECASE)


def texte(valeur: float, numero: int, code: str, *, depuis_1904: bool = False) -> str:
    """What a person sees of a number: a date as JJ/MM/AAAA, an hour as HH:MM:SS, the format's words."""
    montre = mots(code, valeur)
    if montre is not None:
        return montre
    longueur = chiffres(code)
    if longueur and valeur >= 0 and valeur == int(valeur):
        return f"{int(valeur):0{longueur}}"
    genre = _genre(numero, code)
    if genre == NOMBRE or not 0 <= valeur < _JOURS_MAX:
        return avec_ses_zeros(f"{valeur + 0:.15g}", decimales(numero, code, valeur))  # of -0, 0
    secondes = round(valeur * 86_400)
    if genre == DUREE:
        return duree(secondes)
    # Excel's calendar has a 29 February 1900: before it, days are one further.
    avant = 0 < valeur < 60 and not depuis_1904
    zero = _ZERO_1904 if depuis_1904 else _ZERO
    moment = zero + timedelta(days=int(avant), seconds=secondes)
    return f"{moment:%H:%M:%S}" if valeur < 1 else f"{moment:%d/%m/%Y}"


def decimales(numero: int, code: str, valeur: float) -> int:
    """How many digits a format always shows after the point; 0 of one that is not plain."""
    section = _DECIMALES_D_OFFICE.get(numero) or _section(code, valeur)
    simple = _DECIMALES.fullmatch(section)
    return len(simple[1]) if simple else 0


def avec_ses_zeros(nombre: str, decimales: int) -> str:
    """A number with the zeros at its end that a format shows: 1.1 is « 1.10 » to whoever typed a code.

    A whole number stays as it is, and so does one of which the format hides digits.
    """
    entier, point, fraction = nombre.partition(".")
    if not point or not fraction.isdecimal() or len(fraction) >= decimales:
        return nombre
    return f"{entier}.{fraction.ljust(decimales, '0')}"


def montre_des_zeros(code: str) -> bool:
    """Whether a format shows two digits after the point, of 1.1 too."""
    return any(decimales(0, code, valeur) > 1 for valeur in (1.0, -1.0))


def duree(secondes: float) -> str:
    """A duration as HH:MM:SS, of more than a day too."""
    minutes, reste = divmod(round(secondes), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{reste:02}"


def _genre(numero: int, code: str) -> str:
    if numero in _DUREES:
        return DUREE
    return DATE if numero in _DATES else _genre_du_code(code)


@lru_cache(maxsize=_FORMATS_RETENUS)
def _genre_du_code(code: str) -> str:
    morceaux = _MORCEAU.findall(_sections(code)[0])
    if any(_DUREE.fullmatch(crochet) for *_, crochet, _ in morceaux):
        return DUREE
    lettres = "".join(lettre for *_, lettre in morceaux).lower()
    if "general" in lettres or set(lettres) & set("0#?"):
        return NOMBRE
    return DATE if set(lettres) & set("ymdhs") else NOMBRE


@lru_cache(maxsize=_FORMATS_RETENUS)
def chiffres(code: str) -> int:
    """How many digits a format shows at least, zeros before them: 5 of « 00000 »; 0 of any other.

    A postal code or a telephone that a spreadsheet has made a number is seen whole by such a format.
    """
    if not _DE_CODE.fullmatch(code):
        return 0
    places = re.sub("[^0#]", "", code)
    longueur = len(places) - places.find("0") if "0" in places else 0
    return longueur if longueur >= _CODE_MIN else 0


def montre_des_mots(code: str) -> bool:
    """Whether a format shows words, nothing, or zeros before, instead of some numbers."""
    if chiffres(code):
        return True
    if _SANS_MOTS.fullmatch(code):
        return False
    bornes = [float(borne) for _, borne in _CONDITION.findall(code)]
    # Of these numbers, one at least falls in each section of the format.
    essais = [1.0, -1.0, 0.0, *bornes, *(borne + 0.5 for borne in bornes)]
    return any(mots(code, valeur) is not None for valeur in essais)


def mots(code: str, valeur: float) -> str | None:
    """The words that a format shows instead of a number; None if it shows the number, or a date."""
    dit = ""
    for guillemets, echappe, espace, _, crochet, lettre in _MORCEAU.findall(_section(code, valeur)):
        if lettre.lower() in set("0#?@ymdhsgeb") or _DUREE.fullmatch(crochet):
            return None
        dit += guillemets + echappe + (" " if espace else "") + lettre
    return dit.strip()


@lru_cache(maxsize=_FORMATS_RETENUS)
def _sections(code: str) -> tuple[str, ...]:
    sections = [""]
    for trouve in _MORCEAU.finditer(code or "General"):
        if trouve[6] == ";":
            sections.append("")
        else:
            sections[-1] += trouve[0]
    return tuple(sections)


def _section(code: str, valeur: float) -> str:
    """The section of a format that speaks of a number: by its condition, or by its sign."""
    sections = _sections(code)[:3]
    conditions = [_CONDITION.search(section) for section in sections]
    if not any(conditions):
        rang = 1 if valeur < 0 else 2 if valeur == 0 else 0
        return sections[rang] if rang < len(sections) else sections[0]
    for section, condition in zip(sections, conditions, strict=True):
        if condition is None or _COMPARER[condition[1]](valeur, float(condition[2])):
            return section
    return "General"  # Excel shows « #### »: the number is left as it is

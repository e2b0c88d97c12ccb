"""What a number format of a spreadsheet shows: a date, a duration, or words instead of the number.

The rules are those of ECMA-376, part 1, 18.8.30 and 18.8.31.
"""

import re
from datetime import datetime, timedelta
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne

NOMBRE, DATE, DUREE = "nombre", "date", "duree"

# The formats that each spreadsheet knows by their number, and that have no code in the file.
_DATES = frozenset((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)))
_DUREES = frozenset((46,))
_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 — a cell of Excel knows no zone
_ZERO_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 — the same
_JOURS_MAX = 2_957_003  # the least of the two calendars: 31/12/9999
_SECONDES_PAR_JOUR = 86_400
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
_TELS_QUELS = ("", "General", "@")  # formats that show a text as it is
_AVEC_CELLE_DES_TEXTES = 4  # sections
_SANS_ZERO = re.compile("[#, .]+")
_CHIFFRES_MONTRES = re.compile("[^#, .]")
# Of the words beside a number, those that would change what it says.
_PARLE = re.compile(r"[^\W_]|[-/]")
_RIEN_AUTOUR = ("", "")
_DUREE = re.compile(r"h+|m+|s+", re.IGNORECASE)
# Letters of a format: those that show a number, a date or an hour.
_CHIFFRES = frozenset("0#?")
_DE_DATE = frozenset("ymdhs")
_MONTRENT = frozenset("0#?@ymdhsgeb")


def texte(valeur: float, numero: int, code: str, *, depuis_1904: bool = False) -> str:
    """What a person sees of a number: a date JJ/MM/AAAA, an hour HH:MM:SS, a format's words."""
    # Words, or nothing, in the place of the number.
    montre = mots(code, valeur)
    if montre is not None:
        return montre
    # A code whose zeros were lost: 1000 is shown as 01000.
    longueur = chiffres(code)
    if longueur and valeur >= 0 and valeur == int(valeur):
        return f"{int(valeur):0{longueur}}"
    # A number; a day before the calendar or after it is shown as « #### ».
    genre = _genre(numero, code)
    if genre == NOMBRE or not 0 <= valeur < _JOURS_MAX:
        ecrit = f"{valeur + 0:.15g}"  # of -0, 0
        zeros = avec_ses_zeros(ecrit, decimales(numero, code, valeur))
        avant, apres = _autour(code, valeur)
        return f"{avant}{zeros}{apres}"
    # A moment is a number of days, and a part of the next.
    secondes = round(valeur * _SECONDES_PAR_JOUR)
    if genre == DUREE:
        return duree(secondes)
    zero = _ZERO_1904 if depuis_1904 else _ZERO
    moment = zero + timedelta(seconds=secondes)
    # Excel's calendar has a 29 February 1900: before it, days are one further.
    if 0 < valeur < 60 and not depuis_1904:
        moment += timedelta(days=1)
    if valeur < 1:  # an hour of no day
        return f"{moment:%H:%M:%S}"
    return f"{moment:%d/%m/%Y}"


def d_un_texte(code: str, ecrit: str) -> str:
    """What a person sees of a text: a format may hide it, or put words around it or in its place.

    The fourth section of a format is for texts; so is a last one with « @ ».
    """
    if code in _TELS_QUELS:
        return ecrit
    sections = _sections(code)
    section = sections[-1]
    if len(sections) < _AVEC_CELLE_DES_TEXTES and "@" not in section:
        return ecrit
    dit = ""
    for guillemets, echappe, _espace, _plein, _crochet, lettre in _MORCEAU.findall(section):
        if lettre == "@":
            dit += ecrit
        elif lettre.lower() == "g" and "general" in section.lower():
            return ecrit
        else:
            dit += guillemets + echappe + lettre
    # A space or two around it are its margins.
    return ecrit if dit.strip() == ecrit.strip() else dit.strip()


def decimales(numero: int, code: str, valeur: float) -> int:
    """How many digits a format always shows after the point; 0 of one that is not plain."""
    section = _DECIMALES_D_OFFICE.get(numero)
    if section is None:
        section = _section(code, valeur)
    simple = _DECIMALES.fullmatch(section)
    return len(simple[1]) if simple else 0


def avec_ses_zeros(nombre: str, decimales: int) -> str:
    """A number with the zeros at its end that a format shows: a code 1.10 that became 1.1 again.

    A whole number stays as it is, and so does one of which the format hides digits.
    """
    entier, point, fraction = nombre.partition(".")
    if not point or not fraction.isdecimal() or len(fraction) >= decimales:
        return nombre
    return f"{entier}.{fraction.ljust(decimales, '0')}"


def montre_des_zeros(code: str) -> bool:
    """Whether a format shows two digits after the point, of 1.1 too."""
    # Negative numbers may have a section of their own.
    au_dessus = decimales(0, code, 1.0)
    au_dessous = decimales(0, code, -1.0)
    return au_dessus > 1 or au_dessous > 1


def duree(secondes: float) -> str:
    """A duration as HH:MM:SS, of more than a day too."""
    toutes_les_minutes, reste = divmod(round(secondes), 60)
    heures, minutes = divmod(toutes_les_minutes, 60)
    return f"{heures:02}:{minutes:02}:{reste:02}"


def _genre(numero: int, code: str) -> str:
    if numero in _DUREES:
        return DUREE
    if numero in _DATES:
        return DATE
    return _genre_du_code(code)


@lru_cache(maxsize=_FORMATS_RETENUS)
def _genre_du_code(code: str) -> str:
    """What the first section of a format shows, by its letters out of quotes."""
    premiere, *_ = _sections(code)
    lettres = ""
    for *_, crochet, lettre in _MORCEAU.findall(premiere):
        # Hours in brackets, « [h]:mm », go beyond a day.
        if _DUREE.fullmatch(crochet):
            return DUREE
        lettres += lettre.lower()
    # A number, whatever letters stand beside it.
    if "general" in lettres or not _CHIFFRES.isdisjoint(lettres):
        return NOMBRE
    return NOMBRE if _DE_DATE.isdisjoint(lettres) else DATE


@lru_cache(maxsize=_FORMATS_RETENUS)
def chiffres(code: str) -> int:
    """How many digits a format shows at least, zeros before them: 5 of « 00000 »; 0 of any other.

    Such a format shows the whole of a postal code or a telephone that has become a number.
    """
    if not _DE_CODE.fullmatch(code):
        return 0
    # From the first zero on, each place shows a digit.
    places = re.sub("[^0#]", "", code)
    premier_zero = places.find("0")
    if premier_zero < 0:
        return 0
    longueur = len(places) - premier_zero
    return longueur if longueur >= _CODE_MIN else 0


def montre_des_mots(code: str) -> bool:
    """Whether a format shows words, nothing, or zeros before, instead of some numbers."""
    if chiffres(code) or d_un_texte(code, "a") != "a":
        return True
    if _SANS_MOTS.fullmatch(code) and _CHIFFRES_MONTRES.search(code):
        return False
    # Of these numbers, one at least falls in each section of the format.
    essais = [1.0, -1.0, 0.0]
    for _, ecrite in _CONDITION.findall(code):
        borne = float(ecrite)
        essais.append(borne)
        essais.append(borne + 0.5)
    for valeur in essais:
        if mots(code, valeur) is not None or _autour(code, valeur) != _RIEN_AUTOUR:
            return True
    return False


@lru_cache(maxsize=_FORMATS_RETENUS)
def _autour(code: str, valeur: float) -> tuple[str, str]:
    """The words that a format shows before and after a number: « 1/2 » of `0"/2"`.

    Neither a currency nor a sign is one; of a negative number, the sign is not told apart.
    """
    dits = ["", ""]
    chiffres_vus = 0
    if valeur < 0:
        return _RIEN_AUTOUR
    for guillemets, echappe, _espace, _plein, _crochet, lettre in _MORCEAU.findall(
        _section(code, valeur)
    ):
        if lettre in _CHIFFRES or lettre.lower() == "e":
            chiffres_vus = 1
        dits[chiffres_vus] += guillemets + echappe
    avant, apres = dits
    return avant if _PARLE.search(avant) else "", apres if _PARLE.search(apres) else ""


def mots(code: str, valeur: float) -> str | None:
    """The words that a format shows instead of a number; None if it shows the number, or a date."""
    dit = ""
    section = _section(code, valeur)
    # « # » shows no digit of a zero.
    if valeur == 0 and _SANS_ZERO.fullmatch(section):
        return ""
    for guillemets, echappe, espace, _, crochet, lettre in _MORCEAU.findall(section):
        if lettre.lower() in _MONTRENT or _DUREE.fullmatch(crochet):
            return None
        # « _) » leaves the width of a bracket: a space.
        dit += guillemets + echappe
        if espace:
            dit += " "
        dit += lettre
    return dit.strip()


@lru_cache(maxsize=_FORMATS_RETENUS)
def _sections(code: str) -> tuple[str, ...]:
    """The sections of a format: a semicolon parts them, if it is not in quotes."""
    sections = [""]
    for morceau in _MORCEAU.finditer(code or "General"):
        lettre = morceau[6]
        if lettre == ";":
            sections.append("")
        else:
            sections[-1] += morceau[0]
    return tuple(sections)


def _section(code: str, valeur: float) -> str:
    """The section of a format that speaks of a number: by its condition, or by its sign."""
    sections = _sections(code)[:3]  # a fourth is for texts
    conditions = [_CONDITION.search(section) for section in sections]
    # Without conditions: positive numbers; negative ones; zero.
    if not any(conditions):
        if valeur < 0 and len(sections) > 1:
            return sections[1]
        if valeur == 0 and len(sections) > 2:
            return sections[2]
        return sections[0]
    # With conditions: the first that holds, and a section without one is for the rest.
    for section, condition in zip(sections, conditions, strict=True):
        if condition is None:
            return section
        comparer = _COMPARER[condition[1]]
        borne = float(condition[2])
        if comparer(valeur, borne):
            return section
    return "General"  # Excel shows « #### »: the number is left as it is

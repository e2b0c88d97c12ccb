"""How one value is written in YAML, so that it is read back the same: plain where it can be, else between quotes."""

import re
from collections.abc import Iterator

LARGEUR = 120  # columns of a text on several lines

_PAS_UN_TEXTE = re.compile(  # without quotes, these would be nothing, a true, a false or a number
    r"|~|[nN]ull|NULL|[tT]rue|TRUE|[fF]alse|FALSE|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
)
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_JAMAIS_NU = re.compile(r"""^[-?:,\[\]{}#&*!|>'"%@`\s]|^\.\.\.|:(?:\s|$)|\s#|\s$""")
_JAMAIS_NU_ENTRE_CROCHETS = re.compile(r"[,\[\]{}:?]")
_ECHAPPE = re.compile(rf'["\\]|{_INVISIBLE.pattern}')
_ECHAPPEMENTS = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_CESURE = re.compile(r"(?<=[^\s«]) (?=[^\s:;!?»%])")  # French punctuation holds to its word,
_LETTRE_SEULE = re.compile(r"(?:^|[\s'’(«])[^\W\d]$")  # and a word of one letter to the next


def nu_ou_guillemets(texte: str, *, entre_crochets: bool) -> str:
    """Write a text plain if that reads as the same text there, else between quotes."""
    jamais = _JAMAIS_NU.search(texte) or (entre_crochets and _JAMAIS_NU_ENTRE_CROCHETS.search(texte))
    if jamais or _PAS_UN_TEXTE.fullmatch(texte) or _INVISIBLE.search(texte):
        return guillemets(texte)
    return texte


def guillemets(texte: str) -> str:
    """Write a text between double quotes, on one line, whatever it holds."""
    return f'"{_ECHAPPE.sub(_echapper, texte)}"'


def _echapper(signe: re.Match[str]) -> str:
    code = ord(signe[0])
    return _ECHAPPEMENTS.get(signe[0]) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")


def pas_un_texte(valeur: object) -> str:
    """Write a number, true, false or nothing."""
    return "null" if valeur is None else str(valeur).lower()


def plie(texte: str, retrait: int) -> list[str] | None:
    """Write a text of one line as a folded block, its first line `>-` or `>`; None if it would not be read the same."""
    corps = texte.removesuffix("\n")
    if not corps or corps != corps.strip() or _INVISIBLE.search(corps):
        return None
    return [">" if texte.endswith("\n") else ">-", *_lignes(corps, LARGEUR - retrait)]


def _lignes(texte: str, largeur: int) -> Iterator[str]:
    ligne = ""
    for morceau in _morceaux(texte):
        if ligne and len(ligne) + 1 + len(morceau) > largeur:
            yield ligne
            ligne = morceau
        else:
            ligne = f"{ligne} {morceau}" if ligne else morceau
    yield ligne


def _morceaux(texte: str) -> Iterator[str]:
    """The pieces that French typography lets stand at the end of a line; a single space parts them."""
    tenus: list[str] = []
    for mot in _CESURE.split(texte):
        tenus.append(mot)
        if not _LETTRE_SEULE.search(mot):
            yield " ".join(tenus)
            tenus.clear()
    if tenus:
        yield " ".join(tenus)


def tel_quel(texte: str) -> list[str] | None:
    """Write a text as a literal block, its first line `|-` or `|`; None if it would not be read the same."""
    lignes = texte.removesuffix("\n").split("\n")
    illisible = any(_INVISIBLE.search(ligne) or (ligne and not ligne.strip()) for ligne in lignes)
    if illisible or not lignes[0] or not lignes[-1] or lignes[0][0].isspace():
        return None
    return ["|" if texte.endswith("\n") else "|-", *lignes]

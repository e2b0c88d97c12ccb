"""An xlsx of somebody's, with a few cells changed and rows added: all other parts stay as they are.

Only the XML of one sheet changes, and in it only those cells: formats, comments, other sheets,
column widths and all that no library of ours knows are theirs. What was made is read again, and
anything that would read otherwise than it should makes it no change at all.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from io import BytesIO
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape
from zipfile import BadZipFile, ZipFile

from clea_cli.jury.retouche import Retouches
from clea_cli.sorties.texte import inoffensif
from clea_cli.sources import classeur
from clea_cli.sources.cellules import lettres
from clea_cli.sources.classeur_xlsx_parties import parties

_NOM = re.compile(r"([A-Z]+)([0-9]+)")
_Edition = tuple[int, int, bytes]  # from, to (in bytes of the sheet), and what stands there instead
_Textes = dict[tuple[str, int, int], str]  # the texts of a workbook, by sheet, row and column


class _Case(NamedTuple):
    """Where a cell stands in the XML, its style ("" if it has none), and whether it is computed."""

    debut: int
    fin: int
    style: str
    calculee: bool


class _Rang:
    """Where a row stands, the end of its first tag, and its cells by column (from 0)."""

    def __init__(self, debut: int, ouvert: int) -> None:
        self.debut, self.ouvert, self.fin = debut, ouvert, ouvert
        self.cases: dict[int, _Case] = {}


def retoucher(contenu: bytes, feuille: str, dernier: int, retouches: Retouches) -> bytes | None:
    """Change a sheet; rows are added after `dernier`. None if it cannot be done and nothing else.

    Cells are by row as a spreadsheet counts, and by column from 0.
    """
    # 1. What each cell is to say, those of new rows too.
    voulues: dict[tuple[int, int], str] = {}
    for ici, texte in retouches.cellules.items():
        voulues[ici] = inoffensif(texte)
    for rang, ajout in enumerate(retouches.ajouts, start=dernier + 1):
        for colonne, texte in ajout.items():
            voulues[rang, colonne] = inoffensif(texte)
    # 2. The file, changed.
    try:
        neuf = _refaire(contenu, feuille, dernier, voulues)
    except (expat.ExpatError, BadZipFile, ValueError, LookupError):
        return None
    # 3. Read again, it must say what was wanted, and all else as before.
    attendus = _textes(contenu)
    for (rang, colonne), texte in voulues.items():
        ici_aussi = (feuille, rang, colonne)
        attendus.pop(ici_aussi, None)
        if texte.strip():
            attendus[ici_aussi] = texte
    return neuf if _textes(neuf) == attendus else None


def _textes(contenu: bytes) -> _Textes:
    """All that a workbook says."""
    textes: _Textes = {}
    lues = classeur.lire(contenu, "")
    for feuille in lues.value or ():
        for ligne in feuille.lignes:
            for colonne, texte in enumerate(ligne.valeurs):
                # An empty cell and none at all say the same.
                if texte.strip():
                    textes[feuille.nom, ligne.rang, colonne] = texte
    return textes


def _refaire(
    contenu: bytes,
    feuille: str,
    dernier: int,
    voulues: Mapping[tuple[int, int], str],
) -> bytes:
    """The same zip, but for the part of that sheet. Raises ValueError where it is not so simple."""
    sortie = BytesIO()
    with ZipFile(BytesIO(contenu)) as archive, ZipFile(sortie, "w") as neuve:
        feuilles = parties(archive).feuilles
        # Without a sheet of that name, or with two, nobody knows which: ValueError.
        [partie] = [ecrite.partie for ecrite in feuilles if ecrite.nom == feuille]
        for info in archive.infolist():
            octets = archive.read(info)
            if info.filename == partie:
                octets = _feuille(octets, dernier, voulues)
            neuve.writestr(info, octets, info.compress_type)
    return sortie.getvalue()


def _feuille(xml: bytes, dernier: int, voulues: Mapping[tuple[int, int], str]) -> bytes:
    """The XML of a sheet, changed. Raises ValueError where a formula stands in the way."""
    rangs, fin_des_rangs = _lire(xml)
    # 1. The cells as they are to be written, by row, in the order of columns.
    modele = rangs[dernier].cases
    par_rang: defaultdict[int, dict[int, bytes]] = defaultdict(dict)
    for (rang, colonne), texte in sorted(voulues.items()):
        ancienne = None
        if rang in rangs:
            ancienne = rangs[rang].cases.get(colonne)
        # What a formula gives would be written over by it.
        if ancienne and ancienne.calculee:
            raise ValueError(rang)
        # A cell keeps its format; a new one has that of the last row.
        pareille = ancienne or modele.get(colonne)
        style = pareille.style if pareille else ""
        par_rang[rang][colonne] = _case(rang, colonne, style, texte)
    # 2. Where they go.
    editions: list[_Edition] = []
    for rang, cases in par_rang.items():
        if rang in rangs:
            editions += _dans_un_rang(xml, rangs[rang], cases)
            continue
        # A new row stands before the one that follows it, if there is one.
        suivants = [autre.debut for numero, autre in rangs.items() if numero > rang]
        ici = min(suivants, default=fin_des_rangs)
        ecrites = b"".join(cases.values())
        entier = b'<row r="%d">%b</row>' % (rang, ecrites)
        editions.append((ici, ici, entier))
    # 3. From the end to the beginning, so that no place moves before its turn. Of what is inserted
    # at one place, the last one goes first: the others push it on.
    editions.sort(key=lambda edition: edition[0])
    for debut, fin, octets in reversed(editions):
        xml = xml[:debut] + octets + xml[fin:]
    return _agrandir(xml, dernier, max(par_rang))


def _lire(xml: bytes) -> tuple[dict[int, _Rang], int]:
    """Where all rows and cells stand, and where the rows end."""
    rangs: dict[int, _Rang] = {}
    # The cell that is being read, if any: its column, and what is known of it so far.
    ouverte: list[tuple[int, _Case]] = []
    fins: list[int] = []
    # Expat tells the byte at which each tag begins, which no tree of elements keeps.
    lecteur = expat.ParserCreate()

    def ouvrir(nom: str, attributs: dict[str, str]) -> None:
        ici = lecteur.CurrentByteIndex
        if nom == "row":
            rang = int(attributs["r"])
            fin_de_balise = xml.index(b">", ici) + 1
            rangs[rang] = _Rang(ici, fin_de_balise)
        elif nom == "c":
            trouve = _NOM.fullmatch(attributs["r"])
            if trouve is None:
                raise ValueError(nom)
            style = attributs.get("s", "")
            case = _Case(debut=ici, fin=ici, style=style, calculee=False)
            ouverte[:] = [(_colonne(trouve[1]), case)]
        elif nom == "f" and ouverte:
            colonne, case = ouverte.pop()
            ouverte.append((colonne, case._replace(calculee=True)))

    def fermer(nom: str) -> None:
        ici = lecteur.CurrentByteIndex
        # Rows come in their order: the last one is the one that is open.
        if nom == "row":
            rangs[max(rangs)].fin = ici
        elif nom == "c":
            colonne, case = ouverte.pop()
            fin = xml.index(b">", ici) + 1
            rangs[max(rangs)].cases[colonne] = case._replace(fin=fin)
        elif nom == "sheetData":
            fins.append(ici)

    lecteur.StartElementHandler = ouvrir
    lecteur.EndElementHandler = fermer
    lecteur.Parse(xml, True)  # noqa: FBT003 — expat names no argument
    [fin] = fins
    return rangs, fin


def _colonne(nom: str) -> int:
    """The column of letters, from 0."""
    colonne = 0
    for lettre in nom:
        colonne = colonne * 26 + ord(lettre) - ord("A") + 1
    return colonne - 1


def _case(rang: int, colonne: int, style: str, texte: str) -> bytes:
    """A cell that holds its text itself: the table of texts is another part of the file."""
    nom = f"{lettres(colonne + 1)}{rang}"
    suite = f' s="{style}"' if style else ""
    dit = f'<is><t xml:space="preserve">{escape(texte)}</t></is>'
    case = f'<c r="{nom}"{suite} t="inlineStr">{dit}</c>'
    return case.encode()


def _dans_un_rang(xml: bytes, rang: _Rang, cases: Mapping[int, bytes]) -> list[_Edition]:
    """The changes of a row that is there; columns stay in their order."""
    if xml[rang.ouvert - 2 : rang.ouvert] == b"/>":
        # A row without cells closes itself: it is opened.
        balise = xml[rang.debut : rang.ouvert - 2]
        ecrites = b"".join(cases.values())
        entier = b"%b>%b</row>" % (balise, ecrites)
        return [(rang.debut, rang.ouvert, entier)]
    editions = []
    for colonne, octets in cases.items():
        ancienne = rang.cases.get(colonne)
        if ancienne:
            editions.append((ancienne.debut, ancienne.fin, octets))
        else:
            # A new cell stands before the one that follows it, if there is one.
            suivantes = [case.debut for autre, case in rang.cases.items() if autre > colonne]
            ici = min(suivantes, default=rang.fin)
            editions.append((ici, ici, octets))
    return editions


def _agrandir(xml: bytes, dernier: int, nouveau: int) -> bytes:
    """Let what covers the rows to the last (its size, its lists of answers) cover the new ones."""
    if nouveau <= dernier:
        return xml
    # « A2:F12 », of which 12 is the last row.
    couvre = re.compile(rb'((?:<dimension ref|sqref)="[A-Z]+[0-9]+:[A-Z]+)%d"' % dernier)
    jusqu_au_nouveau = rb'\g<1>%d"' % nouveau
    return couvre.sub(jusqu_au_nouveau, xml)

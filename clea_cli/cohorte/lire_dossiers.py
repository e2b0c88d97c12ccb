"""The dossiers of a cohorte: who evaluated, where, after how much training.

A row an évaluation, or a row a candidate that names the grille of each. Columns are found by name;
those that say anything else, a name for one, are left aside.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from clea_cli.diagnostics import Diagnostic, Outcome, Position, conclure, court, diagnostic
from clea_cli.grille.preambule import Etape, lire_etape
from clea_cli.grille.reconnaitre import est_un_bilan
from clea_cli.sources import table
from clea_cli.sources.cellules import Cellule, Ligne
from clea_cli.sources.mots import ABIME, ERREUR_DE_TABLEUR, forme_comparable, reference_comparable
from clea_cli.sources.table import Table
from clea_cli.sources.temps import lire_duree

TITRES_DES_SITES = (
    *("site", "sites", "lieu", "centre", "antenne", "agence"),
    *("site d evaluation", "lieu d evaluation", "etablissement"),
)
_TITRES = {  # headings as `forme_comparable` reduces them, and what the column holds
    **dict.fromkeys(
        ("reference", "reference candidat", "reference du candidat", "candidat", "candidate"),
        "reference",
    ),
    **dict.fromkeys(("ref", "ref candidat", "references", "numero de dossier"), "reference"),
    **dict.fromkeys(("evaluateur", "evaluatrice", "evaluateurs", "evaluatrices"), "evaluateur"),
    **dict.fromkeys(("examinateur", "examinatrice", "evalue par"), "evaluateur"),
    **dict.fromkeys(TITRES_DES_SITES, "site"),
    **dict.fromkeys(("evaluation", "type d evaluation", "etape"), "evaluation"),
    **dict.fromkeys(("heures", "heures de formation", "nombre d heures", "nb heures"), "heures"),
    **dict.fromkeys(("duree", "duree de formation", "duree de la formation"), "heures"),
    **dict.fromkeys(("grille", "grilles", "fichier", "nom du fichier"), "grille"),
    **dict.fromkeys(("prealable", "grille prealable", "fichier prealable"), "prealable"),
    **dict.fromkeys(("grille de la prealable", "evaluation prealable"), "prealable"),
    **dict.fromkeys(("finale", "grille finale", "fichier finale"), "finale"),
    **dict.fromkeys(("grille de la finale", "evaluation finale"), "finale"),
}
_COLONNES = ("reference", "evaluateur", "site", "evaluation", "heures", "grille", *Etape)
# What stands for a name or for hours that are not known, as `nom_comparable` reduces it (a dash to
# nothing). NC may be the initials of an évaluateur.
_SANS_REPONSE = frozenset(("", "?", "inconnu", "inconnue", "non renseigne"))
_HEURES_INCONNUES = _SANS_REPONSE | {"n c", "nc", "nr"}
_HEURES_MAX = 9_999
_LIGNES_DITES = 5
_FICHIER = re.compile(r".+\.(csv|xlsx|xls|ods)", re.IGNORECASE)
_CELLULES_MIN = 3  # of a column that is judged by what it holds


class LigneDeDossier(NamedTuple):
    """An évaluation: `evaluation` is prealable, finale or empty; `grille` names its file, if said.

    `site` and `evaluateur` are written in one way in the whole table.
    """

    reference: Cellule
    evaluateur: str
    site: str
    evaluation: str
    minutes: int | None
    grille: Cellule | None


def lire(contenu: bytes, source: str) -> Outcome[tuple[LigneDeDossier, ...]]:
    """Read the dossiers.

    Errors: F101, F102, F104-F106, F111, F117-F119, J106 (the table), J402-J404, J408, J413;
    warning J412.
    """
    lue = table.lire(contenu, source, _TITRES, {"reference": "reference"})
    if lue.value is None:
        return lue.refus()
    fautes = list(_colonnes_qui_parlent(lue.value))
    lus: list[LigneDeDossier] = []
    for ligne in lue.value.lignes:
        lus += _dossiers(ligne, lue.value, fautes)
    fautes += _en_double(lus, source)
    memes = _memes_noms(lus)
    fautes += _ecrits_autrement(lus, memes, source)
    fautes.sort(key=lambda faute: faute.position.ligne or 0)
    return conclure(tuple(memes), tuple(fautes))


def _colonnes_qui_parlent(lue: Table) -> Iterator[Diagnostic]:
    """Tell of columns without a known heading that say what the known ones would. Errors: J413."""
    connues = set(lue.colonnes.values())
    for place, titre in enumerate(lue.titres.valeurs):
        if not titre or place in connues:
            continue
        remplies = []
        for ligne in lue.lignes:
            valeur = ligne.cellule(place).valeur.strip()
            if valeur:
                remplies.append(valeur)
        if len(remplies) < _CELLULES_MIN:
            continue
        # Each kind of column is told by nearly all of its cells, nine out of ten: a few remarks
        # among them do not hide it.
        for nom, est in (("evaluation", lire_etape), ("grille", _FICHIER.fullmatch)):
            vues = sum(est(valeur) is not None for valeur in remplies)
            presque_toutes = vues * 10 >= len(remplies) * 9
            if presque_toutes:
                ici = lue.titres.cellule(place).position(lue.source)
                yield diagnostic("J413", ici, titre=court(titre), nom=nom, nombre=vues)


def _dossiers(ligne: Ligne, lue: Table, fautes: list[Diagnostic]) -> list[LigneDeDossier]:
    """What a row says: an évaluation, or both where it names the grille of each.

    Nothing for a row with a fault, or empty in the columns that are read.
    """
    cellules = {nom: lue.cellule(ligne, nom) for nom in _COLONNES}
    reference = cellules["reference"]
    remplie = any(cellule.valeur for cellule in cellules.values())
    # The row of a sum that ends a table is nobody's.
    if not remplie or est_un_bilan(reference.valeur):
        return []
    trouvees = list(_fautes(cellules, lue.source))
    fautes += trouvees
    if trouvees:
        return []
    grille = cellules["grille"]
    seul = LigneDeDossier(
        reference=reference,
        evaluateur=_nom(cellules["evaluateur"].valeur),
        site=_nom(cellules["site"].valeur),
        evaluation=lire_etape(cellules["evaluation"].valeur) or "",
        minutes=_minutes(cellules["heures"].valeur),
        grille=grille if grille.valeur else None,
    )
    # A row a candidate has a column for the grille of each évaluation.
    deux = []
    for etape in Etape:
        sa_grille = cellules[etape]
        if sa_grille.valeur:
            deux.append(seul._replace(evaluation=etape, grille=sa_grille))
    return deux or [seul]


def _fautes(cellules: Mapping[str, Cellule], source: str) -> Iterator[Diagnostic]:
    """Errors of the cells of a row: F111, F143, J402, J403, J408."""
    # What a damaged cell says is not looked at any further.
    abimees = [cellule for cellule in cellules.values() if ABIME.search(cellule.valeur)]
    for abimee in abimees:
        yield diagnostic("F111", abimee.position(source))
    for cellule in cellules.values():
        if ERREUR_DE_TABLEUR.fullmatch(cellule.valeur):
            yield diagnostic("F143", cellule.position(source), valeur=cellule.valeur)
    reference = cellules["reference"]
    if not reference_comparable(reference.valeur):
        yield diagnostic("J408", reference.position(source))
    evaluation = cellules["evaluation"]
    a_lire = evaluation.valeur and evaluation not in abimees
    if a_lire and lire_etape(evaluation.valeur) is None:
        ici = evaluation.position(source)
        yield diagnostic("J402", ici, valeur=court(evaluation.valeur))
    heures = cellules["heures"]
    if heures not in abimees and not _lisibles(heures.valeur):
        ici = heures.position(source)
        yield diagnostic("J403", ici, valeur=court(heures.valeur))


def _lisibles(heures: str) -> bool:
    """Whether a cell gives hours, or says that they are not known."""
    # « N.C. » is « n c ».
    sans_points = heures.replace(".", " ")
    inconnues = nom_comparable(sans_points) in _HEURES_INCONNUES
    return inconnues or _minutes(heures) is not None


def _nom(ecrit: str) -> str:
    """A site or an évaluateur; nothing where the cell says that it is not known."""
    return "" if nom_comparable(ecrit) in _SANS_REPONSE else ecrit


def _minutes(heures: str) -> int | None:
    duree = lire_duree(heures)
    if duree is None or duree > _HEURES_MAX:
        return None
    return int(duree * 60)


def _en_double(dossiers: Sequence[LigneDeDossier], source: str) -> Iterator[Diagnostic]:
    """A candidate has one row, or two: préalable and finale. Errors: J404."""
    vus: dict[str, list[LigneDeDossier]] = {}
    for dossier in dossiers:
        candidat = reference_comparable(dossier.reference.valeur)
        avant = vus.setdefault(candidat, [])
        # The row of another site may be another person's: sites may have numbers of their own.
        memes = []
        for autre in avant:
            sites = {forme_comparable(un.site) for un in (autre, dossier) if un.site}
            if len(sites) < 2:
                memes.append(autre)
        # The row that says the same, or else one where either does not say which it is.
        pareilles = [autre for autre in memes if autre.evaluation == dossier.evaluation]
        if not pareilles:
            pareilles = [autre for autre in memes if not (autre.evaluation and dossier.evaluation)]
        if pareilles:
            ici = dossier.reference.position(source)
            premiere = pareilles[0].reference.ligne
            yield diagnostic("J404", ici, ligne=premiere)
        avant.append(dossier)


def _memes_noms(dossiers: Sequence[LigneDeDossier]) -> list[LigneDeDossier]:
    """The dossiers, each site and each évaluateur in one of the ways that it is written."""
    sites = _ecritures([dossier.site for dossier in dossiers])
    evaluateurs = _ecritures([dossier.evaluateur for dossier in dossiers])
    memes = []
    for dossier in dossiers:
        meme = dossier._replace(
            site=sites[dossier.site],
            evaluateur=evaluateurs[dossier.evaluateur],
        )
        memes.append(meme)
    return memes


def _ecritures(noms: Sequence[str]) -> Mapping[str, str]:
    """Of each name, how it is to be written.

    That is the most frequent way; then the one with the most accents; then the first.
    """
    choisies: dict[str, str] = {}
    frequences = Counter(noms)
    # The sort is stable: of equals, the first one written comes first.
    par_preference = sorted(frequences, key=lambda nom: (-frequences[nom], -_accents(nom)))
    for nom in par_preference:
        choisies.setdefault(nom_comparable(nom), nom)
    return {nom: choisies[nom_comparable(nom)] for nom in frequences}


def _accents(nom: str) -> int:
    """How many accents a name is written with."""
    # Taken apart, « é » is a letter and the accent that is put on it.
    signes = unicodedata.normalize("NFD", nom)
    return sum(unicodedata.combining(signe) > 0 for signe in signes)


def _ecrits_autrement(
    dossiers: Sequence[LigneDeDossier],
    memes: Sequence[LigneDeDossier],
    source: str,
) -> Iterator[Diagnostic]:
    """Say once that a site or an évaluateur is written otherwise than it is shown. Warning J412."""
    lignes = []
    for dossier, meme in zip(dossiers, memes, strict=True):
        if dossier != meme:
            lignes.append(dossier.reference.ligne)
    if lignes:
        # A row that gives two évaluations is one row.
        sans_doubles = tuple(dict.fromkeys(lignes))
        ici = Position(source, lignes[0])
        yield diagnostic("J412", ici, lignes=en_lignes(sans_doubles))


def nom_comparable(nom: str) -> str:
    """A name of a site or of an évaluateur without what may be typed otherwise.

    That is case, accents, spaces and hyphens.
    """
    return forme_comparable(reference_comparable(nom))


def en_lignes(lignes: Sequence[int]) -> str:
    """Some of many lines: « lignes 3, 8, 9 et 12 autres »."""
    nom = "lignes" if len(lignes) > 1 else "ligne"
    premieres = ", ".join(map(str, lignes[:_LIGNES_DITES]))
    tues = len(lignes) - _LIGNES_DITES
    suite = f" et {tues} autres" if tues > 0 else ""
    return f"{nom} {premieres}{suite}"

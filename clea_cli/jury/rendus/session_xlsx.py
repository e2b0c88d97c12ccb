"""A session as a workbook: what to look at first, the list, the attendance, what is missing."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from math import ceil
from typing import Any

from clea_cli.jury.vues_session import SessionVue
from clea_cli.sorties.tableur_xlsx import BON, CASE, MAUVAIS, OUVERT, TITRE, a_l_impression, ouvrir
from clea_cli.sorties.texte import inoffensif

_COULEURS = {"": {}, "maitrise": BON, "non_maitrise": MAUVAIS, "indetermine": OUVERT}  # by statut
_POUR_SIGNER = 36.0  # points: a little more than 12 mm
_UNE_LIGNE = 15.0  # points: the height of a row that says a line
_Case = tuple[str, str]  # its text, and the statut that colours it


def rendre(vue: SessionVue) -> bytes:
    """Write the workbook."""
    sortie = BytesIO()
    with ouvrir(sortie, f"Session {vue.id}") as classeur:
        ecrivain = _Ecrivain(classeur, vue.avertissement)
        _a_regarder(ecrivain, vue)
        _liste(ecrivain, vue)
        _emargement(ecrivain, vue)
        _pas_prets(ecrivain, vue)
    return sortie.getvalue()


def _a_regarder(ecrivain: "_Ecrivain", vue: SessionVue) -> None:
    lignes = []
    for dossier in vue.a_regarder:
        lignes.append(_nues(dossier.reference, dossier.mots, " ; ".join(dossier.raisons)))
    titres = ("dossier", "proposition", "pourquoi")
    ecrivain.feuille("À regarder d'abord", titres, (16, 18, 90), lignes)


def _liste(ecrivain: "_Ecrivain", vue: SessionVue) -> None:
    lignes = []
    for dossier in vue.dossiers:
        ligne = _nues(
            dossier.reference,
            dossier.statut,
            dossier.prescripteur,
            dossier.mots,
            dossier.points,
        )
        ligne += [(domaine.mots, domaine.statut) for domaine in dossier.domaines]
        lignes.append(ligne)
    codes = [code for code, _ in vue.domaines]
    titres = ("dossier", "statut", "prescripteur", "proposition", "points", *codes)
    largeurs = (16, 20, 20, 18, 16, *[14] * len(codes))
    ecrivain.feuille("Liste", titres, largeurs, lignes)


def _emargement(ecrivain: "_Ecrivain", vue: SessionVue) -> None:
    lignes = []
    for membre in vue.jury:
        presidence = "préside" if membre.president else ""
        lignes.append(_nues(membre.nom, membre.college, presidence, ""))
    titres = ("membre", "collège", "présidence", "signature")
    ecrivain.feuille("Émargement", titres, (30, 16, 14, 40), lignes, hauteur=_POUR_SIGNER)


def _pas_prets(ecrivain: "_Ecrivain", vue: SessionVue) -> None:
    lignes = []
    for refus in vue.refuses:
        for code, mots in refus.fautes:
            lignes.append(_nues(refus.reference, code, mots))
    ecrivain.feuille("Pas prêts", ("dossier", "code", "ce qui ne va pas"), (16, 10, 100), lignes)


def _hauteur(ligne: Sequence[_Case], largeurs: Sequence[int]) -> float:
    """How high a row must be for its longest text: some programs do not open it by themselves."""
    lignes = 1
    for (texte, _), largeur in zip(ligne, largeurs, strict=True):
        lignes = max(lignes, ceil(len(texte) / largeur))
    return lignes * _UNE_LIGNE


def _nues(*textes: str) -> list[_Case]:
    return [(texte, "") for texte in textes]


class _Ecrivain:
    def __init__(self, classeur: Any, avertissement: str) -> None:
        self._classeur = classeur
        self._avertissement = avertissement
        self._attention = classeur.add_format({"bold": True, "font_color": "#9c2b1d"})
        self._titre = classeur.add_format(TITRE)
        self._formats = {}
        for statut, couleurs in _COULEURS.items():
            self._formats[statut] = classeur.add_format(CASE | couleurs)

    def feuille(
        self,
        nom: str,
        titres: Sequence[str],
        largeurs: Sequence[int],
        lignes: Iterable[Sequence[_Case]],
        hauteur: float | None = None,
    ) -> None:
        """Write a sheet: its headings, which stay in sight, then the rows, `hauteur` points high.

        What warns of the référentiel stands above the headings.
        """
        # 1. The headings, below what warns.
        feuille = self._classeur.add_worksheet(nom)
        haut = 0
        if self._avertissement:
            feuille.write_string(0, 0, f"Attention : {self._avertissement}.", self._attention)
            haut = 1
        for colonne, (titre, largeur) in enumerate(zip(titres, largeurs, strict=True)):
            feuille.set_column(colonne, colonne, largeur)
            feuille.write_string(haut, colonne, titre, self._titre)
        # 2. On a screen they stay in sight, and on paper at the top of each page. Lines are printed
        # too: a row is read, and signed, along its own.
        feuille.freeze_panes(haut + 1, 1)
        a_l_impression(feuille)
        feuille.hide_gridlines(0)
        feuille.repeat_rows(0, haut)
        # 3. The rows.
        for rang, ligne in enumerate(lignes, start=haut + 1):
            haute = hauteur or _hauteur(ligne, largeurs)
            if haute > _UNE_LIGNE:
                feuille.set_row(rang, haute)
            for colonne, (texte, statut) in enumerate(ligne):
                feuille.write_string(rang, colonne, inoffensif(texte), self._formats[statut])

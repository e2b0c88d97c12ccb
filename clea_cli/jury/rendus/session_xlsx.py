"""A session as a workbook: what to look at first, the list with a column a domaine, the attendance, what is missing."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from clea_cli.jury.vues_session import SessionVue
from clea_cli.sorties.tableur_xlsx import BON, CASE, MAUVAIS, OUVERT, TITRE, a_l_impression, ouvrir
from clea_cli.sorties.texte import inoffensif

_COULEURS = {"": {}, "maitrise": BON, "non_maitrise": MAUVAIS, "indetermine": OUVERT}  # by statut
_Case = tuple[str, str]  # its text, and the statut that colours it


def rendre(vue: SessionVue) -> bytes:
    """Write the workbook."""
    sortie = BytesIO()
    with ouvrir(sortie, f"Session {vue.id}") as classeur:
        ecrivain = _Ecrivain(classeur)
        regarder = [(_nues(d.reference, d.mots, " ; ".join(d.raisons))) for d in vue.a_regarder]
        ecrivain.feuille("À regarder d'abord", ("dossier", "proposition", "pourquoi"), (16, 18, 90), regarder)
        titres = ("dossier", "statut", "prescripteur", "proposition", "points", *(code for code, _ in vue.domaines))
        lignes = [
            [
                *_nues(d.reference, d.statut, d.prescripteur, d.mots, d.points),
                *((domaine.mots, domaine.statut) for domaine in d.domaines),
            ]
            for d in vue.dossiers
        ]
        largeurs = (16, 20, 20, 18, 16, *(14 for _ in vue.domaines))
        ecrivain.feuille("Liste", titres, largeurs, lignes)
        membres = [_nues(m.nom, m.college, "préside" if m.president else "", "") for m in vue.jury]
        ecrivain.feuille("Émargement", ("membre", "collège", "présidence", "signature"), (30, 16, 14, 40), membres)
        fautes = [_nues(r.reference, code, mots) for r in vue.refuses for code, mots in r.fautes]
        ecrivain.feuille("Pas prêts", ("dossier", "code", "ce qui ne va pas"), (16, 10, 100), fautes)
    return sortie.getvalue()


def _nues(*textes: str) -> list[_Case]:
    return [(texte, "") for texte in textes]


class _Ecrivain:
    def __init__(self, classeur: Any) -> None:
        self._classeur = classeur
        self._titre = classeur.add_format(TITRE)
        self._formats = {statut: classeur.add_format(CASE | couleurs) for statut, couleurs in _COULEURS.items()}

    def feuille(
        self, nom: str, titres: Sequence[str], largeurs: Sequence[int], lignes: Iterable[Sequence[_Case]]
    ) -> None:
        """Write a sheet: its headings, which stay in sight, then the rows."""
        feuille = self._classeur.add_worksheet(nom)
        for colonne, (titre, largeur) in enumerate(zip(titres, largeurs, strict=True)):
            feuille.set_column(colonne, colonne, largeur)
            feuille.write_string(0, colonne, titre, self._titre)
        feuille.freeze_panes(1, 1)
        a_l_impression(feuille)
        feuille.repeat_rows(0)
        for rang, ligne in enumerate(lignes, start=1):
            for colonne, (texte, statut) in enumerate(ligne):
                feuille.write_string(rang, colonne, inoffensif(texte), self._formats[statut])

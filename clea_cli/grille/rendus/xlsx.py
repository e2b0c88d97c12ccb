"""A grille that cannot go wrong, for Excel and LibreOffice.

Codes are locked, answers come from a list, points are counted live.
"""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from clea_cli.grille.annees import DERNIERE_ANNEE, PREMIERE_ANNEE
from clea_cli.grille.vues import DomaineGrille, GrilleVue
from clea_cli.sorties.nombres import NombreExact
from clea_cli.sorties.tableur_xlsx import BON, CASE, MAUVAIS, OUVERT, TITRE, a_l_impression, ouvrir
from clea_cli.sorties.texte import inoffensif

_LARGEURS = (14, 70, 16, 40)
# A column more, where a branch says something.
_CONTEXTE = "mots du contexte"
_LARGEUR_DU_CONTEXTE = 70
_TITRES = ("critere", "libelle", "resultat", "commentaire")
_OU_LE_CONTEXTE = len(_TITRES)
_A_SAISIR = {"locked": False, "bg_color": "#fffdf5", "border": 1, "border_color": "#dedbd2"}
_COULEURS = (BON, MAUVAIS, OUVERT)  # of the answers
_CLES = ("référentiel", "version", "candidat", "date de l'évaluation", "évaluation")
_UN_JOUR = {
    "validate": "date",
    "criteria": "between",
    "minimum": date(PREMIERE_ANNEE, 1, 1),
    "maximum": date(DERNIERE_ANNEE, 12, 31),
    "error_type": "warning",  # where days are typed another way, a text is read too
    "error_title": "Date de l'évaluation",
    "error_message": "Ce n'est pas un jour : écrivez-le comme 28/11/2026.",
}
_LAQUELLE = {
    "validate": "list",
    "error_title": "Évaluation",
    "error_message": "Choisissez préalable ou finale, ou laissez la case vide.",
}
_MODE_D_EMPLOI = (
    "Remplir cette grille",
    "Choisissez une réponse par ligne dans la liste de la colonne « resultat » : "
    "acquis, non acquis ou non évalué.",
    "Ce qui n'a pas été évalué reste « non évalué » : ne laissez aucune case vide.",
    "Écrivez la référence du candidat, jamais son nom.",
    "Écrivez le jour de l'évaluation, et choisissez laquelle c'est : préalable ou finale.",
    "Les codes et les libellés sont protégés ; la protection n'a pas de mot de passe.",
    "Le compte de chaque domaine se fait tout seul. Il aide à suivre ; "
    "le verdict est celui de « clea score ».",
    "Enregistrez, puis tapez : clea score suivi du nom du fichier.",
)


def rendre(vue: GrilleVue, *, par_domaine: bool) -> bytes:
    """Write the grille, one sheet a domaine or all in one."""
    sortie = BytesIO()
    with ouvrir(sortie, f"Grille {vue.referentiel} {vue.version}") as classeur:
        ecrivain = _Ecrivain(classeur, vue)
        ecrivain.mode_d_emploi()
        groupes: dict[str, Sequence[DomaineGrille]] = {"Grille": vue.domaines}
        if par_domaine:
            groupes = {f"Domaine {domaine.code}": (domaine,) for domaine in vue.domaines}
        for nom, domaines in groupes.items():
            ecrivain.feuille(nom, domaines)
        premiere = next(iter(groupes))
        classeur.get_worksheet_by_name(premiere).activate()
    return sortie.getvalue()


class _Ecrivain:
    def __init__(self, classeur: Any, vue: GrilleVue) -> None:
        self._classeur = classeur
        self._vue = vue
        a_saisir = {**CASE, **_A_SAISIR}
        self._fige = classeur.add_format(CASE)
        self._libre = classeur.add_format(a_saisir)
        un_jour = {**a_saisir, "num_format": "dd/mm/yyyy", "align": "left"}
        self._jour = classeur.add_format(un_jour)
        gras = {**CASE, "bold": True}
        self._gras = classeur.add_format(gras)
        self._titre = classeur.add_format(TITRE)
        self._domaine = classeur.add_format({**gras, "bg_color": "#ecebe6"})
        self._couleurs = [classeur.add_format(couleurs) for couleurs in _COULEURS]

    def mode_d_emploi(self) -> None:
        feuille = self._classeur.add_worksheet("Mode d'emploi")
        feuille.set_column(0, 0, 100)
        titre, *lignes = _MODE_D_EMPLOI
        feuille.write_string(0, 0, titre, self._gras)
        for numero, ligne in enumerate(lignes, start=1):
            feuille.write_string(numero + 1, 0, f"{numero}. {ligne}", self._fige)
        if self._vue.avertissement:
            attention = f"Attention : {inoffensif(self._vue.avertissement)}"
            a_la_fin = len(lignes) + 3
            feuille.write_string(a_la_fin, 0, attention, self._gras)
        feuille.protect()

    def feuille(self, nom: str, domaines: Sequence[DomaineGrille]) -> None:
        """Write a sheet: what the grille is for, headings, then each domaine under its count."""
        feuille = self._classeur.add_worksheet(nom)
        for colonne, largeur in enumerate(_LARGEURS):
            feuille.set_column(colonne, colonne, largeur)
        titres = self._haut(feuille) + 1
        feuille.write_row(titres, 0, _TITRES, self._titre)
        if any(map(_a_un_contexte, domaines)):
            feuille.set_column(_OU_LE_CONTEXTE, _OU_LE_CONTEXTE, _LARGEUR_DU_CONTEXTE)
            feuille.write_string(titres, _OU_LE_CONTEXTE, _CONTEXTE, self._titre)
        # The headings, the codes and the labels stay in sight.
        feuille.freeze_panes(titres + 1, 2)
        rang = titres
        for domaine in domaines:
            rang = self._un_domaine(feuille, rang + 1, domaine)
        feuille.protect(options={"format_columns": True, "format_rows": True})
        a_l_impression(feuille)
        feuille.repeat_rows(titres)

    def _haut(self, feuille: Any) -> int:
        """Write what stands above the headings; return how many rows that takes."""
        vue = self._vue
        for rang, cle in enumerate(_CLES):
            feuille.write_string(rang, 0, cle, self._gras)
        feuille.write_string(0, 1, vue.referentiel, self._fige)
        feuille.write_string(1, 1, vue.version, self._fige)
        feuille.write_string(2, 1, inoffensif(vue.candidat), self._libre)
        # A real day in a cell of days: the spreadsheet refuses what is none, and sorts it as one.
        feuille.set_row(3, 30)
        if vue.jour:
            feuille.write_datetime(3, 1, vue.jour, self._jour)
        else:
            feuille.write_blank(3, 1, None, self._jour)
        feuille.data_validation(3, 1, 3, 1, _UN_JOUR)
        feuille.write_string(4, 1, vue.etape, self._libre)
        laquelle = {**_LAQUELLE, "source": list(vue.etapes)}
        feuille.data_validation(4, 1, 4, 1, laquelle)
        for rang, libre in enumerate(vue.libres, start=len(_CLES)):
            # A text alone has more room in the wide column.
            debut = 1 if len(libre) == 1 else 0
            for colonne, texte in enumerate(libre, start=debut):
                feuille.write_string(rang, colonne, inoffensif(texte), self._fige)
        return len(_CLES) + len(vue.libres)

    def _un_domaine(self, feuille: Any, rang: int, domaine: DomaineGrille) -> int:
        """Write a domaine; return its last row."""
        premiere = rang + 1
        derniere = rang + len(domaine.lignes)
        titre = f"Domaine {domaine.code} : {inoffensif(domaine.libelle)}"
        feuille.write_string(rang, 0, "", self._domaine)
        feuille.write_string(rang, 1, titre, self._domaine)
        feuille.write_string(rang, 2, "", self._domaine)
        # A formula goes with what it gives: a reader that works nothing out shows that. Its rows
        # count from 1, ours from 0.
        formule = _compte(domaine, premiere + 1, derniere + 1)
        feuille.write_formula(rang, 3, formule, self._domaine, _compte_fait(domaine))
        _hauteur(feuille, rang, domaine.libelle)
        for place, ligne in enumerate(domaine.lignes, start=premiere):
            libelle = inoffensif(ligne.libelle)
            note = inoffensif(ligne.commentaire)
            feuille.write_string(place, 0, ligne.code, self._fige)
            feuille.write_string(place, 1, libelle, self._fige)
            feuille.write_string(place, 2, ligne.resultat, self._libre)
            feuille.write_string(place, 3, note, self._libre)
            if ligne.contexte:
                contexte = inoffensif(ligne.contexte)
                feuille.write_string(place, _OU_LE_CONTEXTE, contexte, self._fige)
            le_plus_long = max(ligne.libelle, ligne.contexte, key=len)
            _hauteur(feuille, place, le_plus_long)
        self._reponses(feuille, premiere, derniere)
        return derniere

    def _reponses(self, feuille: Any, premiere: int, derniere: int) -> None:
        """Only the three answers may be given, each in its colour."""
        liste = {
            "validate": "list",
            "source": list(self._vue.reponses),
            "ignore_blank": False,
            "error_title": "Réponse non admise",
            "error_message": f"Réponses admises : {', '.join(self._vue.reponses)}.",
        }
        feuille.data_validation(premiere, 2, derniere, 2, liste)
        for reponse, couleur in zip(self._vue.reponses, self._couleurs, strict=True):
            critere = {
                "type": "cell",
                "criteria": "==",
                "value": f'"{reponse}"',
                "format": couleur,
            }
            feuille.conditional_format(premiere, 2, derniere, 2, critere)


def _hauteur(feuille: Any, rang: int, libelle: str) -> None:
    """Make room for a long label: LibreOffice leaves a protected row as high as it finds it."""
    par_ligne = _LARGEURS[1] - 5
    lignes = 1 + len(libelle) // par_ligne
    feuille.set_row(rang, 15 * lignes)


def _a_un_contexte(domaine: DomaineGrille) -> bool:
    return any(ligne.contexte for ligne in domaine.lignes)


def _compte(domaine: DomaineGrille, premiere: int, derniere: int) -> str:
    """The formula that counts the points of a domaine as they are given."""
    cases = f"C{premiere}:C{derniere}"
    # What each row is worth, as a column of constants: « {1;1;2} ».
    poids = [_nombre(ligne.points) for ligne in domaine.lignes]
    constantes = ";".join(poids)
    obtenus = f'SUMPRODUCT(({cases}="acquis")*{{{constantes}}})'
    restants = f'COUNTIF({cases},"non évalué")'
    suite = _suite(domaine)
    return f'={obtenus}&"{suite}"&{restants}&" à évaluer"'


def _compte_fait(domaine: DomaineGrille) -> str:
    """What that formula gives for the answers that are there."""
    points: NombreExact = 0
    restants = 0
    for ligne in domaine.lignes:
        if ligne.resultat == "acquis":
            points += ligne.points
        elif ligne.resultat == "non évalué":
            restants += 1
    return f"{_nombre(points)}{_suite(domaine)}{restants} à évaluer"


def _suite(domaine: DomaineGrille) -> str:
    """What stands between the points obtained and what is left to evaluate."""
    dit = f" sur {_nombre(domaine.total)} ; "
    if domaine.requis is not None:
        dit += f"{_nombre(domaine.requis)} requis ; "
    return dit


def _nombre(points: NombreExact) -> str:
    """Points as a formula of Excel writes a number, with a full stop."""
    return f"{float(points):g}"

"""The sheet of decisions as a workbook: the jury's words from a list, the rest locked."""

from collections.abc import Sequence
from io import BytesIO

from clea_cli.sorties.tableur_xlsx import CASE, TITRE, a_l_impression, ouvrir
from clea_cli.sorties.texte import inoffensif

_LARGEURS = (16, 16, 24, 50, 18, 18, 10)  # the last one for all those after it
_DECISION = 2  # the column of decisions; those after it are free too, but for the last, the code


def rendre(lignes: Sequence[Sequence[str]], choix: Sequence[str]) -> bytes:
    """Write the rows, headings first."""
    sortie = BytesIO()
    with ouvrir(sortie, "Décisions du jury") as classeur:
        titre = classeur.add_format(TITRE)
        fige = classeur.add_format(CASE)
        libre = classeur.add_format({**CASE, "locked": False, "bg_color": "#fffdf5"})
        feuille = classeur.add_worksheet("Décisions")
        for colonne, texte in enumerate(lignes[0]):
            feuille.write_string(0, colonne, inoffensif(texte), titre)
            largeur = _LARGEURS[min(colonne, len(_LARGEURS) - 1)]
            feuille.set_column(colonne, colonne, largeur)
        for rang, ligne in enumerate(lignes[1:], start=1):
            for colonne, texte in enumerate(ligne):
                format_ = libre if _DECISION <= colonne < len(ligne) - 1 else fige
                feuille.write_string(rang, colonne, inoffensif(texte), format_)
        reponses = {
            "validate": "list",
            "source": list(choix),
            "error_title": "Décision non admise",
        }
        derniere = max(1, len(lignes) - 1)
        feuille.data_validation(1, _DECISION, derniere, _DECISION, reponses)
        feuille.freeze_panes(1, 1)
        a_l_impression(feuille)
        feuille.repeat_rows(0)
        feuille.protect(options={"format_columns": True, "format_rows": True})
    return sortie.getvalue()

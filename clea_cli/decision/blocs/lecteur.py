"""Blocks of bytes read one after the other, the words of a file learnt on the way."""

from collections.abc import Iterable, Mapping

from clea_cli.decision.blocs.cellules import Bloc, FormeDesLignes, reconnaitre
from clea_cli.decision.blocs.fichier import sans_guillemets
from clea_cli.grille.cellules_sures import noms_surs, reponse
from clea_cli.grille.reconnaitre import deux_manieres
from clea_cli.referentiel.referentiel import Resultat

_ECHANTILLON = 100  # rows that most likely have all words


class LecteurDeLignes:
    """Reads the rows of a grille of that form; `sens` says what a comparable word means."""

    def __init__(self, forme: FormeDesLignes, sens: Mapping[str, Resultat]) -> None:
        """Start with no word known."""
        self.forme = forme
        self.sens = sens
        self.mots: dict[bytes, Resultat] = {}

    def lire(self, contenu: bytes) -> Bloc | None:
        """Read whole lines; None as soon as anything in them is not understood."""
        if not contenu.endswith(b"\n"):
            return None
        # Ends of lines are made one, and quotes that change nothing are taken away.
        if b"\r" in contenu:
            contenu = contenu.replace(b"\r\n", b"\n")
        contenu = sans_guillemets(contenu, self.forme.separateur)
        if b'"' in contenu or b"\0" in contenu:
            return None
        # The first rows of the file most likely have all its words.
        if not self.mots:
            premieres = contenu.split(b"\n", _ECHANTILLON)
            self._apprendre(premieres[:_ECHANTILLON])
        bloc = reconnaitre(self.forme, contenu, self.mots)
        bloc = bloc or self._relire(contenu)
        if bloc is None or self._douteux(bloc) or not noms_surs(bloc.noms):
            return None
        return bloc

    def _douteux(self, bloc: Bloc) -> bool:
        """Whether a word for yes may be meant as no: somebody has nothing that says no."""
        oui: list[str] = []
        for mot in bloc.mots:
            if self.mots[mot] is Resultat.ACQUIS:
                oui.append(mot.decode())
        if deux_manieres(oui) is None:
            return False
        # Who has no « non acquis » at all: everything is possible.
        sans_non = bloc.colonnes.partout
        for possibles in bloc.colonnes.possibles:
            sans_non = sans_non & possibles
        return bool(sans_non.any())

    def _relire(self, contenu: bytes) -> Bloc | None:
        """Read again without blank lines, and with the words of them all."""
        lignes = [ligne for ligne in contenu.split(b"\n") if ligne]
        if not lignes or not self._apprendre(lignes):
            return None
        entieres = b"".join(ligne + b"\n" for ligne in lignes)
        return reconnaitre(self.forme, entieres, self.mots)

    def _apprendre(self, lignes: Iterable[bytes]) -> bool:
        """Add the words of those rows; False if one is no answer, or not safe to read fast."""
        cellules: set[bytes] = set()
        for ligne in lignes:
            siennes = ligne.split(self.forme.separateur)
            cellules.update(siennes[self.forme.reponses])
        tous = True
        for cellule in cellules.difference(self.mots):
            resultat = reponse(cellule, self.sens)
            if resultat is None:
                tous = False
            else:
                self.mots[cellule] = resultat
        return tous

"""All blocks of a file, one after the other, and what only the whole file can be blamed for."""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from clea_cli.decision.blocs import homonymes
from clea_cli.decision.blocs.essai import LIGNES_MAX, Echantillon
from clea_cli.decision.blocs.fichier import Bornes, Numerotee, coupes
from clea_cli.decision.blocs.lignes import concernees, fautes
from clea_cli.decision.blocs.part import PartDeFichier, lire
from clea_cli.decision.mots import lu
from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic, refuse, refuser
from clea_cli.grille.compte import laisses
from clea_cli.grille.ecritures import mot_de_reponse
from clea_cli.grille.grille import Laisse
from clea_cli.grille.preambule import Preambule
from clea_cli.grille.reconnaitre import deux_manieres
from clea_cli.referentiel.referentiel import Resultat

if TYPE_CHECKING:  # a small file does not wait for it
    from clea_cli.equipe import Perdue

BLOC = 500_000  # bytes read at once
A_DEUX = 60_000_000  # bytes whose reading takes longer than another process to begin

_CHANGE = "il change pendant la lecture"
_EN_MOTS = (Resultat.ACQUIS, Resultat.NON_ACQUIS)


class TravailDesBlocs(NamedTuple):
    """What is wanted of all candidates of a file: the CSV of their verdicts, or their bits.

    It is to be read from `flux`. `lu` says what was understood of the file, `preambule` what it
    says above its headings; `references` (comparable) go with bits only.
    """

    flux: BinaryIO
    lu: str
    certifiables: bool
    references: list[bytes]
    preambule: Preambule


_Ecartees = tuple[int, list[Numerotee]]  # where a block begins, and what was put aside of it


class Calcul:
    """The verdicts of one file while its rows are read."""

    def __init__(self, essai: Echantillon, flux: BinaryIO) -> None:
        """Start with nothing read."""
        self.essai = essai
        self.flux = flux
        self.candidats = 0
        self.references: list[bytes] = []
        self.certifiables = True
        self.mots: set[bytes] = set()
        self.hors = 0  # rows that are nobody's
        self.ecartees: list[_Ecartees] = []

    def table(self) -> Outcome[TravailDesBlocs] | None:
        """Read all rows; None where the slow way has to look at the file."""
        essai = self.essai
        with cast("BinaryIO", TemporaryFile()) as empreintes, ExitStack() as pile:
            # What is given outlives this reading; closed here if nothing is.
            ouverte = pile.enter_context(TemporaryFile())
            sortie = cast("BinaryIO", ouverte)
            if not essai.en_bits:
                sortie.write(essai.lignes.titres())
            # The verdicts of each block wait, and the hashes of its references.
            for debut, part in self._parts():
                if not isinstance(part, PartDeFichier):
                    return Outcome(None, (self._sans_suite(part),))
                references = part.references.split(b"\n") if part.references else []
                homonymes.noter(empreintes, references)
                sortie.write(part.ecrit)
                self._retenir(debut, part, references)
                if self._assez():
                    break
            # What only the whole file can be blamed for.
            doubles = homonymes.doubles(empreintes)
            meles = self._meles()
            douteux = self._douteux()
            if douteux or self.ecartees or doubles or meles:
                # Of a file that it can read whole, the slow way says all that there is to say.
                if not essai.etat.trop_gros:
                    return None
                if douteux:
                    return self._refuser_mot(*douteux)
                return self._refuser(doubles, meles=meles)
            # There is nothing to say: the verdicts are handed over, to be closed by who has them.
            sortie.seek(0)
            pile.pop_all()
        mots = lu(essai.brute, essai.referentiel, self.candidats, self._laisses())
        travail = TravailDesBlocs(
            flux=sortie,
            lu=mots,
            certifiables=self.certifiables,
            references=self.references,
            preambule=essai.preambule,
        )
        return Outcome(travail, essai.diagnostics)

    def _sans_suite(self, perdue: "Perdue | None") -> Diagnostic:
        """Why a block gave nothing: the file is another by now, or whoever reads it is killed."""
        ici = Position(self.essai.source)
        # Verdicts of two files would stand side by side.
        if perdue is None:
            return diagnostic("S102", ici, motif=_CHANGE)
        return diagnostic("S110", ici)

    def _parts(self) -> "Iterator[tuple[int, PartDeFichier | Perdue | None]]":
        """All rows, with the place of the first of each block; by two processes if worth it."""
        essai = self.essai
        pas = essai.lecteur.forme.pas
        total = essai.etat.octets
        blocs = list(coupes(self.flux, BLOC, essai.haut, pas, total))
        debuts = [debut for debut, _ in blocs]
        return zip(debuts, self._lues(blocs), strict=True)

    def _lues(self, blocs: list[Bornes]) -> "Iterator[PartDeFichier | Perdue | None]":
        if self.essai.etat.octets >= A_DEUX:
            from clea_cli import equipe  # late: a small file does not wait for it

            if equipe.processeurs() > 1:
                return equipe.ensemble(lire, self.essai, blocs, 1, sans_fils=True)
        return map(partial(lire, self.essai), blocs)

    def _retenir(self, debut: int, part: PartDeFichier, references: list[bytes]) -> None:
        self.candidats += len(references)
        if self.essai.en_bits:
            self.references += references
        self.certifiables = self.certifiables and part.certifiables
        self.mots |= part.mots
        self.hors += part.hors
        if part.ecartees:
            self.ecartees.append((debut, part.ecartees))

    def _assez(self) -> bool:
        """Whether enough lines were put aside."""
        nombre = sum(len(lignes) for _, lignes in self.ecartees)
        return nombre >= self.essai.ecartees_max

    def _meles(self) -> bool:
        """Whether there are zeros among words: a 0 could be « non évalué » as well."""
        comparables = {mot_de_reponse(mot.decode()) for mot in self.mots}
        if "0" not in comparables:
            return False
        mots = comparables - {"0", "1"}
        sens = self.essai.lecteur.sens
        return any(sens.get(mot) in _EN_MOTS for mot in mots)

    def _laisses(self) -> list[Laisse]:
        """What was left aside: of the headings and above, as the sample says; nobody's rows."""
        du_temoin = laisses(self.essai.brute, self.essai.referentiel)
        ailleurs = [une for une in du_temoin if une.quoi != "ligne"]
        une_ligne = Laisse("ligne", "", "", 1)
        return ailleurs + [une_ligne] * self.hors

    def _douteux(self) -> tuple[str, str] | None:
        """Two ways of saying yes of which one may be meant as no, where nothing else says no."""
        oui: list[str] = []
        sens = self.essai.lecteur.sens
        for mot in sorted(self.mots):
            texte = mot.decode()
            resultat = sens.get(mot_de_reponse(texte))
            if resultat is Resultat.NON_ACQUIS:
                return None
            if resultat is Resultat.ACQUIS:
                oui.append(texte)
        return deux_manieres(oui)

    def _refuser_mot(self, un: str, autre: str) -> Outcome[TravailDesBlocs]:
        """Say of a file that is too large to be seen by whom two words were used. Error: F215."""
        return refuser("F215", Position(self.essai.source), un=un, autre=autre)

    def _refuser(self, doubles: set[int], *, meles: bool) -> Outcome[TravailDesBlocs] | None:
        """Tell the faults of lines put aside, or of candidates told twice; None if none is seen."""
        essai = self.essai
        lignes = list(self._numerotees())
        if not lignes:
            lignes = list(concernees(self.flux, essai, doubles, meles=meles))
        trouvees = fautes(essai, lignes)
        if not refuse(trouvees):
            return None
        # The faults of the first ones only: it is said that there may be others.
        if len(lignes) >= LIGNES_MAX:
            par_milliers = f"{len(lignes):_}"
            nombre = par_milliers.replace("_", "\u00a0")
            trop = diagnostic("S109", Position(essai.source), nombre=nombre)
            trouvees = (trop, *trouvees)
        return Outcome(None, trouvees)

    def _numerotees(self) -> Iterator[Numerotee]:
        """The lines put aside, by their numbers in the file."""
        numero = 1
        ici = self.flux.seek(0)
        for debut, lignes in self.ecartees:
            # The lines before the block are counted, a piece of the file at a time.
            while ici < debut:
                reste = debut - ici
                morceau = self.flux.read(min(BLOC, reste))
                ici += len(morceau)
                numero += morceau.count(b"\n")
            for rang, ligne in lignes:
                yield numero + rang, ligne

"""What answers mean: each critère of a référentiel once a candidate, in words of its scale."""

import re
from collections.abc import Iterator, Sequence

from clea_cli.diagnostics import Diagnostic, Position, court, diagnostic, en_lettres
from clea_cli.diagnostics.proches import plus_proche
from clea_cli.grille import cases_vides
from clea_cli.grille.compte import cellules_cachees
from clea_cli.grille.ecritures import mot_de_reponse, sens_des_mots
from clea_cli.grille.grille import GrilleBrute, Saisie
from clea_cli.grille.mots_des_fautes import ONGLETS, TOUT, admis, resumer
from clea_cli.grille.reconnaitre import deux_manieres
from clea_cli.referentiel.referentiel import Referentiel, Resultat
from clea_cli.sorties.mots import compte, premiers
from clea_cli.sources.cellules import Cellule
from clea_cli.sources.mots import INVISIBLE

_EVALUES = (Resultat.ACQUIS, Resultat.NON_ACQUIS)
_DATE = re.compile(  # « 01/02/2003 », « 2003-02-01 », « 1-janv. »; never « 2-1-1 »
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}( .*)?|\d{4}[/-]\d{1,2}[/-]\d{1,2}( .*)?|\d{2}/\d{2}/\d{2}"
    r"|\d{1,2}[-. ][^\W\d]{3,9}\.?([-. ]\d{2,4})?"
)
_CELLULES_NOMMEES = 5


class ReponsesDeCandidat:
    """The answers of one candidate while they are gathered.

    `acquis` and `possibles` are the bit sets of a `Grille`; `vus` holds the cell that named each
    rank of critère.
    """

    __slots__ = ("acquis", "candidat", "non", "oui", "possibles", "vus")

    def __init__(self, candidat: Cellule | None) -> None:
        """Start with no answer; `candidat` None: the file does not name them."""
        self.candidat = candidat
        self.acquis = 0
        self.possibles = 0
        self.oui: dict[str, Cellule] = {}  # each word that says yes, at its first cell
        self.non = False  # whether some word says no
        self.vus: dict[int, Cellule] = {}

    def nom(self, sans_nom: str) -> str:
        """The reference as it was first written; `sans_nom` for one whom the file does not name."""
        return self.candidat.valeur if self.candidat else sans_nom

    def noter(self, rang: int, cellule: Cellule | None, resultat: Resultat | None) -> None:
        """Keep the answer to the critère of that rank; None may be anything."""
        if resultat is Resultat.NON_ACQUIS:
            self.non = True
            return
        self.possibles |= 1 << rang
        if resultat is Resultat.ACQUIS:
            self.acquis |= 1 << rang
            if cellule:
                self.oui.setdefault(cellule.valeur, cellule)


class VerificationDeGrille:
    """One grille against one référentiel; the faults are gathered, and every line is looked at."""

    def __init__(self, referentiel: Referentiel, brute: GrilleBrute) -> None:
        """Prepare what the codes and the words of a référentiel mean."""
        self.referentiel = referentiel
        self.brute = brute
        self.fautes: list[Diagnostic] = []
        # The bit of each critère in a grille.
        self.rangs: dict[str, int] = {}
        for rang, critere in enumerate(referentiel.criteres):
            self.rangs[critere.code] = rang
        self.sens = sens_des_mots(referentiel)
        self.a_preciser = set(map(mot_de_reponse, referentiel.a_preciser))
        self.zeros: list[Cellule] = []  # the cells that answer 0
        # Whether « acquis » or « non acquis » is written somewhere, by whatever word.
        self.en_mots = False
        self.niveaux: dict[str, str] = {}  # « domaine » or « sous-domaine », by code
        for domaine in referentiel.domaines:
            self.niveaux[domaine.code] = "domaine"
        for sous_domaine in referentiel.sous_domaines:
            self.niveaux[sous_domaine.code] = "sous-domaine"

    def _faute(self, code: str, cellule: Cellule, /, **faits: object) -> None:
        ici = cellule.position(self.brute.source)
        self.fautes.append(diagnostic(code, ici, **faits))

    # One answer after the other

    def candidats(self) -> list[ReponsesDeCandidat]:
        """Gather the answers by candidate, whatever the way of writing a reference.

        Errors: F111, F201-F204, F208, F216, F343, F344.
        """
        reponses: dict[str, ReponsesDeCandidat] = {}
        for saisie in self.brute.saisies:
            reference = saisie.reference
            if reference not in reponses:
                reponses[reference] = ReponsesDeCandidat(saisie.candidat)
            self._noter(saisie, reponses[reference])
        return list(reponses.values())

    def _noter(self, saisie: Saisie, reponses: ReponsesDeCandidat) -> None:
        code = saisie.critere.valeur
        abime = _cache(code)
        visible = INVISIBLE.sub("", code) if abime else code
        rang = self.rangs.get(visible)
        if rang is None:
            self._sans_critere(saisie)
            return
        if abime:
            self._faute("F111", saisie.critere)
        if rang in reponses.vus:
            premiere = reponses.vus[rang]
            self._faute("F202", saisie.critere, critere=code, premiere=premiere.nom)
            return
        reponses.vus[rang] = saisie.critere
        resultat = self._resultat(saisie.resultat, code)
        reponses.noter(rang, saisie.resultat, resultat)

    def _resultat(self, cellule: Cellule | None, critere: str) -> Resultat | None:
        if cellule is None:
            return None
        if not cellule.valeur:
            vide = cases_vides.faute(self.brute.tableau, cellule, critere)
            self.fautes.append(vide)
            return None
        mot = mot_de_reponse(cellule.valeur)
        resultat = self.sens.get(mot)
        # A 0 means nothing by itself: it depends on what the whole file answers with.
        if mot == "0":
            self.zeros.append(cellule)
        elif mot != "1" and resultat in _EVALUES:
            self.en_mots = True
        if _cache(cellule.valeur):
            self._faute("F111", cellule)
        elif resultat is None:
            self._reponse_inconnue(cellule, mot)
        return resultat

    def _reponse_inconnue(self, cellule: Cellule, mot: str) -> None:
        dite = court(cellule.valeur)
        if mot in self.a_preciser:
            self._faute("F216", cellule, valeur=dite)
        else:
            reponses = admis(self.referentiel, mot)
            self._faute("F203", cellule, valeur=dite, admis=reponses)

    def _sans_critere(self, saisie: Saisie) -> None:
        """A line of title (a domaine, a sous-domaine) is welcome as long as it claims no result."""
        code = saisie.critere.valeur
        niveau = self.niveaux.get(code)
        if niveau is None:
            faits = {
                "valeur": court(code),
                "referentiel": self.referentiel.id,
                "conseil": self._conseil(code),
            }
            self._faute("F201", saisie.critere, **faits)
        elif saisie.resultat and saisie.resultat.valeur:
            self._faute("F208", saisie.resultat, code=code, niveau=niveau)

    def _conseil(self, code: str) -> str:
        if _DATE.fullmatch(code):
            return (
                "le tableur a fait une date de ce code : mettez la colonne au format Texte, "
                "puis retapez le code."
            )
        proche = plus_proche(code, self.rangs)
        commande = f"clea referentiel afficher {self.referentiel.id}"
        conseil = f"« {commande} » montre tous les codes."
        if proche:
            conseil = f"vouliez-vous dire « {proche} » ? {conseil}"
        return conseil

    # All answers together

    def onglets_meles(self) -> bool:
        """Say whether two sheets speak of one domaine. Error: F123.

        A copy or somebody else's must not complete a grille.
        """
        feuilles = {saisie.critere.feuille for saisie in self.brute.saisies}
        if len(feuilles) < 2:
            return False
        domaines: dict[str, str] = {}
        for domaine in self.referentiel.domaines:
            for critere in domaine.criteres:
                domaines[critere.code] = domaine.code
        # The first cell that speaks of each domaine.
        premieres: dict[str, Cellule] = {}
        for saisie in self.brute.saisies:
            ici = saisie.critere
            code = domaines.get(ici.valeur)
            if code is None:
                continue
            premiere = premieres.setdefault(code, ici)
            if premiere.feuille != ici.feuille:
                self._faute("F123", ici, a=premiere.feuille, b=ici.feuille, domaine=code)
                return True
        return False

    def completer(self, reponses: Sequence[ReponsesDeCandidat]) -> None:
        """Say which critères the candidates lack. Error: F205.

        Each at their cell, or once for the file if all lack the same.
        """
        fichier = Position(self.brute.source)
        absents = [self._codes_absents(une) for une in reponses]
        if len(set(absents)) == 1:
            self._absents(absents[0], fichier)
            return
        for codes, une in zip(absents, reponses, strict=True):
            ici = fichier
            if une.candidat:
                ici = une.candidat.position(self.brute.source)
            self._absents(codes, ici)

    def _codes_absents(self, reponses: ReponsesDeCandidat) -> tuple[str, ...]:
        return tuple(code for code, rang in self.rangs.items() if rang not in reponses.vus)

    def _absents(self, codes: tuple[str, ...], position: Position) -> None:
        if not codes:
            return
        resumes = list(resumer(self.referentiel.domaines, set(codes)))
        # Of a CSV, whole domaines alone are missing: a workbook with a sheet a domaine was saved
        # as one.
        en_csv = bool(self.brute.tableau.lecture.separateur)
        d_un_onglet = en_csv and all(resume.startswith(TOUT) for resume in resumes)
        faute = diagnostic(
            "F205",
            position,
            nombre=compte(len(codes), "critère"),
            criteres=en_lettres(resumes),
            avant=ONGLETS if d_un_onglet else "",
        )
        self.fautes.append(faute)

    def zeros_parmi_des_mots(self) -> None:
        """A 0 where all answer in words is what a spreadsheet shows of a link to an empty cell.

        Error: F213.
        """
        if not self.en_mots:
            return
        for cellule in self.zeros:
            self._faute("F213", cellule)

    def conventions(self, reponses: Sequence[ReponsesDeCandidat]) -> None:
        """Refuse two ways of saying yes of which one may be meant as no, where nothing says no.

        For each candidate, and for all of a file: one may have only the first, another only the
        second. Error: F215.
        """
        # 1. Each candidate who has nothing that says no.
        ensembles = [une.oui for une in reponses if not une.non]
        # 2. All of them together, if nobody has.
        if len(reponses) > 1 and len(ensembles) == len(reponses):
            tous: dict[str, Cellule] = {}
            for une in reponses:
                tous |= une.oui
            ensembles.append(tous)
        for oui in ensembles:
            if paire := deux_manieres(oui):
                un, autre = paire
                self._faute("F215", oui[autre], un=un, autre=autre)
                return
        # 3. Of ticks, a column says yes or no; but o may be an empty box.
        for lue in self.brute.lues:
            autres = lue.coches.keys() - {"o", "oui"}
            if "o" in lue.coches and autres:
                premiere = lue.coches["o"]
                self._faute("F215", premiere, un=min(autres), autre="o")

    def cachees(self) -> Iterator[Diagnostic]:
        """Tell that answers are hidden. Warning: F131."""
        trouvees = list(cellules_cachees(self.brute))
        if not trouvees:
            return
        ou = trouvees[0].position(self.brute.source)
        noms = [cellule.nom for cellule in trouvees]
        cellules = premiers(noms, _CELLULES_NOMMEES)
        yield diagnostic("F131", ou, nombre=len(trouvees), cellules=cellules)

    def finir(self) -> None:
        """A file cut in its last word may have lost the rest of it. Error: F116.

        « Non » of « non évalué », half a reference.
        """
        tableau = self.brute.tableau
        if tableau.terminee:
            return
        saisie = self.brute.saisies[-1]
        derniere_partie = tableau.parties[-1]
        derniere = derniere_partie.feuille.lignes[-1]
        fin = derniere.cellule(len(derniere.valeurs) - 1)
        # Half a reference is somebody else's.
        coupee = fin == saisie.candidat
        if fin == saisie.resultat:
            coupee = self._peut_continuer(mot_de_reponse(fin.valeur))
        if coupee:
            self._faute("F116", fin)

    def _peut_continuer(self, mot: str) -> bool:
        """Whether a word is the beginning of another one that means something else."""
        ici = self.sens.get(mot)
        autres = [autre for autre, sens in self.sens.items() if sens is not ici]
        return any(autre.startswith(mot) for autre in autres)


def _cache(texte: str) -> bool:
    """Whether a code or an answer holds an invisible character."""
    return not texte.isascii() and INVISIBLE.search(texte) is not None

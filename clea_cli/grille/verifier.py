"""What a grille must mean for its référentiel: each critère once a candidate, each answer one of the scale's."""

import re
from collections.abc import Iterable, Iterator, Sequence

from clea_cli.diagnostics import (
    Diagnostic,
    Outcome,
    Position,
    court,
    diagnostic,
    en_lettres,
    refuse,
)
from clea_cli.diagnostics.proches import plus_proche
from clea_cli.grille import cases_vides
from clea_cli.grille import verifier_libelles as libelles
from clea_cli.grille.compte import cellules_cachees
from clea_cli.grille.compte import fautes as fautes_a_cote
from clea_cli.grille.ecritures import mot_de_reponse, sens_des_mots
from clea_cli.grille.grille import Grille, GrilleBrute, Saisie
from clea_cli.grille.mots_des_fautes import ONGLETS, TOUT, admis, resumer
from clea_cli.grille.reconnaitre import deux_manieres
from clea_cli.grille.reprise import filiation, precedente, reprendre
from clea_cli.referentiel.referentiel import Referentiel, Resultat, Succession
from clea_cli.sorties.mots import premiers
from clea_cli.sources.cellules import Cellule
from clea_cli.sources.mots import INVISIBLE, forme_comparable, reference_comparable

_EVALUES = (Resultat.ACQUIS, Resultat.NON_ACQUIS)
_DATE = re.compile(  # « 01/02/2003 », « 2003-02-01 », « 1-janv. »; never « 2-1-1 »
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}( .*)?|\d{4}[/-]\d{1,2}[/-]\d{1,2}( .*)?|\d{2}/\d{2}/\d{2}"
    r"|\d{1,2}[-. ][^\W\d]{3,9}\.?([-. ]\d{2,4})?"
)


class _Reponses:
    """The answers of one candidate while they are gathered; `vus` holds the cell that named each rank of critère."""

    __slots__ = ("acquis", "candidat", "non", "oui", "possibles", "vus")

    def __init__(self, candidat: Cellule | None) -> None:
        self.candidat = candidat
        self.acquis = 0
        self.possibles = 0
        self.oui: dict[str, Cellule] = {}  # each word that says yes, at its first cell
        self.non = False  # whether some word says no
        self.vus: dict[int, Cellule] = {}

    def nom(self, sans_nom: str) -> str:
        """The reference as it was first written; `sans_nom` for the candidate whom the file does not name."""
        return self.candidat.valeur if self.candidat else sans_nom


class _Verification:
    """One grille against one référentiel; the faults are gathered, and every line is looked at."""

    def __init__(self, referentiel: Referentiel, brute: GrilleBrute) -> None:
        self.referentiel = referentiel
        self.brute = brute
        self.fautes: list[Diagnostic] = []
        self.rangs = {critere.code: rang for rang, critere in enumerate(referentiel.criteres)}
        self.sens = sens_des_mots(referentiel)
        self.a_preciser = set(map(mot_de_reponse, referentiel.a_preciser))
        self.zeros: list[Cellule] = []
        self.en_mots = (
            False  # whether « acquis » or « non acquis » is written somewhere, by whatever word
        )
        self.niveaux = dict.fromkeys((d.code for d in referentiel.domaines), "domaine")
        self.niveaux |= dict.fromkeys((sd.code for sd in referentiel.sous_domaines), "sous-domaine")

    def faute(self, code: str, cellule: Cellule, /, **faits: object) -> None:
        self.fautes.append(diagnostic(code, cellule.position(self.brute.source), **faits))

    def candidats(self) -> list[_Reponses]:
        """Gather the answers by candidate, whatever the way of writing a reference."""
        reponses: dict[str, _Reponses] = {}
        for saisie in self.brute.saisies:
            reference = reference_comparable(saisie.candidat.valeur) if saisie.candidat else ""
            if reference not in reponses:
                reponses[reference] = _Reponses(saisie.candidat)
            self._noter(saisie, reponses[reference])
        return list(reponses.values())

    def _noter(self, saisie: Saisie, reponses: _Reponses) -> None:
        code = saisie.critere.valeur
        cache = _cache(code)
        rang = self.rangs.get(INVISIBLE.sub("", code) if cache else code)
        if rang is None:
            return self._sans_critere(saisie)
        if cache:
            self.faute("F111", saisie.critere)
        if rang in reponses.vus:
            return self.faute("F202", saisie.critere, critere=code, premiere=reponses.vus[rang].nom)
        reponses.vus[rang] = saisie.critere
        resultat = self._resultat(saisie.resultat, code)
        if resultat is Resultat.ACQUIS:
            reponses.acquis |= 1 << rang
            if saisie.resultat:
                reponses.oui.setdefault(saisie.resultat.valeur, saisie.resultat)
        elif resultat is Resultat.NON_ACQUIS:
            reponses.non = True
        if resultat is not Resultat.NON_ACQUIS:
            reponses.possibles |= 1 << rang
        return None

    def _resultat(self, cellule: Cellule | None, critere: str) -> Resultat | None:
        if cellule is None:
            return None
        if not cellule.valeur:
            self.fautes.append(cases_vides.faute(self.brute.tableau, cellule, critere))
            return None
        mot = mot_de_reponse(cellule.valeur)
        resultat = self.sens.get(mot)
        if mot == "0":
            self.zeros.append(cellule)
        elif mot != "1" and resultat in _EVALUES:
            self.en_mots = True
        if _cache(cellule.valeur):
            self.faute("F111", cellule)
        elif resultat is None and mot in self.a_preciser:
            self.faute("F216", cellule, valeur=court(cellule.valeur))
        elif resultat is None:
            self.faute(
                "F203", cellule, valeur=court(cellule.valeur), admis=admis(self.referentiel, mot)
            )
        return resultat

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
            self.faute("F201", saisie.critere, **faits)
        elif saisie.resultat and saisie.resultat.valeur:
            self.faute("F208", saisie.resultat, code=code, niveau=niveau)

    def _conseil(self, code: str) -> str:
        if _DATE.fullmatch(code):
            return "le tableur a fait une date de ce code : mettez la colonne au format Texte, puis retapez le code."
        proche = plus_proche(code, self.rangs)
        suggestion = f"vouliez-vous dire « {proche} » ? " if proche else ""
        return f"{suggestion}« clea referentiel afficher {self.referentiel.id} » montre tous les codes."

    def onglets_meles(self) -> bool:
        """Say whether two sheets speak of one domaine: a copy or somebody else's must not complete a grille."""
        if len({saisie.critere.feuille for saisie in self.brute.saisies}) < 2:
            return False
        domaines = {
            critere.code: domaine.code
            for domaine in self.referentiel.domaines
            for critere in domaine.criteres
        }
        premieres: dict[str, Cellule] = {}
        for saisie in self.brute.saisies:
            domaine = domaines.get(saisie.critere.valeur)
            if domaine is None:
                continue
            premiere = premieres.setdefault(domaine, saisie.critere)
            if premiere.feuille != saisie.critere.feuille:
                faits = {"a": premiere.feuille, "b": saisie.critere.feuille, "domaine": domaine}
                self.faute("F123", saisie.critere, **faits)
                return True
        return False

    def completer(self, reponses: Sequence[_Reponses]) -> None:
        """Say which critères the candidates lack: each at their cell, or once for the file if all lack the same."""
        absents = [
            tuple(code for code, rang in self.rangs.items() if rang not in r.vus) for r in reponses
        ]
        if len(set(absents)) == 1:
            self._absents(absents[0], Position(self.brute.source))
            return
        for codes, candidat in zip(absents, (r.candidat for r in reponses), strict=True):
            self._absents(
                codes,
                candidat.position(self.brute.source) if candidat else Position(self.brute.source),
            )

    def _absents(self, codes: tuple[str, ...], position: Position) -> None:
        if codes:
            nombre = f"{len(codes)} critère{'s' if len(codes) > 1 else ''}"
            resumes = list(resumer(self.referentiel.domaines, set(codes)))
            # Whole domaines alone are missing of a CSV: a workbook with a sheet a domaine was saved as one.
            d_un_onglet = self.brute.tableau.lecture.separateur and all(
                un.startswith(TOUT) for un in resumes
            )
            faits = {
                "nombre": nombre,
                "criteres": en_lettres(resumes),
                "avant": ONGLETS if d_un_onglet else "",
            }
            self.fautes.append(diagnostic("F205", position, **faits))

    def zeros_parmi_des_mots(self) -> None:
        """A 0 where all answer in words is what a spreadsheet shows of a link to an empty cell."""
        for cellule in self.zeros if self.en_mots else ():
            self.faute("F213", cellule)

    def conventions(self, reponses: Iterable[_Reponses]) -> None:
        """Refuse two ways of saying yes of which one may be meant as no, where nothing says no. Error: F215.

        For each candidate, and for all of a file: one may have only the first, another only the second.
        """
        reponses = list(reponses)
        ensembles = [une.oui for une in reponses if not une.non]
        if len(reponses) > 1 and not any(une.non for une in reponses):
            ensembles.append({mot: cellule for une in reponses for mot, cellule in une.oui.items()})
        for oui in ensembles:
            if paire := deux_manieres(oui):
                self.faute("F215", oui[paire[1]], un=paire[0], autre=paire[1])
                return
        # Of ticks, a column says yes or no; but o may be an empty box.
        for lue in self.brute.lues:
            autres = lue.coches.keys() - {"o", "oui"}
            if "o" in lue.coches and autres:
                self.faute("F215", lue.coches["o"], un=min(autres), autre="o")

    def cachees(self) -> Iterator[Diagnostic]:
        """Tell that answers are hidden. Warning: F131."""
        trouvees = list(cellules_cachees(self.brute))
        if trouvees:
            ou = trouvees[0].position(self.brute.source)
            yield diagnostic(
                "F131",
                ou,
                nombre=len(trouvees),
                cellules=premiers([une.nom for une in trouvees], 5),
            )

    def finir(self) -> None:
        """A file cut in its last word may have lost the rest of it: « non » of « non évalué », half a reference."""
        tableau, saisie = self.brute.tableau, self.brute.saisies[-1]
        derniere = tableau.parties[-1].feuille.lignes[-1]
        fin = derniere.cellule(len(derniere.valeurs) - 1)
        if tableau.terminee:
            return
        mot = mot_de_reponse(fin.valeur)
        ambigu = any(
            autre.startswith(mot) and sens is not self.sens.get(mot)
            for autre, sens in self.sens.items()
        )
        if fin == saisie.candidat or (fin == saisie.resultat and ambigu):
            self.faute("F116", fin)


def grilles(
    referentiel: Referentiel, brute: GrilleBrute, sans_nom: str
) -> Outcome[tuple[Grille, ...]]:
    """Give each candidate's answers their meaning; `sans_nom` names the candidate whom the file does not name.

    A grille of the version before is read by its own codes, then carried over to this one.
    Errors: F111, F116, F123-F125, F127, F128, F130, F143, F201-F205, F208, F213, F215, F216, F301,
    F302, F343, F344.
    Warnings: F129, F131, F306.
    A file with any fault gives no grille at all.
    """
    nom, version = brute.preambule.get("referentiel"), brute.preambule.get("version")
    if nom and forme_comparable(nom.valeur) not in map(
        forme_comparable, (referentiel.id, referentiel.libelle)
    ):
        conseil = f"calculez-la à part, avec --referentiel et le nom ou le fichier de « {court(nom.valeur)} »."
        faits = {"grille": court(nom.valeur), "referentiel": referentiel.id, "conseil": conseil}
        return Outcome(None, (diagnostic("F301", nom.position(brute.source), **faits),))
    if version is None or version_dite(version.valeur) == referentiel.version:
        return _grilles(referentiel, brute, sans_nom)
    if referentiel.succede and version_dite(version.valeur) == referentiel.succede.version:
        return _reprises(referentiel, referentiel.succede, brute, sans_nom, version)
    faits = {"grille": court(version.valeur), "id": referentiel.id, "version": referentiel.version}
    return Outcome(None, (diagnostic("F302", version.position(brute.source), **faits),))


def _reprises(
    referentiel: Referentiel,
    succede: Succession,
    brute: GrilleBrute,
    sans_nom: str,
    version: Cellule,
) -> Outcome[tuple[Grille, ...]]:
    ancien, liens = precedente(referentiel, succede), filiation(referentiel)
    lues = _grilles(ancien, brute, sans_nom)
    if lues.value is None:
        return lues
    reprises = [reprendre(referentiel, liens, ancien, grille) for grille in lues.value]
    codes = dict.fromkeys(code for r in reprises for code in (*r.a_reevaluer, *r.nouveaux))
    suite = (
        f"à évaluer de nouveau : {', '.join(codes)}" if codes else "rien n'est à évaluer de nouveau"
    )
    faits = {"grille": court(version.valeur), "version": referentiel.version, "suite": suite}
    avis = diagnostic("F306", version.position(brute.source), **faits)
    return Outcome(tuple(reprise.grille for reprise in reprises), (*lues.diagnostics, avis))


def _grilles(
    referentiel: Referentiel, brute: GrilleBrute, sans_nom: str
) -> Outcome[tuple[Grille, ...]]:
    verification = _Verification(referentiel, brute)
    if verification.onglets_meles():
        return Outcome(None, tuple(verification.fautes))
    reponses = verification.candidats()
    if brute.entiere:
        verification.completer(reponses)
    verification.zeros_parmi_des_mots()
    verification.conventions(reponses)
    verification.finir()
    # What is not an answer is looked at too: it may answer otherwise.
    autour = [
        *fautes_a_cote(brute, referentiel, verification.sens),
        *libelles.verifier(brute, referentiel),
    ]
    trouvees = tuple(dict.fromkeys((*verification.fautes, *autour, *verification.cachees())))
    if refuse(trouvees):
        return Outcome(None, trouvees)
    return Outcome(
        tuple(Grille(r.nom(sans_nom), r.acquis, r.possibles) for r in reponses), trouvees
    )


def _cache(texte: str) -> bool:
    """Whether a code or an answer holds an invisible character."""
    return not texte.isascii() and INVISIBLE.search(texte) is not None


def version_dite(ecrite: str) -> str:
    """A version as a person may write it: « V2020,1 (mars 2020) » is 2020.1."""
    premier = ecrite.split()[0] if ecrite.split() else ""
    return premier.lstrip("vV").replace(",", ".")

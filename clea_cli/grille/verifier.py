"""What a grille must mean for its référentiel, once read: for whom it was filled, what it answers.

A grille of the version before is read by its own codes, then carried over to this one.
"""

from clea_cli.diagnostics import Diagnostic, Outcome, court, diagnostic, refuse
from clea_cli.grille import verifier_libelles as libelles
from clea_cli.grille.compte import fautes as fautes_a_cote
from clea_cli.grille.grille import Grille, GrilleBrute
from clea_cli.grille.reprise import Reprise, filiation, precedente, reprendre
from clea_cli.grille.verifier_reponses import VerificationDeGrille
from clea_cli.referentiel.referentiel import Referentiel, Succession
from clea_cli.sources.cellules import Cellule
from clea_cli.sources.mots import forme_comparable


def grilles(
    referentiel: Referentiel, brute: GrilleBrute, sans_nom: str
) -> Outcome[tuple[Grille, ...]]:
    """Give each candidate's answers their meaning; `sans_nom` is one whom the file does not name.

    Errors: F111, F116, F123-F125, F127, F128, F130, F143, F201-F205, F208, F213, F215, F216, F301,
    F302, F343, F344.
    Warnings: F129, F131, F306.
    A file with any fault gives no grille at all.
    """
    nom = brute.preambule.get("referentiel")
    if nom and not _nomme(referentiel, nom.valeur):
        autre = _autre_referentiel(referentiel, nom, brute.source)
        return Outcome(None, (autre,))
    version = brute.preambule.get("version")
    if version is None:
        return _grilles(referentiel, brute, sans_nom)
    dite = version_dite(version.valeur)
    if dite == referentiel.version:
        return _grilles(referentiel, brute, sans_nom)
    succede = referentiel.succede
    if succede and dite == succede.version:
        return _reprises(referentiel, succede, brute, sans_nom, version)
    autre = _autre_version(referentiel, version, brute.source)
    return Outcome(None, (autre,))


def _nomme(referentiel: Referentiel, ecrit: str) -> bool:
    """Whether a text names a référentiel, by its id or by its label."""
    noms = (referentiel.id, referentiel.libelle)
    return forme_comparable(ecrit) in map(forme_comparable, noms)


def _autre_referentiel(referentiel: Referentiel, nom: Cellule, source: str) -> Diagnostic:
    dit = court(nom.valeur)
    return diagnostic(
        "F301",
        nom.position(source),
        grille=dit,
        referentiel=referentiel.id,
        conseil=f"calculez-la à part, avec --referentiel et le nom ou le fichier de « {dit} ».",
    )


def _autre_version(referentiel: Referentiel, version: Cellule, source: str) -> Diagnostic:
    return diagnostic(
        "F302",
        version.position(source),
        grille=court(version.valeur),
        id=referentiel.id,
        version=referentiel.version,
    )


def _reprises(
    referentiel: Referentiel,
    succede: Succession,
    brute: GrilleBrute,
    sans_nom: str,
    version: Cellule,
) -> Outcome[tuple[Grille, ...]]:
    """Read a grille by the codes of the version before, and carry it over. Warning: F306."""
    ancien = precedente(referentiel, succede)
    liens = filiation(referentiel)
    lues = _grilles(ancien, brute, sans_nom)
    if lues.value is None:
        return lues
    reprises = [reprendre(referentiel, liens, ancien, grille) for grille in lues.value]
    avis = diagnostic(
        "F306",
        version.position(brute.source),
        grille=court(version.valeur),
        version=referentiel.version,
        suite=_suite(reprises),
    )
    reprises_seules = tuple(reprise.grille for reprise in reprises)
    return Outcome(reprises_seules, (*lues.diagnostics, avis))


def _suite(reprises: list[Reprise]) -> str:
    """What is left to evaluate, of all candidates together, each code once."""
    codes: dict[str, None] = {}
    for reprise in reprises:
        a_evaluer = (*reprise.a_reevaluer, *reprise.nouveaux)
        codes |= dict.fromkeys(a_evaluer)
    if not codes:
        return "rien n'est à évaluer de nouveau"
    dits = ", ".join(codes)
    return f"à évaluer de nouveau : {dits}"


def _grilles(
    referentiel: Referentiel, brute: GrilleBrute, sans_nom: str
) -> Outcome[tuple[Grille, ...]]:
    # Two sheets of one domaine: every critère would be told twice, and that is one fault.
    verification = VerificationDeGrille(referentiel, brute)
    if verification.onglets_meles():
        return Outcome(None, tuple(verification.fautes))
    # 1. The answers, and those that are missing.
    reponses = verification.candidats()
    if brute.entiere:
        verification.completer(reponses)
    # 2. What the answers say together.
    verification.zeros_parmi_des_mots()
    verification.conventions(reponses)
    verification.finir()
    # 3. What is not an answer is looked at too: it may answer otherwise.
    trouvees = [
        *verification.fautes,
        *fautes_a_cote(brute, referentiel, verification.sens),
        *libelles.verifier(brute, referentiel),
        *verification.cachees(),
    ]
    # Where candidates stand across, one cell is at fault for each of them, and told once.
    diagnostics = tuple(dict.fromkeys(trouvees))
    if refuse(diagnostics):
        return Outcome(None, diagnostics)
    grilles = []
    for une in reponses:
        nom = une.nom(sans_nom)
        grilles.append(Grille(nom, une.acquis, une.possibles))
    return Outcome(tuple(grilles), diagnostics)


def version_dite(ecrite: str) -> str:
    """A version as a person may write it: « V2020,1 (mars 2020) » is 2020.1."""
    mots = ecrite.split()
    premier = mots[0] if mots else ""
    return premier.lstrip("vV").replace(",", ".")

"""Make sure of a référentiel: how it is written, what it means, what its own examples say of it."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from clea_cli.decision.decision import Bareme, bareme, decide
from clea_cli.decision.mots import VERDICTS
from clea_cli.decision.mots_explications import explications
from clea_cli.decision.verification_contexte import Charger, examiner_contexte
from clea_cli.decision.verification_homonymes import Homonymes
from clea_cli.diagnostics import (
    Diagnostic,
    Gravite,
    Outcome,
    conclure,
    court,
    diagnostic,
    strictement,
)
from clea_cli.grille.grille import Grille
from clea_cli.referentiel import verifier_ecriture
from clea_cli.referentiel.lire import construire
from clea_cli.referentiel.lire_contexte import est_un_contexte
from clea_cli.referentiel.livres import DOSSIER
from clea_cli.referentiel.modele import ReferentielModele
from clea_cli.referentiel.referentiel import Exemple, Referentiel, Resultat
from clea_cli.referentiel.verifier import Examen, anciennes, examiner_sens
from clea_cli.sources import fichiers
from clea_cli.sources.bornes import YAML_OCTETS_MAX
from clea_cli.sources.forme import reparer
from clea_cli.sources.texte import Chemin, Constat, TexteLu
from clea_cli.sources.yaml_source import lire

_SCHEMA = "clea/referentiel"
_PROPRES = frozenset({"domaines", "regles", "echelle"})  # the keys that only a référentiel has


class Verification(NamedTuple):
    """A file that was verified: what it gives (None: it is refused), its text to quote, its faults.

    `etrangere`: it was found in a folder, and is no référentiel at all.
    """

    source: str
    texte: str
    referentiel: Referentiel | None
    diagnostics: tuple[Diagnostic, ...]
    etrangere: bool = False


def verifier_tous(
    chemins: Sequence[str], charger: Charger, aujourdhui: date, *, strict: bool = False
) -> Iterator[Verification]:
    """Verify files, and the YAML files of folders; without any, the référentiels that ship."""
    homonymes = Homonymes()
    for chemin in chemins or [str(DOSSIER)]:
        trouves = fichiers.deplier(chemin)
        if trouves.value is None:
            yield Verification(chemin, "", None, trouves.diagnostics)
        for fichier in trouves.value or ():
            contenu = fichiers.lire(fichier, YAML_OCTETS_MAX)
            if contenu.value is None:
                yield Verification(fichier, "", None, contenu.diagnostics)
                continue
            verifie = verifier(contenu.value, fichier, charger, aujourdhui)
            # One that is refused decides nothing: no other can be taken for it.
            if verifie.value is not None:
                doublons = homonymes.fautes(verifie.value, contenu.value, fichier, chemin)
                fautes = [*verifie.diagnostics, *doublons]
                verifie = Outcome(verifie.value, _par_place(fautes))
            # A folder may hold other files; one that was named was meant.
            codes = [faute.code for faute in verifie.diagnostics]
            etrangere = codes == ["R620"] and fichier != chemin
            verifiee = _verifie(fichier, contenu.value, verifie, strict=strict)
            yield verifiee._replace(etrangere=etrangere)


def _verifie(
    source: str, contenu: bytes, verifie: Outcome[Referentiel], *, strict: bool
) -> Verification:
    fautes = verifie.diagnostics
    if strict:
        fautes = strictement(fautes)
    conclu = conclure(verifie.value, fautes)
    # To be quoted: what is no letter is shown as one that is missing.
    texte = contenu.decode("utf-8-sig", "replace")
    return Verification(source, texte, conclu.value, fautes)


def verifier(
    contenu: bytes, source: str, charger: Charger, aujourdhui: date | None = None
) -> Outcome[Referentiel]:
    """Verify a référentiel wholly: its YAML, its shape, its meaning, its examples.

    Each fault is told, and told once, in the file's order. A contexte gives its base, which
    `charger` finds, seen through it. `aujourdhui` is what the age of the rules is counted from
    (None: it is not).
    """
    compris = comprendre(contenu, source, charger, aujourdhui)
    if compris.value is None:
        return compris
    return conclure(compris.value, compris.diagnostics)


def comprendre(
    contenu: bytes, source: str, charger: Charger, aujourdhui: date | None = None
) -> Outcome[Referentiel]:
    """The same, and what could be understood even where an error refuses it: to look at only."""
    lu = lire(contenu, source)
    document = lu.value
    if document is None:
        return lu.refus()
    ecriture = tuple(verifier_ecriture.fautes(document))
    if est_un_contexte(document.racine):
        vu = examiner_contexte(document, charger)
        suite = (*ecriture, *vu.diagnostics)
        return Outcome(vu.value, _en_ordre(lu.diagnostics, suite))
    motif = _autre_fichier(document.racine)
    if motif:
        ici = document.position(("schema",))
        autre = diagnostic("R620", ici, motif=motif)
        return Outcome(None, (*lu.diagnostics, autre))
    forme = reparer(ReferentielModele, document)
    # What a second document took away is not missing.
    coupe = any(faute.code == "R104" for faute in lu.diagnostics)
    autres = list(forme.fautes)
    if coupe:
        autres = [faute for faute in autres if faute.code != "R202"]
    # Of a file that was cut, or whose root is lost, nothing more is looked at.
    if len(autres) < len(forme.fautes) or () in forme.perdus:
        return Outcome(None, _en_ordre(lu.diagnostics, autres))
    empreinte = hashlib.sha256(contenu).hexdigest()
    referentiel = construire(document.racine, empreinte)
    texte = TexteLu(document.position, forme.perdus, document.valeur)
    examen = examiner_sens(referentiel, texte)
    constats = [*examen.constats, *_exemples_faux(examen, texte)]
    if aujourdhui is not None:
        constats += anciennes(referentiel, texte, aujourdhui)
    sens = [constat.diagnostic for constat in constats]
    suite = (*ecriture, *forme.fautes, *sens)
    return Outcome(referentiel, _en_ordre(lu.diagnostics, suite))


def _autre_fichier(racine: object) -> str:
    """What a file is that is no référentiel at all; empty if it may be one, be it faulty."""
    if not isinstance(racine, dict) or _PROPRES & racine.keys():
        return ""
    schema = racine.get("schema")
    if isinstance(schema, str) and not schema.startswith(_SCHEMA):
        return f"il dit « schema: {court(schema)} »"
    # One without any key may be one that is begun.
    connues = racine.keys() & ReferentielModele.model_fields.keys()
    return "" if connues or not racine else "il n'en a aucune clé"


def _en_ordre(yaml: Sequence[Diagnostic], suite: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """All faults in the file's order.

    Where the YAML itself is at fault, nothing more is said of that place.
    """
    fautifs = {faute.position for faute in yaml}
    trouvees = list(yaml)
    for faute in suite:
        if faute.position not in fautifs:
            trouvees.append(faute)
    return _par_place(trouvees)


def _par_place(fautes: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(fautes, key=_place))


def _place(faute: Diagnostic) -> tuple[int, int]:
    return faute.position.ligne or 0, faute.position.colonne or 0


def _exemples_faux(examen: Examen, texte: TexteLu) -> Iterator[Constat]:
    """Run the examples that no fault touches, nor their rule, nor the lines of the grid."""
    if not examen.grille_sure:
        return
    referentiel = examen.referentiel
    # The rules and the examples at fault: « regles », 2.
    fautifs: set[Chemin] = set()
    for constat in examen.constats:
        if constat.diagnostic.gravite is Gravite.ERREUR:
            fautifs.add(constat.chemin[:2])

    def touche(liste: str, rang: int) -> bool:
        ici = (liste, rang)
        return ici in fautifs or texte.entame(liste, rang)

    # A rule that is at fault decides no example.
    baremes: dict[str, Bareme] = {}
    for rang, regle in enumerate(referentiel.regles):
        if not touche("regles", rang):
            baremes[regle.id] = bareme(referentiel, regle)
    for rang, exemple in enumerate(referentiel.exemples):
        sa_regle = referentiel.regle(exemple.regle)
        if sa_regle is None or sa_regle.id not in baremes or touche("exemples", rang):
            continue
        grille = _grille(referentiel, exemple)
        decision = decide(baremes[sa_regle.id], grille)
        obtenu, _ = VERDICTS[decision.verdict]
        if obtenu == exemple.verdict:
            continue
        # The sentence of the message has a full stop of its own.
        preuve = " ".join(explications(decision))
        yield texte.constat(
            "R401",
            ("exemples", rang, "verdict"),
            preuve=preuve.rstrip("."),
            libelle=exemple.libelle,
            attendu=exemple.verdict,
            regle=sa_regle.id,
            obtenu=obtenu,
        )


def _grille(referentiel: Referentiel, exemple: Exemple) -> Grille:
    sauf = dict(exemple.sauf)
    reponses: list[Resultat] = []
    for critere in referentiel.criteres:
        reponses.append(sauf.get(critere.code, exemple.defaut))
    return Grille.depuis(exemple.libelle, reponses)

"""What a référentiel must mean, once its shape is right: lines, words, what it announces, cites."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from clea_cli.diagnostics.proches import conseil_proche
from clea_cli.referentiel import verifier_regles, verifier_succession, verifier_suite
from clea_cli.referentiel.echelle import MOTS_PROPRES
from clea_cli.referentiel.faits import Fait, ancien, enregistrement_termine, faits, termine
from clea_cli.referentiel.referentiel import Critere, Etat, Referentiel
from clea_cli.referentiel.verifier_codes import Codes, avec_les_vrais_codes, examiner
from clea_cli.sorties.mots import date_courte
from clea_cli.sources.mots import forme_comparable, mot_comparable
from clea_cli.sources.texte import Chemin, Constat, TexteLu

_COMME_UN_NOMBRE = re.compile(r"[0-9]+([.,][0-9]+)?([eE][0-9]+)?")
_COMME_UNE_DATE = re.compile(
    r"([0-9]{1,2}\.){2}[0-9]{4}"
    r"|(JAN|FEV|MAR|MARS|AVR|MAI|JUIN|JUIL|AOU|SEP|OCT|NOV|DEC)\.?[0-9]+",
    re.I,
)


class Examen(NamedTuple):
    """The faults of meaning of a référentiel; and itself, each line under the code meant for it.

    `grille_sure`: its lines are all there, so that what it decides is what its author meant.
    """

    constats: tuple[Constat, ...]
    referentiel: Referentiel
    grille_sure: bool


def examiner_sens(referentiel: Referentiel, texte: TexteLu) -> Examen:
    """Look at the meaning of a référentiel. Errors: R204, R301-R312, R316-R319, R330.

    Warnings: R313, R314, R329, R621, R622.
    """
    codes = examiner(referentiel, texte)
    constats = [
        *_complet(referentiel, texte),
        *_attendu(referentiel, texte, codes),
        *codes.constats,
        *_codes_de_tableur(texte, codes),
        *_libelles_uniques(texte, codes),
        *_echelle(referentiel, texte),
        *_identifiants_uniques(referentiel, texte),
        *_sources(referentiel, texte, codes),
        *_sources_repetees(referentiel, texte, codes),
        *verifier_regles.fautes(referentiel, texte, codes),
        *verifier_succession.fautes(referentiel, texte, codes),
    ]
    # A line that the counts miss, or a code told to look like a date, makes a gap of itself.
    if not _causes(constats) & {"R303", "R313"}:
        constats += verifier_suite.fautes(referentiel, texte, codes)
    # Nothing is said of what was made up.
    constats = [constat for constat in constats if not texte.perdu(*constat.chemin)]
    # A verdict is what its author meant where all lines, and all their points, are theirs.
    lignes_sures = codes.sans_equivoque and "R303" not in _causes(constats)
    fins_perdues = {perdu[-1:] for perdu in texte.perdus}
    points_perdus = ("points",) in fins_perdues
    grille_sure = lignes_sures and not points_perdus
    corrige = avec_les_vrais_codes(referentiel, codes)
    return Examen(tuple(constats), corrige, grille_sure)


def _causes(constats: Iterable[Constat]) -> set[str]:
    return {constat.diagnostic.code for constat in constats}


def anciennes(referentiel: Referentiel, texte: TexteLu, aujourdhui: date) -> Iterator[Constat]:
    """Look at the days of a référentiel. Errors, of a day to come: R328 (a rule), R332 (a fact).

    Warnings: what nobody has checked for a year (rules R315, other facts R331), what has come to an
    end (R333, R334).
    """
    des_regles = ("R315", "R328")
    for rang, regle in enumerate(referentiel.regles):
        verification = Fait(("regles", rang, "verifie_le"), regle.id, regle.verifie_le)
        yield from _agees(des_regles, verification, texte, aujourdhui, id=regle.id)
        fin = ("regles", rang, "jusqu_a")
        # That an older reading has ended is what it is kept for; the default one decides.
        finie = regle.defaut and termine(regle.jusqu_a, aujourdhui)
        if finie and not texte.perdu(*fin):
            dernier_jour = date_courte(regle.jusqu_a)
            yield texte.constat("R334", fin, id=regle.id, date=dernier_jour)
    des_faits = ("R331", "R332")
    for fait in faits(referentiel):
        yield from _agees(des_faits, fait, texte, aujourdhui, fait=fait.nom)
    fini = enregistrement_termine(referentiel, aujourdhui)
    if fini and not texte.entame("enregistrement"):
        yield texte.constat("R333", ("enregistrement", "numero"), fin=fini)


def _agees(
    causes: tuple[str, str],
    verifie: Fait,
    texte: TexteLu,
    jour: date,
    **faits: object,
) -> Iterator[Constat]:
    """Look at the day of one check; `causes` are those of one too old, of one to come."""
    chemin, _, verifie_le = verifie
    if texte.perdu(*chemin):
        return
    trop_ancien, a_venir = causes
    ecrite = date_courte(verifie_le)
    if ancien(verifie_le, jour):
        yield texte.constat(trop_ancien, chemin, date=ecrite, **faits)
    if date.fromisoformat(verifie_le) > jour:
        yield texte.constat(a_venir, chemin, date=ecrite, **faits)


def _codes_de_tableur(texte: TexteLu, codes: Codes) -> Iterator[Constat]:
    """The codes of critères of which a spreadsheet would make something else."""
    for ligne in codes.lignes:
        if not isinstance(ligne.valeur, Critere):
            continue
        code = ligne.valeur.code
        chemin = ligne.lieu_du_code
        if _COMME_UN_NOMBRE.fullmatch(code):
            yield texte.constat("R313", chemin, code=code, nature="un nombre")
        elif _COMME_UNE_DATE.fullmatch(code):
            yield texte.constat("R313", chemin, code=code, nature="une date")


def _libelles_uniques(texte: TexteLu, codes: Codes) -> Iterator[Constat]:
    """Labels are compared among lines of one level."""
    premiers: dict[tuple[type, str], Chemin] = {}
    for ligne in codes.lignes:
        chemin = (*ligne.chemin, "libelle")
        if texte.perdu(*chemin):
            continue
        forme = forme_comparable(ligne.valeur.libelle)
        niveau = type(ligne.valeur)
        premier = premiers.setdefault((niveau, forme), chemin)
        if premier is not chemin:
            sa_ligne = premier[:-1]
            autre = codes.vrais[sa_ligne]
            premiere = texte.ligne(premier)
            yield texte.constat("R314", chemin, autre=autre, premiere=premiere)


def _attendu(referentiel: Referentiel, texte: TexteLu, codes: Codes) -> Iterator[Constat]:
    """How many lines of each level the file announces."""
    if not referentiel.domaines or codes.amputes:
        return
    trouves = {
        "domaines": (len(referentiel.domaines), "domaines"),
        "sous_domaines": (referentiel.nombre_de_sous_domaines, "sous-domaines"),
        "criteres": (referentiel.nombre_de_criteres, "critères"),
    }
    # Only what the file announces is held against what it has.
    for cle, attendu in referentiel.attendu.items():
        trouve, niveau = trouves[cle]
        if attendu != trouve:
            faits = {"attendu": attendu, "niveau": niveau, "trouve": trouve}
            yield texte.constat("R303", ("attendu", cle), **faits)


def _complet(referentiel: Referentiel, texte: TexteLu) -> Iterator[Constat]:
    """What may only be left out where the grid is not official, or not known."""
    etat = referentiel.etat
    if texte.perdu("etat"):
        return
    # A grid that is not official says so, in words that go with each result.
    averti = referentiel.avertissement or texte.perdu("avertissement")
    if etat is not Etat.PUBLIE and not averti:
        yield texte.constat("R311", ("etat",), etat=etat)
    if etat is Etat.ANNONCE:
        return
    parties = {
        "attendu": referentiel.attendu,
        "echelle": any(referentiel.echelle.values()) or texte.entame("echelle"),
        "regles": referentiel.regles,
        "domaines": referentiel.domaines,
    }
    for cle, partie in parties.items():
        if not partie:
            yield texte.constat("R312", (cle,), cle=cle, etat=etat)


def _echelle(referentiel: Referentiel, texte: TexteLu) -> Iterator[Constat]:
    """A word has one meaning, or is one of those that say that they have two."""
    sens = {mot: resultat.value for mot, resultat in MOTS_PROPRES.items()}
    # Each list of words by its key, that of the words that have two meanings last.
    cles = {resultat.value: mots for resultat, mots in referentiel.echelle.items()}
    cles["a_preciser"] = referentiel.a_preciser
    for cle, synonymes in cles.items():
        for rang, synonyme in enumerate(synonymes):
            chemin: Chemin = ("echelle", cle, rang)
            if texte.perdu(*chemin):
                continue
            # The first answer that claims a word has it.
            mot = mot_comparable(synonyme)
            autre = sens.setdefault(mot, cle)
            if autre != cle:
                dits = {"synonyme": synonyme, "autre": autre, "ici": cle}
                yield texte.constat("R306", chemin, **dits)


def _identifiants_uniques(referentiel: Referentiel, texte: TexteLu) -> Iterator[Constat]:
    listes = {
        "regles": [regle.id for regle in referentiel.regles],
        "sources": [source.id for source in referentiel.sources],
    }
    for liste, identifiants in listes.items():
        for rang, identifiant in enumerate(identifiants):
            premier = identifiants.index(identifiant)
            if premier < rang:
                ici: Chemin = (liste, rang, "id")
                premiere = texte.ligne((liste, premier, "id"))
                yield texte.constat("R309", ici, id=identifiant, premiere=premiere)


def _sources(referentiel: Referentiel, texte: TexteLu, codes: Codes) -> Iterator[Constat]:
    """Sources cited and not described; not those that a lost or repeated description explains."""
    if texte.perdu("sources"):
        return
    connues = list(dict.fromkeys(source.id for source in referentiel.sources))
    # What is cited and unknown, and how often.
    citees: list[tuple[Chemin, str]] = []
    fois: Counter[str] = Counter()
    for chemin, sources in _citations(referentiel, codes):
        for rang, source in enumerate(sources):
            if source not in connues:
                ici = (*chemin, "sources", rang)
                citees.append((ici, source))
                fois[source] += 1
    # A description whose name is lost, or is that of another, explains one unknown name: most
    # likely the one that is cited most.
    decrites = len(referentiel.sources)
    rangs = range(decrites)
    perdues = sum(texte.perdu("sources", rang, "id") for rang in rangs)
    repetees = decrites - len(connues)
    les_plus_citees = fois.most_common(perdues + repetees)
    excusees = {source for source, _ in les_plus_citees}
    for chemin, source in citees:
        if source not in excusees:
            conseil = conseil_proche(source, connues, "sources décrites")
            yield texte.constat("R307", chemin, source=source, conseil=conseil)


def _sources_repetees(referentiel: Referentiel, texte: TexteLu, codes: Codes) -> Iterator[Constat]:
    """A source that one thing cites twice."""
    for chemin, sources in _citations(referentiel, codes):
        for rang, source in enumerate(sources):
            if source in sources[:rang]:
                ici = (*chemin, "sources", rang)
                yield texte.constat("R329", ici, source=source)


def _citations(referentiel: Referentiel, codes: Codes) -> Iterable[tuple[Chemin, tuple[str, ...]]]:
    """All that cites sources: the way to it, and the sources."""
    tenue = referentiel.tenue
    yield ("modalites",), tenue.sources
    if tenue.validite:
        yield ("modalites", "validite"), tenue.validite.sources
    if inscrit := referentiel.enregistrement:
        yield ("enregistrement",), inscrit.sources
        for rang, precedent in enumerate(inscrit.precedents):
            yield ("enregistrement", "precedents", rang), precedent.sources
    for rang, regle in enumerate(referentiel.regles):
        ici: Chemin = ("regles", rang)
        yield ici, regle.sources
        for precision in regle.precisions:
            yield (*ici, precision.niveau), precision.sources
        for code, compte in regle.comptes.items():
            yield (*ici, "sous_domaine", "exceptions", code), compte.sources
    for ligne in codes.lignes:
        yield ligne.chemin, ligne.valeur.sources

"""Many décisions as one table, and its statistics; no DataFrame leaves this room."""

from collections.abc import Mapping, Sequence

import pandas as pd

from clea_cli.cohorte.criteres_manquants import CriteresManquants
from clea_cli.cohorte.ensembles import bits, ensemble, par_bit, parmi, quartiles
from clea_cli.cohorte.groupes import Attribut, Groupes
from clea_cli.cohorte.masquage import Visibles, masquer, nombre_montre, petit
from clea_cli.cohorte.mois import delai, mois, mois_de_la_finale
from clea_cli.cohorte.statistiques import (
    PAS_CERTIFIABLES,
    TRANCHES,
    VERDICTS,
    Cohorte,
    Duree,
    Evolution,
    NombreMontre,
    Passage,
    PersonneComptee,
)


def etudier(personnes: Sequence[PersonneComptee], domaines: Sequence[int]) -> Cohorte:
    """Count a cohorte; it must not be `petit` itself.

    `domaines` gives the rank of the domaine of each critère.
    """
    table = _table(personnes)
    tous = (1 << len(table)) - 1
    # What divides all people, each in its own way: what is shown of these is chosen together.
    verdicts = []
    for verdict in VERDICTS:
        verdicts.append(ensemble(table["verdict"] == verdict))
    tranches = _tranches(table)
    heures, vus = _heures(table, tous, verdicts, tranches)
    verdicts_vus, tranches_vues = vus.axes[:2]

    # Then what is true of each person, for all and group by group. Where there is but one domaine,
    # mastering it is being certifiable: hidden there, hidden here.
    certifiables = Attribut(verdicts[0], cache=not verdicts_vus[0])
    maitrises = []
    # From what each person masters, to those who master each domaine.
    par_domaine = zip(*(personne.maitrises for personne in personnes), strict=True)
    for maitrisent in par_domaine:
        ayant = bits(maitrisent)
        cache = certifiables.cache and ayant == certifiables.ayant
        maitrises.append(Attribut(ayant, cache=cache))
    groupes = Groupes(table, tous, [certifiables, *maitrises])

    nombre_certifiables, *nombres_maitrises = groupes.de_tous
    sans = par_bit([personne.manques for personne in personnes])
    criteres = CriteresManquants(groupes, tous, sans, maitrises, domaines)
    return Cohorte(
        effectif=len(table),
        verdicts=_comptes(verdicts, verdicts_vus),
        certifiables=nombre_certifiables,
        maitrises=tuple(nombres_maitrises),
        points=quartiles(table["milliemes"]),
        tranches=_comptes(tranches, tranches_vues),
        manques=criteres.de_tous(),
        sites=groupes.voir("site"),
        evaluateurs=groupes.voir("evaluateur"),
        evolution=_evolution(personnes, groupes),
        durees=_durees(table, heures, vus),
        mois=groupes.mois(),
        delai=groupes.delai(),
        manques_par_site=criteres.par_site(),
    )


def _table(personnes: Sequence[PersonneComptee]) -> pd.DataFrame:
    """A row a person, in their order: the rank of a row is the bit of the person in every set."""
    # « Int64 » of pandas: whole numbers that may be unknown, where numpy would make floats of them.
    colonnes = {
        "verdict": pd.Categorical([personne.verdict for personne in personnes], VERDICTS),
        "milliemes": [personne.milliemes for personne in personnes],
        "site": [personne.site for personne in personnes],
        "evaluateur": [personne.evaluateur for personne in personnes],
        "minutes": pd.array([personne.minutes for personne in personnes], "Int64"),
        "deux": [personne.prealable is not None for personne in personnes],
        "premier": [mois(personne.jour) for personne in personnes],
        "finale": [mois_de_la_finale(personne) for personne in personnes],
        "delai": pd.array([delai(personne) for personne in personnes], "Int64"),
    }
    return pd.DataFrame(colonnes)


def _tranches(table: pd.DataFrame) -> list[int]:
    """Who is in each slice of points: from its lower end, up to the next one without it."""
    rangs = pd.cut(table["milliemes"], list(TRANCHES), right=False, labels=False)
    dernier = len(TRANCHES) - 1
    return [ensemble(rangs == rang) for rang in range(dernier)]


def _comptes(ensembles: Sequence[int], visibles: Sequence[bool]) -> tuple[NombreMontre, ...]:
    """How many people are in each set; None where it is hidden."""
    nombres = []
    for personnes, visible in zip(ensembles, visibles, strict=True):
        nombres.append(nombre_montre(personnes, montre=visible))
    return tuple(nombres)


def _evolution(personnes: Sequence[PersonneComptee], groupes: Groupes) -> Evolution | None:
    """Those who had two évaluations: their verdict, then domaine by domaine."""
    if not groupes.deux:
        return None
    montres = [_montre_a_deux(vus) for vus in groupes.selon]
    deux_montres = _montre_a_deux(groupes.visibles)
    if not deux_montres:
        rien = Passage(None, None, None)
        domaines_masques = (rien,) * (len(montres) - 1)
        return Evolution(None, rien, domaines_masques)
    # Being certifiable first, then mastering each domaine: who had it, and who has it.
    avant, apres = [], []
    for personne in personnes:
        sans = (False,) * len(personne.maitrises)
        maitrises_avant = personne.prealable or sans
        avant.append((personne.avant == "certifiable", *maitrises_avant))
        apres.append((personne.verdict == "certifiable", *personne.maitrises))
    # Turned from a row a person to a set a fact.
    faits_avant = zip(*avant, strict=True)
    faits_apres = zip(*apres, strict=True)
    etapes = []
    for ici, la in zip(faits_avant, faits_apres, strict=True):
        ayant = bits(la) & groupes.deux
        gardes = bits(ici) & ayant
        etapes.append((gardes, ayant))
    certifiables_gardes, certifiables = etapes[0]
    verdict = _passage(certifiables_gardes, certifiables, montre=montres[0])
    domaines = []
    for (gardes, ayant), montre in zip(etapes[1:], montres[1:], strict=True):
        passage = _passage(gardes, ayant, montre=montre)
        # Whoever was certifiable at the préalable mastered each domaine then: side by side, the
        # numbers give those who mastered it and were not.
        verdict_montre = verdict.gardes is not None
        if verdict_montre and _trop_proches(certifiables_gardes, gardes, ayant):
            passage = passage._replace(gardes=None, gagnes=None)
        domaines.append(passage)
    return Evolution(groupes.deux.bit_count(), verdict, tuple(domaines))


def _montre_a_deux(vus: Visibles) -> bool:
    """Whether something is shown of those who had two évaluations: the last axis of `Groupes`."""
    des_deux, _ = vus.axes[-1]
    return des_deux


def _trop_proches(certifiables: int, gardes: int, ayant: int) -> bool:
    """Whether few people had a domaine, or have it, who were not certifiable at the préalable."""
    gardes_seuls = gardes & ~certifiables
    ayant_seuls = ayant & ~certifiables
    return petit(gardes_seuls) or petit(ayant_seuls)


def _passage(gardes: int, ayant: int, *, montre: bool) -> Passage:
    """Who had something at the préalable and still has it, among all who have it."""
    if not montre:
        return Passage(None, None, None)
    gagnes = ayant & ~gardes
    # The total less either part gives the other: both are shown, or neither.
    if petit(gardes) or petit(gagnes):
        return Passage(None, None, ayant.bit_count())
    return Passage(gardes.bit_count(), gagnes.bit_count(), ayant.bit_count())


def _heures(
    table: pd.DataFrame,
    tous: int,
    verdicts: Sequence[int],
    tranches: Sequence[int],
) -> tuple[Mapping[str, int], Visibles]:
    """Of whom the hours are told apart: by verdict, of those who are not certifiable together, or
    only of all (""); and what is shown beside of `verdicts` and `tranches`.

    A verdict of a few people hides others, and the number of all with them. The first way that
    shows how many people have hours is taken; if none does, the first.
    """
    connues = ensemble(table["minutes"].notna())
    par_verdict = {}
    for nom, siens in zip(VERDICTS, verdicts, strict=True):
        par_verdict[nom] = siens & connues
    certifiables = par_verdict["certifiable"]
    en_deux = {"certifiable": certifiables, PAS_CERTIFIABLES: connues & ~certifiables}
    facons: list[tuple[Mapping[str, int], Visibles]] = []
    # Those whose hours are not known are cells too: with the others they make all people.
    inconnues = tous & ~connues
    en_tout = [connues, inconnues]
    for facon in (par_verdict, en_deux, {}):
        axe = [*facon.values(), inconnues] if facon else en_tout
        vus = masquer(tous, [verdicts, tranches, axe, en_tout])
        essayee = ({**facon, "": connues}, vus)
        connues_montrees, _ = vus.axes[-1]
        if connues_montrees:
            return essayee
        facons.append(essayee)
    return facons[0]


def _durees(
    table: pd.DataFrame,
    heures: Mapping[str, int],
    vus: Visibles,
) -> tuple[Duree, ...]:
    """Of each verdict, then of all; none where no hours are known."""
    durees = []
    # The third axis that `_heures` masks is by verdict, then those of whom no hours are known; the
    # fourth has all whose hours are known together.
    _, _, par_verdict, (de_tous, _) = vus.axes
    verdicts_distingues = len(heures) - 1
    visibles = (*par_verdict[:verdicts_distingues], de_tous)
    for (nom, siens), montre in zip(heures.items(), visibles, strict=True):
        if not siens:
            continue
        if not montre:
            durees.append(Duree(nom, None, None))
            continue
        lignes = parmi(siens, len(table))
        minutes = table.loc[lignes, "minutes"]
        durees.append(Duree(nom, siens.bit_count(), quartiles(minutes)))
    return tuple(durees)

"""Many décisions as one table, and its statistics; no DataFrame leaves this room."""

from collections.abc import Sequence

import pandas as pd

from clea_cli.cohorte.criteres_manquants import CriteresManquants
from clea_cli.cohorte.ensembles import bits, ensemble, par_bit, quartiles
from clea_cli.cohorte.groupes import Attribut, Groupes
from clea_cli.cohorte.masquage import masquer, petit
from clea_cli.cohorte.mois import delai, mois, mois_de_la_finale
from clea_cli.cohorte.statistiques import (
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
    verdicts = [ensemble(table["verdict"] == verdict) for verdict in VERDICTS]
    tranches = _tranches(table)
    connues = ensemble(table["minutes"].notna())
    heures = [*(verdict & connues for verdict in verdicts), tous & ~connues]
    vus = masquer(tous, [verdicts, tranches, heures, [connues, tous & ~connues]])
    verdicts_vus, tranches_vues, heures_vues, connues_vues = vus.axes

    # Then what is true of each person, for all and group by group. Where there is but one domaine,
    # mastering it is being certifiable: hidden there, hidden here.
    certifiables = Attribut(verdicts[0], cache=not verdicts_vus[0])
    maitrises = []
    for colonne in zip(*(personne.maitrises for personne in personnes), strict=True):
        ayant = bits(colonne)
        maitrises.append(Attribut(ayant, cache=certifiables.cache and ayant == verdicts[0]))
    groupes = Groupes(table, tous, [certifiables, *maitrises])

    nombre_certifiables, *nombres_maitrises = groupes.de_tous
    sans = par_bit([personne.manques for personne in personnes])
    criteres = CriteresManquants(groupes, tous, sans, maitrises, domaines)
    durees = _durees(table, [*heures[:-1], connues], [*heures_vues[:-1], connues_vues[0]])
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
        durees=durees,
        mois=groupes.mois(),
        delai=groupes.delai(),
        manques_par_site=criteres.par_site(),
    )


def _table(personnes: Sequence[PersonneComptee]) -> pd.DataFrame:
    """A row a person."""
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
    rangs = pd.cut(table["milliemes"], list(TRANCHES), right=False, labels=False)
    return [ensemble(rangs == rang) for rang in range(len(TRANCHES) - 1)]


def _comptes(ensembles: Sequence[int], visibles: Sequence[bool]) -> tuple[NombreMontre, ...]:
    nombres = []
    for personnes, visible in zip(ensembles, visibles, strict=True):
        nombres.append(personnes.bit_count() if visible else None)
    return tuple(nombres)


def _evolution(personnes: Sequence[PersonneComptee], groupes: Groupes) -> Evolution | None:
    """Those who had two évaluations: their verdict, then domaine by domaine."""
    if not groupes.deux:
        return None
    montres = [vus.axes[-1][0] for vus in groupes.selon]
    if not groupes.visibles.axes[-1][0]:
        rien = [Passage(None, None, None)] * len(montres)
        return Evolution(None, rien[0], tuple(rien[1:]))
    # Being certifiable first, then mastering each domaine: who had it, and who has it.
    avant, apres = [], []
    for personne in personnes:
        sans = (False,) * len(personne.maitrises)
        avant.append((personne.avant == "certifiable", *(personne.prealable or sans)))
        apres.append((personne.verdict == "certifiable", *personne.maitrises))
    etapes = []
    for ici, la in zip(zip(*avant, strict=True), zip(*apres, strict=True), strict=True):
        ayant = bits(la) & groupes.deux
        etapes.append((bits(ici) & ayant, ayant))
    verdict = _passage(*etapes[0], montre=montres[0])
    domaines = []
    for (gardes, ayant), montre in zip(etapes[1:], montres[1:], strict=True):
        passage = _passage(gardes, ayant, montre=montre)
        # Whoever was certifiable at the préalable mastered each domaine then.
        if verdict.gardes is not None and _trop_proches(etapes[0][0], gardes, ayant):
            passage = passage._replace(gardes=None, gagnes=None)
        domaines.append(passage)
    return Evolution(groupes.deux.bit_count(), verdict, tuple(domaines))


def _trop_proches(certifiables: int, gardes: int, ayant: int) -> bool:
    """Whether few people had a domaine, or have it, who were not certifiable at the préalable."""
    return petit(gardes & ~certifiables) or petit(ayant & ~certifiables)


def _passage(gardes: int, ayant: int, *, montre: bool) -> Passage:
    """Who had something at the préalable and still has it, among all who have it."""
    if not montre:
        return Passage(None, None, None)
    gagnes = ayant & ~gardes
    # The total less either part gives the other: both are shown, or neither.
    if petit(gardes) or petit(gagnes):
        return Passage(None, None, ayant.bit_count())
    return Passage(gardes.bit_count(), gagnes.bit_count(), ayant.bit_count())


def _durees(
    table: pd.DataFrame,
    ensembles: Sequence[int],
    visibles: Sequence[bool],
) -> tuple[Duree, ...]:
    """Of each verdict, then of all; none where no hours are known."""
    durees = []
    for nom, siens, montre in zip((*VERDICTS, ""), ensembles, visibles, strict=True):
        if not siens:
            continue
        if not montre:
            durees.append(Duree(nom, None, None))
            continue
        minutes = table.loc[table["verdict"] == nom, "minutes"] if nom else table["minutes"]
        durees.append(Duree(nom, siens.bit_count(), quartiles(minutes.dropna())))
    return tuple(durees)

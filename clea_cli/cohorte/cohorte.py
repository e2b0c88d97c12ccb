"""Many décisions as one table, and its statistics; no DataFrame leaves this room."""

from collections.abc import Mapping, Sequence

import pandas as pd

from clea_cli.cohorte.criteres_manquants import CriteresManquants
from clea_cli.cohorte.ensembles import bits, ensemble, par_bit, parmi, quartiles
from clea_cli.cohorte.groupes import Attribut, Groupes
from clea_cli.cohorte.masquage import Visibles, masquer, petit
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
    verdicts = [ensemble(table["verdict"] == verdict) for verdict in VERDICTS]
    tranches = _tranches(table)
    heures, vus = _heures(table, tous, verdicts, tranches)
    verdicts_vus, tranches_vues = vus.axes[:2]

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
    for facon in (par_verdict, en_deux, {}):
        # Those whose hours are not known are cells too: with the others they make all people.
        inconnues = tous & ~connues
        axe = [*facon.values(), inconnues] if facon else [connues, inconnues]
        vus = masquer(tous, [verdicts, tranches, axe, [connues, inconnues]])
        facons.append(({**facon, "": connues}, vus))
        if vus.axes[-1][0]:
            return facons[-1]
    return facons[0]


def _durees(
    table: pd.DataFrame,
    heures: Mapping[str, int],
    vus: Visibles,
) -> tuple[Duree, ...]:
    """Of each verdict, then of all; none where no hours are known."""
    durees = []
    visibles = (*vus.axes[2][: len(heures) - 1], vus.axes[3][0])
    for (nom, siens), montre in zip(heures.items(), visibles, strict=True):
        if not siens:
            continue
        if not montre:
            durees.append(Duree(nom, None, None))
            continue
        minutes = table.loc[parmi(siens, len(table)), "minutes"]
        durees.append(Duree(nom, siens.bit_count(), quartiles(minutes)))
    return tuple(durees)

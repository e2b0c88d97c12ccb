"""Many décisions as one table, and its statistics; no DataFrame leaves this room."""

from collections.abc import Sequence

import pandas as pd

from clea_cli.cohorte.ensembles import bits, compter_bits, ensemble, quartiles
from clea_cli.cohorte.groupes import Attribut, Groupes
from clea_cli.cohorte.masquage import masquer, petit, peu
from clea_cli.cohorte.statistiques import (
    TRANCHES,
    VERDICTS,
    Cohorte,
    Duree,
    Evolution,
    Manque,
    NombreMontre,
    Passage,
    PersonneComptee,
)

MANQUES_MAX = 20


def etudier(personnes: Sequence[PersonneComptee]) -> Cohorte:
    """Count a cohorte; it must not be `petit` itself."""
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
    durees = _durees(table, [*heures[:-1], connues], [*heures_vues[:-1], connues_vues[0]])
    return Cohorte(
        effectif=len(table),
        verdicts=_comptes(verdicts, verdicts_vus),
        certifiables=nombre_certifiables,
        maitrises=tuple(nombres_maitrises),
        points=quartiles(table["milliemes"]),
        tranches=_comptes(tranches, tranches_vues),
        manques=_manques(personnes),
        sites=groupes.voir("site"),
        evaluateurs=groupes.voir("evaluateur"),
        evolution=_evolution(personnes, groupes),
        durees=durees,
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
    """Those who had two évaluations, domaine by domaine."""
    if not groupes.deux:
        return None
    selon = groupes.selon[1:]
    if not groupes.visibles.axes[-1][0]:
        return Evolution(None, tuple(Passage(None, None, None) for _ in selon))
    avant, apres = [], []
    for personne in personnes:
        rien = (False,) * len(personne.maitrises)
        avant.append(personne.prealable or rien)
        apres.append(personne.maitrises)
    domaines = []
    for ici, la, vus in zip(zip(*avant, strict=True), zip(*apres, strict=True), selon, strict=True):
        maitrises = bits(la) & groupes.deux
        domaines.append(_passage(bits(ici), maitrises, montre=vus.axes[-1][0]))
    return Evolution(groupes.deux.bit_count(), tuple(domaines))


def _passage(gardes: int, maitrises: int, *, montre: bool) -> Passage:
    """Of a domaine and those with two évaluations: who had it at the préalable, and in the end."""
    if not montre:
        return Passage(None, None, None)
    gagnes = maitrises & ~gardes
    # The total less either part gives the other: both are shown, or neither.
    if petit(gardes) or petit(gagnes):
        return Passage(None, None, maitrises.bit_count())
    return Passage(gardes.bit_count(), gagnes.bit_count(), maitrises.bit_count())


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


def _manques(personnes: Sequence[PersonneComptee]) -> tuple[Manque, ...]:
    """The critères most often missing; those of too few people are not named."""
    tous = len(personnes)
    rangees: list[tuple[int, int, NombreMontre]] = []
    for rang, nombre in enumerate(compter_bits([personne.manques for personne in personnes])):
        if not nombre or peu(nombre):
            continue
        # Those who have it are too few to be told: the number would tell them. Its place among the
        # others must not either, so it stands where all but one would miss it.
        if peu(tous - nombre):
            rangees.append((-tous + 1, rang, None))
        else:
            rangees.append((-nombre, rang, nombre))
    rangees.sort(key=lambda rangee: rangee[:2])
    return tuple(Manque(rang, nombre) for _, rang, nombre in rangees[:MANQUES_MAX])

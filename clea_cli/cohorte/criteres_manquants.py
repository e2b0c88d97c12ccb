"""The critères that people have not acquired: the most frequent, of all and site by site."""

from collections.abc import Sequence

from clea_cli.cohorte.groupes import Attribut, Groupes, sans_ecart
from clea_cli.cohorte.masquage import Visibles, masquer_attribut, petit, peu
from clea_cli.cohorte.statistiques import Manque, ManquesDuSite, NombreMontre

_MAXIMUM = 20
_PAR_SITE = 5


class CriteresManquants:
    """Chooses, critère by critère, where it may be told how many people have not acquired it."""

    def __init__(
        self,
        groupes: Groupes,
        tous: int,
        sans: Sequence[int],
        maitrises: Sequence[Attribut],
        domaines: Sequence[int],
    ) -> None:
        """Choose; `sans` are those who miss each critère, `maitrises` who master each domaine.

        `domaines` gives the rank of the domaine of each critère.
        """
        self._tous = tous
        # Those who miss come by bytes of bits: past the last critère there is nobody.
        self._sans = sans[: len(domaines)]
        self._sites = groupes.sites
        montres = tuple(montre for _, _, montre in self._sites)
        self._seuls = Visibles(groupes.visibles.tous, (montres,))
        self._vus = []
        # Past the last one that somebody misses there may be no set: it would be empty.
        for manquants, domaine in zip(self._sans, domaines, strict=False):
            leurs = groupes.selon[1 + domaine]
            # Without sites there is one axis to look at: that of all people.
            du_domaine = Visibles(leurs.tous, (leurs.axes[0] if self._sites else (),))
            self._vus.append(self._choisir(manquants, maitrises[domaine].ayant, du_domaine))

    def _choisir(self, manquants: int, maitrisent: int, du_domaine: Visibles) -> Visibles:
        """Where the number of those who miss a critère is shown beside that of its domaine."""
        perdent = self._tous & ~maitrisent
        ecart = manquants ^ perdent
        emboites = ecart in (manquants & ~perdent, perdent & ~manquants)
        if not emboites:
            return self._attribut(manquants)
        # Where missing it loses the domaine, or losing the domaine is missing it, the two numbers
        # side by side give those who differ. Where nobody differs they are the same number.
        if not ecart:
            return du_domaine
        return self._attribut(manquants, sans_ecart(du_domaine, self._attribut(ecart)))

    def _attribut(self, ayant: int, *permis: Visibles) -> Visibles:
        if not self._sites:
            seuls = not petit(ayant) and not petit(self._tous & ~ayant)
            return Visibles(seuls and all(vus.tous for vus in permis), ((),))
        sites = [siens for _, siens, _ in self._sites]
        return masquer_attribut(self._tous, [sites], ayant, self._seuls, *permis)

    def de_tous(self) -> tuple[Manque, ...]:
        """The most frequent, of all people."""
        montrables = [vus.tous for vus in self._vus]
        return _ranger(self._tous, self._sans, montrables, _MAXIMUM)

    def par_site(self) -> tuple[ManquesDuSite, ...]:
        """The most frequent at each site that is shown."""
        trouves = []
        for rang, (nom, siens, montre) in enumerate(self._sites):
            if montre and siens:
                montrables = [vus.axes[0][rang] for vus in self._vus]
                manques = _ranger(siens, self._sans, montrables, _PAR_SITE)
                trouves.append(ManquesDuSite(nom, siens.bit_count(), manques))
        return tuple(trouves)


def _ranger(
    siens: int,
    sans: Sequence[int],
    montrables: Sequence[bool],
    maximum: int,
) -> tuple[Manque, ...]:
    """The critères that these people miss most often, the most missed first.

    Those that too few miss are not named.
    Those who have one may be too few to be told: its number would tell them, and so would its place
    among the others. So it stands first, and with it what all miss, which would say that the others
    are not missed by all.
    """
    effectif = siens.bit_count()
    nombres = [(siens & manquant).bit_count() for manquant in sans]
    presque = any(peu(effectif - nombre) for nombre in nombres)
    rangees: list[tuple[int, int, NombreMontre]] = []
    for rang, (nombre, montrable) in enumerate(zip(nombres, montrables, strict=True)):
        if not nombre or peu(nombre):
            continue
        if peu(effectif - nombre) or (presque and nombre == effectif):
            rangees.append((-effectif, rang, None))
        elif montrable:
            rangees.append((-nombre, rang, nombre))
    rangees.sort(key=lambda rangee: rangee[:2])
    return tuple(Manque(rang, nombre) for _, rang, nombre in rangees[:maximum])

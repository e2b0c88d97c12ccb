"""The critères that people have not acquired: the most frequent, of all and site by site."""

from collections.abc import Sequence
from operator import itemgetter

from clea_cli.cohorte.groupes import Attribut, Groupes, sans_ecart
from clea_cli.cohorte.masquage import Visibles, masquer_attribut, petit, peu
from clea_cli.cohorte.statistiques import Manque, ManquesDuSite

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
        # Which sites are shown at all: of the others no critère is told either.
        montres = tuple(montre for _, _, montre in self._sites)
        self._seuls = Visibles(groupes.visibles.tous, (montres,))
        self._vus = []
        # Past the last one that somebody misses there may be no set: it would be empty.
        for manquants, domaine in zip(self._sans, domaines, strict=False):
            # What `groupes` shows comes in the order of its attributes: first being certifiable.
            leurs = groupes.selon[1 + domaine]
            # Without sites there is one axis to look at: that of all people.
            par_site = leurs.axes[0] if self._sites else ()
            du_domaine = Visibles(leurs.tous, (par_site,))
            maitrisent = maitrises[domaine].ayant
            vus = self._choisir(manquants, maitrisent, du_domaine)
            self._vus.append(vus)

    def _choisir(self, manquants: int, maitrisent: int, du_domaine: Visibles) -> Visibles:
        """Where the number of those who miss a critère is shown beside that of its domaine."""
        perdent = self._tous & ~maitrisent
        ecart = manquants ^ perdent
        # One of the sets holds the other where nobody differs on its side.
        emboites = not manquants & ~perdent or not perdent & ~manquants
        if not emboites:
            return self._attribut(manquants)
        # Where missing it loses the domaine, or losing the domaine is missing it, the two numbers
        # side by side give those who differ. Where nobody differs they are the same number.
        if not ecart:
            return du_domaine
        permis = sans_ecart(du_domaine, self._attribut(ecart))
        return self._attribut(manquants, permis)

    def _attribut(self, ayant: int, *permis: Visibles) -> Visibles:
        """Where it may be told how many have something, and so how many have not."""
        # Without sites there is one number, and nothing that could give it back.
        if not self._sites:
            trop_peu = petit(ayant) or petit(self._tous & ~ayant)
            permis_de_tous = all(vus.tous for vus in permis)
            return Visibles(permis_de_tous and not trop_peu, ((),))
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
            if not montre or not siens:
                continue
            montrables = [vus.axes[0][rang] for vus in self._vus]
            du_site = ManquesDuSite(
                nom=nom,
                effectif=siens.bit_count(),
                manques=_ranger(siens, self._sans, montrables, _PAR_SITE),
            )
            trouves.append(du_site)
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
    presque_tous = any(peu(effectif - nombre) for nombre in nombres)
    sans_nombre: list[Manque] = []
    avec_nombre: list[tuple[int, Manque]] = []
    for rang, (nombre, montrable) in enumerate(zip(nombres, montrables, strict=True)):
        if not nombre or peu(nombre):
            continue
        ont = effectif - nombre
        if peu(ont) or (presque_tous and not ont):
            sans_nombre.append(Manque(rang, None))
        elif montrable:
            avec_nombre.append((nombre, Manque(rang, nombre)))
    # Of equals, the first of the référentiel comes first: the sort is stable.
    avec_nombre.sort(key=itemgetter(0), reverse=True)
    rangees = [*sans_nombre, *(manque for _, manque in avec_nombre)]
    return tuple(rangees[:maximum])

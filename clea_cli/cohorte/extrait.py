"""Only some people of a cohorte: those of some sites, of a period; and sites under other names."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from clea_cli.cohorte.apparier import Appariee, Appariement, Ecartee
from clea_cli.cohorte.comptage import HorsExtrait
from clea_cli.cohorte.lire_dossiers import nom_comparable
from clea_cli.cohorte.masquage import peu
from clea_cli.cohorte.periode import Periode
from clea_cli.diagnostics import Diagnostic, Outcome, Position, conclure, court, diagnostic
from clea_cli.diagnostics.proches import conseil_proche


class Extrait(NamedTuple):
    """Whom is asked for: the sites by name (none: all), and the period of the last évaluation."""

    sites: tuple[str, ...] = ()
    periode: Periode | None = None

    def __bool__(self) -> bool:
        """Whether anything less than all is asked for."""
        return bool(self.sites) or self.periode is not None


TOUT = Extrait()


def regrouper(appariement: Appariement, groupes: Mapping[str, str]) -> Appariement:
    """Give people the group of their site, where it has one; `groupes` by comparable site."""

    def du_groupe(site: str) -> str:
        return groupes.get(nom_comparable(site), site)

    personnes = []
    for personne in appariement.personnes:
        site = du_groupe(personne.site)
        personnes.append(personne._replace(site=site))
    # Those who are not counted too: an extract looks at their sites.
    ecartees = []
    for ecartee in appariement.ecartees:
        site = du_groupe(ecartee.site)
        ecartees.append(ecartee._replace(site=site))
    return appariement._replace(personnes=tuple(personnes), ecartees=tuple(ecartees))


def reconnaitre(appariement: Appariement, extrait: Extrait) -> Outcome[Extrait]:
    """Give the sites that are asked for their names, as people's are written.

    Errors: J414, of a site that nobody has.
    """
    connus = {nom_comparable(site): site for site in appariement.sites}
    reconnus: list[str] = []
    fautes: list[Diagnostic] = []
    for site in extrait.sites:
        if connu := connus.get(nom_comparable(site)):
            reconnus.append(connu)
            continue
        conseil = "donnez les sites avec --dossiers (colonne « site »)."
        if connus:
            conseil = conseil_proche(site, connus.values(), "sites connus")
        faute = diagnostic("J414", Position("--site"), site=court(site), conseil=conseil)
        fautes.append(faute)
    reconnu = extrait._replace(sites=tuple(reconnus))
    return conclure(reconnu, tuple(fautes))


def extraire(appariement: Appariement, extrait: Extrait) -> Appariement:
    """Keep the people who are asked for, and count the others as such.

    Whoever is left out and known to be of another site is outside, too; of the others who are left
    out nobody knows, so they stay.
    """
    if not extrait:
        return appariement
    sites = {nom_comparable(site) for site in extrait.sites}
    # 1. Of those whom the whole cohorte counts: who is inside, and why the others are not.
    comptables: Counter[HorsExtrait] = Counter()
    personnes: list[Appariee] = []
    for personne in appariement.personnes:
        raison = _hors(personne, sites, extrait.periode)
        if raison is None:
            personnes.append(personne)
        else:
            comptables[raison] += 1
    # 2. Of those whom it does not count: the same, as far as it is known where they are.
    hors = comptables.copy()
    ecartees: list[Ecartee] = []
    for ecartee in appariement.ecartees:
        ailleurs = ecartee.site and nom_comparable(ecartee.site) not in sites
        if sites and ailleurs:
            hors[HorsExtrait.SITE] += 1
        else:
            ecartees.append(ecartee)
    return appariement._replace(
        personnes=tuple(personnes),
        ecartees=tuple(ecartees),
        hors=_dits(hors, comptables),
        comptables=comptables.total(),
    )


def _dits(
    hors: Counter[HorsExtrait],
    comptables: Counter[HorsExtrait],
) -> dict[HorsExtrait, int]:
    """How many are outside for each reason; all together where one of them would tell a few.

    Those whom the whole cohorte counts are looked at alone, too: it tells how many the others are.
    """
    nombres = (*hors.values(), *comptables.values())
    if any(map(peu, nombres)):
        return {HorsExtrait.REUNIES: hors.total()}
    return {raison: hors[raison] for raison in HorsExtrait if hors[raison]}


def _hors(personne: Appariee, sites: set[str], periode: Periode | None) -> HorsExtrait | None:
    """Why a person is outside; None: it is inside."""
    if sites and nom_comparable(personne.site) not in sites:
        return HorsExtrait.SITE
    if periode is None:
        return None
    # That of the last évaluation, which the verdict comes from.
    jour = personne.jours[-1]
    if jour is None:
        return HorsExtrait.SANS_JOUR
    return None if periode.contient(jour) else HorsExtrait.PERIODE

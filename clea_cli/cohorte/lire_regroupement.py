"""A table that regroups sites: a row a site, with the group that stands instead of it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from clea_cli.cohorte.lire_dossiers import TITRES_DES_SITES, nom_comparable
from clea_cli.diagnostics import Diagnostic, Outcome, Position, conclure, court, diagnostic
from clea_cli.diagnostics.proches import conseil_proche
from clea_cli.sources import table
from clea_cli.sources.cellules import Cellule
from clea_cli.sources.mots import ABIME, ERREUR_DE_TABLEUR

_TITRES = {  # headings as `forme_comparable` reduces them, and what the column holds
    **dict.fromkeys(TITRES_DES_SITES, "site"),
    **dict.fromkeys(("groupe", "groupes", "regroupement", "groupe de sites"), "groupe"),
    **dict.fromkeys(("region", "secteur", "territoire", "pole", "departement"), "groupe"),
}


class Rattachement(NamedTuple):
    """A site, and the group that it belongs to, as it was first written."""

    site: Cellule
    groupe: str


def lire(contenu: bytes, source: str) -> Outcome[tuple[Rattachement, ...]]:
    """Read which group stands for which site.

    Errors: F101, F102, F104-F106, F111, F117-F119, F143, J106, J623 (the table), J415, J416.
    """
    lue = table.lire(contenu, source, _TITRES, {"site": "site", "groupe": "groupe"})
    if lue.value is None:
        return lue.refus()
    lus: list[Rattachement] = []
    fautes: list[Diagnostic] = []
    ecrits: dict[str, str] = {}
    for ligne in lue.value.lignes:
        site = lue.value.cellule(ligne, "site")
        groupe = lue.value.cellule(ligne, "groupe")
        # A row that is filled in other columns only is no row of this table.
        if not site.valeur and not groupe.valeur:
            continue
        trouvees = list(_fautes((site, groupe), source))
        fautes += trouvees
        if not trouvees:
            # « Sud » and « sud » are one group, by the name that came first.
            forme = nom_comparable(groupe.valeur)
            nom = ecrits.setdefault(forme, groupe.valeur)
            lus.append(Rattachement(site, nom))
    fautes += _en_double(lus, source)
    # Told in the order of the file, whichever look found them.
    fautes.sort(key=lambda faute: faute.position.ligne or 0)
    return conclure(tuple(lus), tuple(fautes))


def _fautes(cellules: Sequence[Cellule], source: str) -> Iterator[Diagnostic]:
    for cellule in cellules:
        ici = cellule.position(source)
        if not cellule.valeur:
            yield diagnostic("J415", ici)
        elif ABIME.search(cellule.valeur):
            yield diagnostic("F111", ici)
        elif ERREUR_DE_TABLEUR.fullmatch(cellule.valeur):
            yield diagnostic("F143", ici, valeur=cellule.valeur)


def _en_double(lus: Sequence[Rattachement], source: str) -> Iterator[Diagnostic]:
    """A site is in one group. Errors: J416."""
    premiers: dict[str, Rattachement] = {}
    for lu in lus:
        forme = nom_comparable(lu.site.valeur)
        premier = premiers.setdefault(forme, lu)
        # A row that says the same again is no fault.
        if premier.groupe != lu.groupe:
            ici = lu.site.position(source)
            site = court(lu.site.valeur)
            yield diagnostic("J416", ici, site=site, ligne=premier.site.ligne)


def par_site(lus: Sequence[Rattachement]) -> Mapping[str, str]:
    """The group of each site, by its comparable name."""
    return {nom_comparable(lu.site.valeur): lu.groupe for lu in lus}


def sans_personne(
    lus: Sequence[Rattachement],
    sites: Sequence[str],
    source: str,
) -> Iterator[Diagnostic]:
    """Warn of the sites that the table regroups and nobody has. Warnings: J417."""
    connus = {nom_comparable(site) for site in sites}
    for lu in lus:
        site = lu.site.valeur
        if nom_comparable(site) not in connus:
            conseil = conseil_proche(site, sites, "sites connus")
            ici: Position = lu.site.position(source)
            yield diagnostic("J417", ici, site=court(site), conseil=conseil)

"""`style.yaml`: read, and what its colours must be for people to read them."""

from collections.abc import Iterator, Mapping
from typing import Any

from clea_cli.diagnostics import Outcome, conclure
from clea_cli.documents.style_modele import StyleModele
from clea_cli.documents.vues import Habillage
from clea_cli.sorties import contrastes, lettres
from clea_cli.sources.forme import lire_conforme
from clea_cli.sources.texte import Constat, TexteLu


def lire_style(contenu: bytes, source: str, habillage: Habillage) -> Outcome[Habillage]:
    """Dress documents as a file asks. Errors: R101-R107, R201-R204, D210; D350 warns."""
    document = lire_conforme(contenu, source, StyleModele)
    if document.value is None:
        return document.refus()
    racine: Mapping[str, Any] = document.value.racine
    texte = TexteLu(document.value.position)
    couleurs = racine.get("couleurs") or {}
    constats = (*_fautes(couleurs, texte), *_sans_dessin(racine, texte))
    fautes = tuple(constat.diagnostic for constat in constats)
    return conclure(_habiller(racine, habillage), fautes)


def _sans_dessin(racine: Mapping[str, Any], texte: TexteLu) -> Iterator[Constat]:
    """What no font of a pdf has, at the head or the foot of its pages. Warning: D350."""
    for cle in ("tete", "pied"):
        ecrit = racine.get(cle) or ""
        absentes = tuple(lettres.absentes(ecrit, penche=False))
        if not absentes:
            continue
        # Each once, in the order in which they come.
        dites = dict.fromkeys(absente.dite for absente in absentes)
        ou = f", dans « {absentes[0].ici} »"
        yield texte.constat("D350", (cle,), lettres=", ".join(dites), ou=ou)


def _fautes(couleurs: Mapping[str, str | None], texte: TexteLu) -> Iterator[Constat]:
    """A colour is read on white by everybody. Errors: D210."""
    for cle, couleur in couleurs.items():
        if not couleur or contrastes.gardee(couleur, facile=False):
            continue
        # Cut, so that 4,49 is not said to be 4,5.
        dixiemes = int(contrastes.sur_blanc(couleur) * 10)
        entier, reste = divmod(dixiemes, 10)
        contraste = f"{entier},{reste}"
        yield texte.constat("D210", ("couleurs", cle), couleur=couleur, contraste=contraste)


def _habiller(racine: Mapping[str, Any], habillage: Habillage) -> Habillage:
    """The values of a file whose shape was verified."""
    logo = racine.get("logo") or {}
    couleurs = racine.get("couleurs") or {}
    return habillage._replace(
        place=logo.get("place") or habillage.place,
        largeur=logo.get("largeur"),
        police=racine.get("police") or "",
        principale=couleurs.get("principale") or "",
        secondaire=couleurs.get("secondaire") or "",
        marges=racine.get("marges"),
        tete=racine.get("tete") or "",
        pied=racine.get("pied") or "",
    )

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
    constats = (*_fautes(racine.get("couleurs") or {}, texte), *_sans_dessin(racine, texte))
    return conclure(_habiller(racine, habillage), tuple(dit.diagnostic for dit in constats))


def _sans_dessin(racine: Mapping[str, Any], texte: TexteLu) -> Iterator[Constat]:
    """What no font of a pdf has, at the head or the foot of its pages. Warning: D350."""
    for cle in ("tete", "pied"):
        absentes = tuple(lettres.absentes(racine.get(cle) or "", penche=False))
        if absentes:
            dites = dict.fromkeys(absente.dite for absente in absentes)
            faits = {"lettres": ", ".join(dites), "ou": f", dans « {absentes[0].ici} »"}
            yield texte.constat("D350", (cle,), **faits)


def _fautes(couleurs: Mapping[str, str | None], texte: TexteLu) -> Iterator[Constat]:
    """A colour is read on white by everybody. Errors: D210."""
    for cle, couleur in couleurs.items():
        if couleur and not contrastes.gardee(couleur, facile=False):
            # Cut, so that 4,49 is not said to be 4,5.
            dixiemes = int(contrastes.sur_blanc(couleur) * 10)
            faits = {"couleur": couleur, "contraste": f"{dixiemes // 10},{dixiemes % 10}"}
            yield texte.constat("D210", ("couleurs", cle), **faits)


def _habiller(racine: Mapping[str, Any], habillage: Habillage) -> Habillage:
    """The values of a file whose shape was verified."""
    logo, couleurs = racine.get("logo") or {}, racine.get("couleurs") or {}
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

"""The documents of a session: a page a dossier; the agenda, the list and the attendance sheet of the whole."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import Any, NamedTuple

from clea_cli import __version__, equipe
from clea_cli.decision.decision import Bareme, decide
from clea_cli.decision.mots import rapport
from clea_cli.documents import candidat, formats
from clea_cli.documents.lire_provenance import DU_JURY
from clea_cli.documents.modeles_organisme import Modeles
from clea_cli.documents.rendus import blocs, modele
from clea_cli.jury import mots_session as documents
from clea_cli.jury.dossiers import Pret
from clea_cli.jury.rendus import session_xlsx
from clea_cli.jury.session import Session
from clea_cli.jury.vues_session import DossierVu, SessionVue
from clea_cli.sorties.barres import Barre
from clea_cli.sorties.mots import compte

DOSSIERS = "dossiers"  # the folder of their pages
FORMATS = ("html", "pdf")
_SIGNES = {"maitrise": "✓", "non_maitrise": "✗", "indetermine": "?"}
_SANS_MODELES = Modeles()
_PAR_PARTIE = 100  # dossiers of a list in PDF


class Contexte(NamedTuple):
    """What all dossiers of a session share."""

    session: Session
    bareme: Bareme
    autres: tuple[Bareme, ...]


def dossier(contexte: Contexte, tache: tuple[Pret, DossierVu]) -> dict[str, bytes]:
    """The page of a dossier, by format."""
    pret, vu = tache
    decision, session = pret.decision, contexte.session
    lectures = [decide(autre, decision.grille) for autre in contexte.autres]
    rapporte = rapport(decision, lectures, "", "")
    referentiel, regle = contexte.bareme.referentiel, contexte.bareme.regle
    jour = session.date.isoformat()
    grilles = [{"evaluation": s.evaluation, "empreinte": f"sha256:{s.empreinte}"} for s in pret.sources]
    origine: dict[str, Any] = {
        "schema": DU_JURY,
        "outil": __version__,
        "session": session.id,
        "reference": pret.dossier.reference,
        "verdict": rapporte.verdict,
        "referentiel": {
            "id": referentiel.id,
            "version": referentiel.version,
            "empreinte": f"sha256:{referentiel.empreinte}",
        },
        "regle": regle.id,
        "grilles": grilles,
    }
    donnees = candidat.donnees(candidat.communs(referentiel, regle, session.date), decision, rapporte, jour) | {
        "session": {"id": session.id, "date": jour, "lieu": session.lieu},
        "parcours": documents.parcours(pret.dossier),
        "raisons": list(vu.raisons),
        "gardes": [domaine.code for domaine in pret.reunion.gardes] if pret.reunion else [],
        "origines": {code: documents.ORIGINES[o] for code, o in pret.origines.items()},
        "pied": origine,
    }
    return _ecrire("jury-dossier", donnees, candidat.barres(rapporte), origine, jour, FORMATS)


def de_session(vue: SessionVue) -> Iterator[tuple[str, bytes | equipe.Perdue]]:
    """The documents of the whole session, by name of file; long lists in parts, so that memory does not grow."""
    ranges = (*vue.a_regarder, *(dossier for dossier in vue.dossiers if not dossier.raisons))
    nombre = max(1, ceil(len(ranges) / _PAR_PARTIE))
    parties = [
        _Partie(rang, nombre, ranges[(rang - 1) * _PAR_PARTIE : rang * _PAR_PARTIE]) for rang in range(1, nombre + 1)
    ]
    sans_dossiers = vue._replace(dossiers=())
    nombres = {"tous": len(vue.dossiers), "a_regarder": len(vue.a_regarder)}
    partage = (sans_dossiers, nombres, _comptes(vue))
    # Each part elsewhere: typst keeps what it has made.
    for partie, listes in zip(parties, equipe.a_part(_listes, partage, parties), strict=True):
        if isinstance(listes, equipe.Perdue):
            yield from dict.fromkeys(_noms(partie).values(), listes).items()
        else:
            yield from listes.items()
    yield "emargement.pdf", _pdf("emargement", sans_dossiers, _donnees(sans_dossiers))
    yield "session.xlsx", session_xlsx.rendre(vue)


class _Partie(NamedTuple):
    """Some of the dossiers of a session, for one of the parts of its lists."""

    rang: int
    nombre: int
    dossiers: tuple[DossierVu, ...]


def _noms(partie: _Partie) -> dict[str, str]:
    """The files of a part, by what they list."""
    suite = f"-{partie.rang}" if partie.rang > 1 else ""
    return {nom: f"{nom}{suite}.pdf" for nom in ("ordre-du-jour", "liste")}


def _listes(partage: tuple[SessionVue, dict[str, int], list[str]], partie: _Partie) -> dict[str, bytes]:
    """The agenda and the list of a part."""
    vue, nombres, comptes = partage
    donnees = _donnees(vue) | {
        "partie": f"partie {partie.rang} sur {partie.nombre}" if partie.nombre > 1 else "",
        "nombres": nombres,
        "comptes": comptes,
        "a_regarder": [_dossier(dossier) for dossier in partie.dossiers if dossier.raisons],
        "autres": [_dossier(dossier) for dossier in partie.dossiers if not dossier.raisons],
        "dossiers": [_dossier(dossier) for dossier in partie.dossiers],
    }
    return {fichier: _pdf(nom, vue, donnees) for nom, fichier in _noms(partie).items()}


def _pdf(nom: str, vue: SessionVue, donnees: Mapping[str, Any]) -> bytes:
    origine = {"schema": DU_JURY, "outil": __version__, "session": vue.id}
    return _ecrire(f"jury-{nom}", donnees, {}, origine, vue.date, ("pdf",))["pdf"]


def _comptes(vue: SessionVue) -> list[str]:
    """« 3 certifiables »: how many of each verdict, the most first."""
    verdicts = Counter(dossier.mots for dossier in vue.dossiers)
    return [compte(nombre, mots) for mots, nombre in verdicts.most_common()]


def proces_verbal(donnees: Mapping[str, Any], session: str, jour: str) -> dict[str, bytes]:
    """The minutes, in docx and pdf."""
    origine = {"schema": DU_JURY, "outil": __version__, "session": session}
    return _ecrire("jury-proces-verbal", donnees, {}, origine, jour, ("docx", "pdf"))


def _donnees(vue: SessionVue) -> dict[str, Any]:
    """What the templates may say of a session, its dossiers apart."""
    return {
        "outil": __version__,
        "session": {
            **vue._asdict(),
            "jury": [membre._asdict() for membre in vue.jury],
            "domaines": [{"code": code, "libelle": libelle} for code, libelle in vue.domaines],
        },
        "president": next((membre.nom for membre in vue.jury if membre.president), ""),
        "refuses": [{"reference": refus.reference, "codes": refus.codes} for refus in vue.refuses],
    }


def _dossier(vu: DossierVu) -> dict[str, Any]:
    domaines = [{"code": d.code, "signe": _SIGNES.get(d.statut, "")} for d in vu.domaines]
    return {**vu._asdict(), "raisons": list(vu.raisons), "domaines": domaines}


def _ecrire(
    nom: str,
    donnees: Mapping[str, Any],
    figures: Mapping[str, tuple[Barre, ...]],
    origine: Mapping[str, Any],
    jour: str,
    voulus: Sequence[str],
) -> dict[str, bytes]:
    texte = modele.remplir(f"{nom}.md", donnees)
    document = blocs.lire(texte, figures, origine, jour)
    return {format_: formats.rendre(format_, _SANS_MODELES, texte, document) for format_ in voulus}

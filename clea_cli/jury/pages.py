"""The documents of a session: a page a dossier; the agenda, the list and the attendance of all."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil
from typing import Any, NamedTuple

from clea_cli import __version__, equipe
from clea_cli.decision.decision import Bareme
from clea_cli.decision.mots import rapport
from clea_cli.documents import candidat, formats
from clea_cli.documents.lire_provenance import DU_JURY
from clea_cli.documents.modeles_organisme import Modeles
from clea_cli.documents.rendus import blocs, modele
from clea_cli.jury import mots_session
from clea_cli.jury.dossiers import Pret
from clea_cli.jury.formats import MINUTES, PAGES
from clea_cli.jury.rendus import session_xlsx
from clea_cli.jury.session import Session
from clea_cli.jury.vues_session import DossierVu, SessionVue
from clea_cli.sorties.barres import Barre
from clea_cli.sorties.mots import compte

DOSSIERS = "dossiers"  # the folder of their pages
_SIGNES = {"maitrise": "✓", "non_maitrise": "✗", "indetermine": "?"}
_SANS_MODELES = Modeles()
_PAR_PARTIE = 100  # dossiers of a list in PDF


class CadreDeSession(NamedTuple):
    """What all dossiers of a session share."""

    session: Session
    bareme: Bareme
    autres: tuple[Bareme, ...]


def dossier(cadre: CadreDeSession, a_rendre: tuple[Pret, DossierVu]) -> dict[str, bytes]:
    """The page of a dossier, by format."""
    pret, vu = a_rendre
    jugement, session = pret.juger(cadre.bareme, cadre.autres), cadre.session
    referentiel, regle = cadre.bareme.referentiel, cadre.bareme.regle
    rapporte = rapport(jugement.decision, jugement.lectures, "", "")
    jour = session.date.isoformat()
    origine = _origine(cadre, pret)
    communs = candidat.communs(referentiel, regle, session.date)
    donnees = candidat.donnees(communs, jugement.decision, rapporte, jour) | {
        "session": {"id": session.id, "date": jour, "lieu": session.lieu},
        "parcours": mots_session.parcours(pret.dossier),
        "raisons": list(vu.raisons),
        "notes": list(vu.notes),
        "gardes": list(jugement.gardes),
        "origines": {code: mots_session.ORIGINES[de] for code, de in jugement.origines.items()},
        "pied": origine,
    }
    return _ecrire(
        "jury-dossier", donnees, candidat.barres(communs, rapporte), origine, jour, PAGES
    )


def _origine(cadre: CadreDeSession, pret: Pret) -> dict[str, Any]:
    """What a page says of what it was made of, so that it can be controlled: nothing of whom, nor what was decided."""
    referentiel = cadre.bareme.referentiel
    grilles = []
    for source in pret.sources:
        empreinte = f"sha256:{source.empreinte}"
        grilles.append({"evaluation": source.evaluation, "empreinte": empreinte})
    return {
        "schema": DU_JURY,
        "outil": __version__,
        "session": cadre.session.id,
        "referentiel": {
            "id": referentiel.id,
            "version": referentiel.version,
            "empreinte": f"sha256:{referentiel.empreinte}",
        },
        "regle": cadre.bareme.regle.id,
        "grilles": grilles,
    }


class _Partie(NamedTuple):
    """Some of the dossiers of a session, for one of the parts of its lists."""

    rang: int
    nombre: int
    dossiers: tuple[DossierVu, ...]


class _Partage(NamedTuple):
    """What all parts say: the session without its dossiers, and how many there are of each kind."""

    vue: SessionVue
    nombres: Mapping[str, int]
    comptes: Sequence[str]


def de_session(vue: SessionVue) -> Iterator[tuple[str, bytes | equipe.Perdue]]:
    """The documents of the whole session, by name of file; long lists in parts."""
    sans_dossiers = vue._replace(dossiers=())
    nombres = {"tous": len(vue.dossiers), "a_regarder": len(vue.a_regarder)}
    partage = _Partage(sans_dossiers, nombres, _comptes(vue))
    parties = _parties(vue)
    # Each part is made elsewhere: typst keeps what it has made, and memory would grow.
    for partie, listes in zip(parties, equipe.a_part(_listes, partage, parties), strict=True):
        if isinstance(listes, equipe.Perdue):
            yield from dict.fromkeys(_noms(partie).values(), listes).items()
        else:
            yield from listes.items()
    yield "emargement.pdf", _pdf("emargement", sans_dossiers, _donnees(sans_dossiers))
    yield "session.xlsx", session_xlsx.rendre(vue)


def _parties(vue: SessionVue) -> list[_Partie]:
    """Cut the dossiers into parts, those to look at first before the others; one at least."""
    autres = [dossier for dossier in vue.dossiers if not dossier.raisons]
    ranges = (*vue.a_regarder, *autres)
    nombre = max(1, ceil(len(ranges) / _PAR_PARTIE))
    parties = []
    for rang in range(1, nombre + 1):
        debut = (rang - 1) * _PAR_PARTIE
        parties.append(_Partie(rang, nombre, ranges[debut : debut + _PAR_PARTIE]))
    return parties


def _noms(partie: _Partie) -> dict[str, str]:
    """The files of a part, by what they list."""
    suite = f"-{partie.rang}" if partie.rang > 1 else ""
    return {nom: f"{nom}{suite}.pdf" for nom in ("ordre-du-jour", "liste")}


def _listes(partage: _Partage, partie: _Partie) -> dict[str, bytes]:
    """The agenda and the list of a part."""
    donnees = _donnees(partage.vue) | {
        "partie": f"partie {partie.rang} sur {partie.nombre}" if partie.nombre > 1 else "",
        "nombres": partage.nombres,
        "comptes": partage.comptes,
        "a_regarder": [_dossier(vu) for vu in partie.dossiers if vu.raisons],
        "autres": [_dossier(vu) for vu in partie.dossiers if not vu.raisons],
        "dossiers": [_dossier(vu) for vu in partie.dossiers],
        # What is said of no dossier of a part is said once, at the end.
        "refuses": _refuses(partage.vue) if partie.rang == partie.nombre else [],
    }
    noms = _noms(partie)
    return {fichier: _pdf(nom, partage.vue, donnees) for nom, fichier in noms.items()}


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
    return _ecrire("jury-proces-verbal", donnees, {}, origine, jour, MINUTES)


def _donnees(vue: SessionVue) -> dict[str, Any]:
    """What the templates may say of a session, its dossiers apart."""
    session = {
        **vue._asdict(),
        "jury": [membre._asdict() for membre in vue.jury],
        "domaines": [{"code": code, "libelle": libelle} for code, libelle in vue.domaines],
    }
    return {
        "outil": __version__,
        "session": session,
        "president": next((membre.nom for membre in vue.jury if membre.president), ""),
        "refuses": _refuses(vue),
    }


def _refuses(vue: SessionVue) -> list[dict[str, Any]]:
    return [{"reference": refus.reference, "raisons": refus.raisons} for refus in vue.refuses]


def _dossier(vu: DossierVu) -> dict[str, Any]:
    domaines = []
    for domaine in vu.domaines:
        domaines.append({"code": domaine.code, "signe": _SIGNES.get(domaine.statut, "")})
    return {**vu._asdict(), "raisons": list(vu.raisons), "domaines": domaines}


def _ecrire(
    nom: str,
    donnees: Mapping[str, Any],
    figures: Mapping[str, tuple[Barre, ...]],
    origine: Mapping[str, Any],
    jour: str,
    voulus: Iterable[str],
) -> dict[str, bytes]:
    texte = modele.remplir(f"{nom}.md", donnees)
    document = blocs.lire(texte, figures, origine, jour)
    rendus = {}
    for format_ in voulus:
        rendus[format_] = formats.rendre(format_, _SANS_MODELES, texte, document)
    return rendus

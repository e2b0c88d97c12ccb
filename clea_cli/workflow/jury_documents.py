"""The documents of a session: a page a dossier; the agenda, the list and the attendance sheet of the whole."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from clea_cli import __version__
from clea_cli.decision import Bareme, decide
from clea_cli.documents import candidat
from clea_cli.documents import session as documents
from clea_cli.documents.score import provenance, rapport
from clea_cli.renderers import document_blocs, modele, session_xlsx
from clea_cli.session import Session
from clea_cli.vues.document import Barre
from clea_cli.vues.session import DossierVu, SessionVue
from clea_cli.workflow import formats
from clea_cli.workflow.dossiers import Pret
from clea_cli.workflow.modeles import Modeles

DOSSIERS = "dossiers"  # the folder of their pages
FORMATS = ("html", "pdf")
_SIGNES = {"maitrise": "✓", "non_maitrise": "✗", "indetermine": "?"}
_SANS_MODELES = Modeles()


class Contexte(NamedTuple):
    """What all dossiers of a session share."""

    session: Session
    bareme: Bareme
    autres: tuple[Bareme, ...]


def dossier(contexte: Contexte, pret: Pret, vu: DossierVu) -> dict[str, bytes]:
    """The page of a dossier, by format."""
    decision, session = pret.decision, contexte.session
    lectures = [decide(autre, decision.grille) for autre in contexte.autres]
    rapporte = rapport(decision, lectures, "", "")
    referentiel, regle = contexte.bareme.referentiel, contexte.bareme.regle
    jour = session.date.isoformat()
    grilles = [{"fichier": s.fichier, "empreinte": f"sha256:{s.empreinte}"} for s in pret.sources]
    origine: dict[str, Any] = {
        "schema": "clea/provenance-jury/1",
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
    donnees = candidat.donnees(decision, rapporte, provenance(referentiel, regle), jour) | {
        "session": {"id": session.id, "date": jour, "lieu": session.lieu},
        "parcours": documents.parcours(pret.dossier),
        "raisons": list(vu.raisons),
        "gardes": [domaine.code for domaine in pret.reunion.gardes] if pret.reunion else [],
        "origines": {code: documents.ORIGINES[o] for code, o in pret.origines.items()},
        "pied": origine,
    }
    return _ecrire("jury-dossier", donnees, candidat.barres(rapporte), origine, jour, FORMATS)


def de_session(vue: SessionVue) -> Iterator[tuple[str, bytes]]:
    """The documents of the whole session, by name of file."""
    donnees = _donnees(vue)
    origine = {"schema": "clea/provenance-jury/1", "outil": __version__, "session": vue.id}
    for nom in ("ordre-du-jour", "liste", "emargement"):
        yield f"{nom}.pdf", _ecrire(f"jury-{nom}", donnees, {}, origine, vue.date, ("pdf",))["pdf"]
    yield "session.xlsx", session_xlsx.rendre(vue)


def proces_verbal(donnees: Mapping[str, Any], session: str, jour: str) -> dict[str, bytes]:
    """The minutes, in docx and pdf."""
    origine = {"schema": "clea/provenance-jury/1", "outil": __version__, "session": session}
    return _ecrire("jury-proces-verbal", donnees, {}, origine, jour, ("docx", "pdf"))


def _donnees(vue: SessionVue) -> dict[str, Any]:
    ranges = [*vue.a_regarder, *(d for d in vue.dossiers if not d.raisons)]
    president = next((membre.nom for membre in vue.jury if membre.president), "")
    return {
        "outil": __version__,
        "session": {
            **vue._asdict(),
            "jury": [membre._asdict() for membre in vue.jury],
            "domaines": [{"code": code, "libelle": libelle} for code, libelle in vue.domaines],
        },
        "president": president,
        "a_regarder": [_dossier(d) for d in vue.a_regarder],
        "autres": [_dossier(d) for d in vue.dossiers if not d.raisons],
        "dossiers": [_dossier(d) for d in ranges],
        "comptes": [f"{n} {mots}{'s' * (n > 1)}" for mots, n in Counter(d.mots for d in vue.dossiers).most_common()],
        "refuses": [{"reference": r.reference, "codes": [code for code, _ in r.fautes]} for r in vue.refuses],
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
    document = document_blocs.lire(texte, figures, origine, jour)
    return {format_: formats.rendre(format_, _SANS_MODELES, texte, document) for format_ in voulus}

"""The documents of a session: a page a dossier; the agenda, the list and the attendance of all."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import ceil
from typing import Any, NamedTuple

from clea_cli import __version__, equipe
from clea_cli.decision.decision import Bareme
from clea_cli.decision.mots import rapport
from clea_cli.diagnostics import Outcome, Position
from clea_cli.documents import candidat
from clea_cli.documents.lire_provenance import DU_JURY
from clea_cli.documents.modeles_organisme import Modeles
from clea_cli.documents.remplisseur import Remplisseur
from clea_cli.jury import mots_session
from clea_cli.jury.dossiers import Pret
from clea_cli.jury.formats import COMMUNES, MINUTES, PAGES
from clea_cli.jury.rediger import PageARediger, PageRedigee, rediger, sans_tomber
from clea_cli.jury.rendus import session_xlsx
from clea_cli.jury.session import Session
from clea_cli.jury.vues_session import DossierVu, SessionVue
from clea_cli.sorties.mots import compte

DOSSIERS = "dossiers"  # the folder of their pages
MODELE, MODELE_DU_PV = "jury-dossier.md", "jury-proces-verbal.md"
_SIGNES = {"maitrise": "✓", "non_maitrise": "✗", "indetermine": "?"}
_SANS_MODELES = Remplisseur(Modeles())
_PAR_PARTIE = 100  # dossiers of a list in PDF


class CadreDeSession(NamedTuple):
    """What all dossiers of a session share."""

    session: Session
    bareme: Bareme
    autres: tuple[Bareme, ...]
    remplisseur: Remplisseur = _SANS_MODELES
    formats: tuple[str, ...] = tuple(PAGES)


def dossier(cadre: CadreDeSession, a_rendre: tuple[Pret, DossierVu]) -> Outcome[PageRedigee]:
    """The page of a dossier, in its formats. Errors: D201, D203, D351, S111."""
    pret, vu = a_rendre
    rediger_le = partial(_dossier_redige, cadre, pret, vu)
    return sans_tomber(rediger_le, vu.reference, pret.lieu)


def _dossier_redige(cadre: CadreDeSession, pret: Pret, vu: DossierVu) -> Outcome[PageRedigee]:
    return rediger(cadre.remplisseur, page_du_dossier(cadre, pret, vu))


def page_du_dossier(cadre: CadreDeSession, pret: Pret, vu: DossierVu) -> PageARediger:
    """The page of a dossier, before it is written."""
    # 1. What is decided, as any document says it.
    session = cadre.session
    bareme = cadre.bareme
    jour = session.date.isoformat()
    jugement = pret.juger(bareme, cadre.autres)
    rapporte = rapport(jugement.decision, jugement.lectures, "", "")
    communs = candidat.communs(bareme.referentiel, bareme.regle, session.date)
    donnees = candidat.donnees(communs, jugement.decision, rapporte, jour)
    # 2. What the jury sees beside it.
    origine = _origine(cadre, pret)
    origines: dict[str, str] = {}
    for code, de in jugement.origines.items():
        origines[code] = mots_session.ORIGINES[de]
    donnees |= {
        "session": {"id": session.id, "date": jour, "lieu": session.lieu},
        "parcours": mots_session.parcours(pret.dossier),
        "raisons": list(vu.raisons),
        "notes": list(vu.notes),
        "gardes": list(jugement.gardes),
        "origines": origines,
        "pied": origine,
    }
    return PageARediger(
        "jury-dossier",
        donnees,
        origine,
        jour,
        cadre.formats,
        avertissement=donnees["avertissement"],
        figures=candidat.barres(communs, rapporte),
    )


def _origine(cadre: CadreDeSession, pret: Pret) -> dict[str, Any]:
    """What a page says of what it was made of, so that it can be controlled.

    Nothing of whom, nor of what was decided.
    """
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

    remplisseur: Remplisseur
    vue: SessionVue
    nombres: Mapping[str, int]
    comptes: Sequence[str]
    formats: tuple[str, ...]

    @classmethod
    def de(
        cls, vue: SessionVue, remplisseur: Remplisseur, formats: tuple[str, ...] = ()
    ) -> "_Partage":
        """What all parts of the lists of a session share."""
        nombres = {"tous": len(vue.dossiers), "a_regarder": len(vue.a_regarder)}
        sans_dossiers = vue._replace(dossiers=())
        return cls(remplisseur, sans_dossiers, nombres, _comptes(vue), formats)


Faite = Outcome[PageRedigee] | equipe.Perdue


def de_session(
    vue: SessionVue,
    remplisseur: Remplisseur,
    formats: tuple[str, ...] = tuple(COMMUNES),
) -> Iterator[tuple[str, Faite]]:
    """The documents of the whole session, by name of file; long lists in parts.

    Errors: D201, D203, D351, S111.
    """
    partage = _Partage.de(vue, remplisseur, formats)
    parties = _parties(vue)
    # Each part is made elsewhere: typst keeps what it has made, and memory would grow.
    faites = equipe.a_part(_listes, partage, parties)
    for partie, listes in zip(parties, faites, strict=True):
        if isinstance(listes, equipe.Perdue):
            for fichier in _noms(partie).values():
                yield fichier, listes
        else:
            yield from listes.items()
    yield "emargement.pdf", _pdf(partage, "emargement", donnees_de_l_emargement(vue))
    classeur = partial(_classeur, vue)
    yield "session.xlsx", sans_tomber(classeur, vue.id, Position("session.xlsx"))


def _classeur(vue: SessionVue) -> Outcome[PageRedigee]:
    return Outcome(PageRedigee({"xlsx": session_xlsx.rendre(vue)}, ()))


def _parties(vue: SessionVue) -> list[_Partie]:
    """Cut the dossiers into parts, those to look at first before the others; one at least."""
    autres = [dossier for dossier in vue.dossiers if not dossier.raisons]
    ranges = (*vue.a_regarder, *autres)
    nombre = max(1, ceil(len(ranges) / _PAR_PARTIE))
    parties: list[_Partie] = []
    for rang in range(1, nombre + 1):
        debut = (rang - 1) * _PAR_PARTIE
        siens = ranges[debut : debut + _PAR_PARTIE]
        parties.append(_Partie(rang, nombre, siens))
    return parties


def _noms(partie: _Partie) -> dict[str, str]:
    """The files of a part, by what they list."""
    suite = f"-{partie.rang}" if partie.rang > 1 else ""
    return {nom: f"{nom}{suite}.pdf" for nom in ("ordre-du-jour", "liste")}


def _listes(partage: _Partage, partie: _Partie) -> dict[str, Outcome[PageRedigee]]:
    """The agenda and the list of a part."""
    donnees = _donnees_des_listes(partage, partie)
    noms = _noms(partie)
    return {fichier: _pdf(partage, nom, donnees) for nom, fichier in noms.items()}


def _donnees_des_listes(partage: _Partage, partie: _Partie) -> dict[str, Any]:
    """What the agenda and the list of a part may say."""
    dossiers = [_dossier(vu) for vu in partie.dossiers]
    dite = f"partie {partie.rang} sur {partie.nombre}" if partie.nombre > 1 else ""
    # What is said of no dossier of a part is said once, at the end.
    derniere = partie.rang == partie.nombre
    return _donnees(partage.vue) | {
        "partie": dite,
        "nombres": partage.nombres,
        "comptes": partage.comptes,
        "a_regarder": [dossier for dossier in dossiers if dossier["raisons"]],
        "autres": [dossier for dossier in dossiers if not dossier["raisons"]],
        "dossiers": dossiers,
        "refuses": _refuses(partage.vue) if derniere else [],
    }


def donnees_de_session(vue: SessionVue) -> dict[str, Any]:
    """What the agenda and the list may say of a session of a single part."""
    [partie] = _parties(vue)
    return _donnees_des_listes(_Partage.de(vue, _SANS_MODELES), partie)


def donnees_de_l_emargement(vue: SessionVue) -> dict[str, Any]:
    """What the attendance may say."""
    return _donnees(vue._replace(dossiers=()))


def _pdf(partage: _Partage, nom: str, donnees: Mapping[str, Any]) -> Outcome[PageRedigee]:
    """A page that speaks of all dossiers."""
    vue = partage.vue
    origine = {"schema": DU_JURY, "outil": __version__, "session": vue.id}
    page = PageARediger(
        f"jury-{nom}", donnees, origine, vue.date, partage.formats, vue.avertissement
    )
    rediger_la = partial(rediger, partage.remplisseur, page)
    return sans_tomber(rediger_la, vue.id, Position(nom))


def _comptes(vue: SessionVue) -> list[str]:
    """« 3 certifiables »: how many of each verdict, the most first."""
    verdicts = Counter(dossier.mots for dossier in vue.dossiers)
    return [compte(nombre, mots) for mots, nombre in verdicts.most_common()]


def proces_verbal(
    donnees: Mapping[str, Any],
    remplisseur: Remplisseur,
    formats: tuple[str, ...] = tuple(MINUTES),
) -> Outcome[PageRedigee]:
    """The minutes. Errors: D201, D203, D351, S111."""
    session = donnees["session"]
    origine = {"schema": DU_JURY, "outil": __version__, "session": session["id"]}
    references: list[str] = []
    motifs: dict[str, str] = {}
    for decision in donnees["decisions"]:
        reference = decision["reference"]
        references.append(reference)
        if decision["motif"]:
            motifs[reference] = decision["motif"]
    page = PageARediger(
        "jury-proces-verbal",
        donnees,
        origine,
        session["date"],
        formats,
        avertissement=session["avertissement"],
        references=tuple(references),
        motifs=motifs,
    )
    rediger_les = partial(rediger, remplisseur, page)
    return sans_tomber(rediger_les, session["id"], Position("proces-verbal"))


def _donnees(vue: SessionVue) -> dict[str, Any]:
    """What the templates may say of a session, its dossiers apart."""
    session = {
        **vue._asdict(),
        "jury": [membre._asdict() for membre in vue.jury],
        "domaines": [{"code": code, "libelle": libelle} for code, libelle in vue.domaines],
    }
    # Those stand beside the session, each page with its own.
    del session["dossiers"], session["refuses"]
    presidents = [membre.nom for membre in vue.jury if membre.president]
    return {
        "outil": __version__,
        "session": session,
        "president": presidents[0] if presidents else "",
        "refuses": _refuses(vue),
    }


def _refuses(vue: SessionVue) -> list[dict[str, Any]]:
    return [{"reference": refus.reference, "raisons": refus.raisons} for refus in vue.refuses]


def _dossier(vu: DossierVu) -> dict[str, Any]:
    domaines: list[dict[str, str]] = []
    for domaine in vu.domaines:
        signe = _SIGNES.get(domaine.statut, "")
        domaines.append({"code": domaine.code, "signe": signe})
    return {**vu._asdict(), "raisons": list(vu.raisons), "domaines": domaines}

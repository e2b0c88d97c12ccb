"""Each command that writes, failing at each operation in turn: the old file or the new one; the next run ends it."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from clea_cli.documents import formats
from clea_cli.sorties import ecriture, tableur_csv
from livraison.aides import aides
from tests.outils.pannes import GENRES, PLEIN, TENU, TUE, Mort, Panne
from tests.promesses.test_cases import CAS, SESSION, clore, ecrites, lancer

ANCIEN = b"un ancien contenu\n"
IDENTITES = "reference;civilité;nom de naissance;prénom;date de naissance;code insee de naissance;ville de naissance\n"
IDENTITES += (
    "P-1;Mme;Thym;Iris;05/06/1990;99350;Ailleurs\nP-2;M;Houx;Jean;1988-12-31;2a004;Ajaccio\n"
)
MODULES = "schema: clea/catalogue/1\nlibelle: c\nreferentiel: jouet\n"
MODULES += 'modules: [{id: m, libelle: m, criteres: ["1.1.1"], heures: 2}]\n'


class Cas(NamedTuple):
    """A command that writes; `sorties`: the files that it replaces, whose old content is put there for it."""

    commande: str
    sorties: tuple[str, ...] = ()

    @property
    def nom(self) -> str:
        """The command alone."""
        mots = self.commande.split()
        return " ".join(mots[:2] if mots[0] in GROUPES else mots[:1])


SESSIONS = {"m", "s", "decidee", "close"}  # folders that only some commands need
GROUPES = {"grille", "jury", "referentiel", "modele"}
DOCUMENTS = "--referentiel jouet.yaml --date 2026-11-28 -f md"
CAS_D_ECRITURE = (
    Cas("score grille.csv -r jouet.yaml -o f.txt", ("f.txt",)),
    Cas("score grille.csv -r jouet.yaml --finale finale.csv -f csv -o f.csv", ("f.csv",)),
    Cas("score --paires paires.csv -r jouet.yaml -f csv -o f.csv", ("f.csv",)),
    Cas("restitution --paires paires.csv -r jouet.yaml -f md -o f.md", ("f.md",)),
    Cas(f"ecarts grille.csv {DOCUMENTS} -o d.md", ("d.md",)),
    Cas(f"ecarts deux.csv {DOCUMENTS} -o d", ("d/C-0001-ecarts.md",)),
    Cas(f"plan grille.csv {DOCUMENTS} --catalogue modules.yaml -o d.md", ("d.md",)),
    Cas(f"plan deux.csv {DOCUMENTS} --catalogue modules.yaml -o d"),
    Cas(f"restitution grille.csv {DOCUMENTS} -o d.md", ("d.md",)),
    Cas(f"restitution deux.csv {DOCUMENTS} -o d"),
    Cas(f"attestation grille.csv {DOCUMENTS} -o d.md", ("d.md",)),
    Cas(f"attestation deux.csv {DOCUMENTS} -o d"),
    Cas(
        f"documents grille.csv {DOCUMENTS} --catalogue modules.yaml -o d",
        ("d/grille-ecarts.md", "d/grille-plan.md"),
    ),
    Cas("grille nouvelle -r jouet.yaml -o f.csv", ("f.csv",)),
    Cas("grille corriger mal-ecrite.csv -r jouet.yaml -o f.csv", ("f.csv",)),
    Cas("grille convertir grille.csv -r jouet.yaml -f ods -o f.ods", ("f.ods",)),
    Cas("grille rapprocher grille.csv autre.csv -r jouet.yaml -o f.csv", ("f.csv",)),
    Cas("grille reunir grille.csv autre.csv -r jouet.yaml -o f.csv", ("f.csv",)),
    Cas("referentiel exporter jouet.yaml -f csv -o f.csv", ("f.csv",)),
    Cas("referentiel verifier jouet.yaml -f json -o f.json", ("f.json",)),
    Cas("referentiel comparer jouet.yaml mal-forme.yaml -f json -o f.json", ("f.json",)),
    Cas("referentiel schema -o f.json", ("f.json",)),
    Cas("referentiel importer export.csv --date 2026-11-28 -o f.yaml", ("f.yaml",)),
    Cas("referentiel formater mal-forme.yaml"),
    Cas("modele extraire neufs", ("neufs/ecarts.md", "neufs/plan.md")),
    Cas("cohorte cohorte.csv -r jouet.yaml -f csv -o f.csv", ("f.csv",)),
    Cas("pseudonymiser deux.csv -r jouet.yaml -o sans --table table.csv"),
    Cas("jury preparer petite.yaml -o neuve"),
    Cas("jury decisions s"),
    Cas("jury proces-verbal decidee --date 2026-11-28"),
    Cas("jury exporter close --identites identites.csv -o f.csv", ("f.csv",)),
    Cas("purge close --avant 2027-01-01 --confirmer"),
)
LECTEURS = (  # commands that write nothing
    "grille verifier grille.csv -r jouet.yaml",
    "referentiel afficher jouet.yaml",
    "referentiel lister",
    "referentiel verifier jouet.yaml",
    "referentiel comparer jouet.yaml jouet.yaml",
    "referentiel schema",
    "modele verifier m",
    "modele variables plan",
    "controler close",
    "expliquer S202",
    "score grille.csv -r jouet.yaml",
    "jury preparer session.yaml -o neuve --simuler",
    "jury exporter close",
    "purge close --avant 2027-01-01",
    "referentiel formater mal-forme.yaml --verifier",
)


def contenus(dossier: Path) -> dict[str, bytes]:
    """All files of a folder by name, but for locks, which hold nothing."""
    tous = (f for f in sorted(dossier.rglob("*")) if f.is_file() and f.name != ".verrou")
    return {f.relative_to(dossier).as_posix(): f.read_bytes() for f in tous}


@pytest.fixture(scope="module", autouse=True)
def sans_typst():
    """Documents of the jury are their Markdown, which is made in no time."""
    with pytest.MonkeyPatch.context() as ici:
        ici.setattr(
            formats, "rendre", lambda format_, modeles, markdown, document: markdown.encode()
        )
        yield


@pytest.fixture(scope="module")
def depart(tmp_path_factory, sans_typst):
    """The folder that each command runs in."""
    ici = tmp_path_factory.mktemp("pannes") / "depart"
    ici.mkdir()
    shutil.copy(CAS / "grille" / "jouet.yaml", ici)
    shutil.copy(CAS / "grille" / "ok-colonne-resultat.csv", ici / "grille.csv")
    shutil.copy(CAS / "grille" / "ok-large-trois-candidats.csv", ici / "tous.csv")
    tous = (ici / "tous.csv").read_bytes()
    (ici / "deux.csv").write_bytes(b"".join(tous.splitlines(keepends=True)[:3]))
    grille = (ici / "grille.csv").read_bytes()
    (ici / "autre.csv").write_bytes(grille.replace(b"NA", b"A"))
    (ici / "mal-ecrite.csv").write_bytes(grille.replace(b"NA", b"non aquis"))
    (ici / "finale.csv").write_bytes("évaluation;finale\n".encode() + grille.replace(b"NA", b"A"))
    (ici / "paires.csv").write_text("préalable;finale\ngrille.csv;finale.csv\n", encoding="utf-8")
    jouet = (ici / "jouet.yaml").read_text(encoding="utf-8")
    (ici / "mal-forme.yaml").write_text(jouet.replace(": ", ":   "), encoding="utf-8")
    (ici / "modules.yaml").write_text(MODULES, encoding="utf-8")
    (ici / "identites.csv").write_text(IDENTITES, encoding="utf-8")
    titres = ("candidat", "1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.2.1")
    candidats = [
        (f"C-{rang:04}", "A", "NA" if rang % 2 else "A", "A", "A", "A") for rang in range(1, 21)
    ]
    (ici / "cohorte.csv").write_bytes(tableur_csv.ecrire([titres, *candidats]))
    lancer(ici, "referentiel", "exporter", "jouet.yaml", "-f", "csv", "-o", "export.csv")
    lancer(ici, "modele", "extraire", "m")
    clore(ici, "close")
    (ici / "session.yaml").write_text(SESSION, encoding="utf-8")
    (ici / "petite.yaml").write_text(
        SESSION[: SESSION.index("  - reference: P-2")], encoding="utf-8"
    )
    lancer(ici, "jury", "preparer", "session.yaml", "-o", "s")
    shutil.copytree(ici / "s", ici / "decidee")
    shutil.copy(ici / "close" / "decisions.csv", ici / "decidee")
    return ici


def remettre(dossier: Path, avant: dict[str, bytes]) -> None:
    """Put a folder back as it was; what this process has swept is forgotten."""
    maintenant = contenus(dossier)
    for nom in maintenant.keys() - avant.keys():
        (dossier / nom).unlink()
    for nom, contenu in avant.items():
        if maintenant.get(nom) != contenu:
            (dossier / nom).write_bytes(contenu)
    for vide in sorted(dossier.rglob("*"), reverse=True):
        if vide.is_dir() and not any(vide.iterdir()):
            vide.rmdir()
    ecriture._BALAYES.clear()


def executer(dossier: Path, cas: Cas, *, deja: bool):
    forcer = ["--forcer"] if deja and cas.sorties else []
    return lancer(dossier, *shlex.split(cas.commande), *forcer)


def interrompre(dossier: Path, cas: Cas, panne: Panne, *, deja: bool):
    """Run with a failure; None if the process was killed."""
    with pytest.MonkeyPatch.context() as ici:
        panne.poser(ici)
        try:
            return executer(dossier, cas, deja=deja)
        except Mort:
            return None


def vieillir(dossier: Path) -> None:
    """A while goes by: what a dead process has left is old."""
    for reste in dossier.rglob(".*.tmp"):
        os.utime(reste, (reste.stat().st_atime, reste.stat().st_mtime - 3600))
    ecriture._BALAYES.clear()


LONGUES = {"jury preparer": (TENU,)}  # tests/jury/test_jury.py does the others


@pytest.mark.parametrize(
    ("cas", "genre"),
    [
        pytest.param(cas, genre, id=f"{cas.commande.replace('/', '-')[:40]}-{genre}")
        for cas in CAS_D_ECRITURE
        for genre in LONGUES.get(cas.nom, GENRES)
    ],
)
def test_a_chaque_operation_refusee_l_ancien_ou_le_nouveau_et_la_suite_finit(
    depart, tmp_path, cas, genre
):
    ici, deja = tmp_path / "ici", genre != TUE
    sessions = {mot for mot in cas.commande.split() if (depart / mot).is_dir()}
    shutil.copytree(depart, ici, ignore=lambda d, noms: SESSIONS - sessions)
    for sortie in cas.sorties if deja else ():
        (ici / sortie).parent.mkdir(exist_ok=True)
        (ici / sortie).write_bytes(ANCIEN)
    avant = contenus(ici)
    assert executer(ici, cas, deja=deja).statut == 0
    apres = contenus(ici)
    assert apres != avant
    for rang in count(1):
        remettre(ici, avant)
        panne = Panne(rang, genre, ici)
        execution = interrompre(ici, cas, panne, deja=deja)
        if not panne.atteinte:
            break
        maintenant = contenus(ici)
        juger(rang, execution, avant, apres, maintenant)
        if maintenant in (avant, apres):
            continue  # nothing tells the next run that anything happened
        vieillir(ici)
        suite = executer(ici, cas, deja=deja)
        assert suite.statut == 0 or "J302" in suite.erreurs, (
            rang,
            suite.erreurs,
        )  # closed: it was ended
        assert contenus(ici) == apres, rang
    assert rang > 2


def juger(rang, execution, avant, apres, maintenant):
    """Nothing is lost, nothing is half; what could not be done is said with what to do."""
    for nom, contenu in maintenant.items():
        if not Path(nom).name.startswith("."):
            assert contenu in (avant.get(nom), apres.get(nom)) or dit_le_refus(nom, contenu), (
                rang,
                nom,
            )
    gardes = set(avant) & set(apres)
    assert gardes <= set(maintenant), rang
    if execution is None:
        return
    assert execution.statut in (0, 3, 4), (rang, execution.erreurs)
    if execution.statut == 0:
        assert {n: c for n, c in maintenant.items() if not Path(n).name.startswith(".")} == apres, (
            rang
        )
        return
    fautes = [faute for faute in ecrites(execution.erreurs) if faute.code.startswith("S")]
    assert fautes, (rang, execution.erreurs)
    assert "clea s'est arrêté" not in execution.erreurs
    assert "Traceback" not in execution.erreurs


def dit_le_refus(nom: str, contenu: bytes) -> bool:
    """Whether it is a whole report in JSON, which says itself that a file was refused: it is the new one."""
    return nom.endswith(".json") and "S102" in {
        faute["code"] for faute in json.loads(contenu)["diagnostics"]
    }


def test_chaque_commande_a_son_cas():
    """A new command is a red test until it is said here what it writes, or that it writes nothing."""
    toutes = {aide.chemin.removeprefix("clea ") for aide in aides()} - {"clea", *GROUPES}
    assert {cas.nom for cas in CAS_D_ECRITURE} | {
        Cas(lecteur).nom for lecteur in LECTEURS
    } == toutes


def test_chaque_commande_qui_a_une_sortie_a_un_cas_d_ecriture():
    ecrivent = {
        aide.chemin.removeprefix("clea ")
        for aide in aides()
        if any("--sortie" in nom or "--confirmer" in nom for nom, _ in aide.options)
    }
    assert ecrivent <= {cas.nom for cas in CAS_D_ECRITURE}


@pytest.mark.parametrize("commande", LECTEURS)
def test_une_commande_qui_lit_n_ecrit_rien(depart, commande, monkeypatch):
    monkeypatch.setattr(
        "clea_cli.documents.essai_modeles.essayer", lambda modeles: []
    )  # it takes seconds
    avant = contenus(depart)
    panne = Panne(0, PLEIN, depart)
    lance = interrompre(depart, Cas(commande), panne, deja=False)
    assert lance.statut in (0, 1), lance.erreurs  # 1: a file would be formatted otherwise
    assert panne.operations == []
    assert contenus(depart) == avant


# Replaced under the reader

RELUS = {  # files that must be looked at again before they are replaced or relied on, and two that are two inputs
    "referentiel formater": {"mal-forme.yaml"},
    "referentiel comparer": {"jouet.yaml"},
    "jury decisions": {"s/manifest.json"},
    "jury proces-verbal": {"decidee/manifest.json"},
    "jury exporter": {"close/decisions.csv"},
}


class Lecteur:
    """Sees the files that a command reads, and changes one just before it is read again."""

    def __init__(self, dossier: Path, changer) -> None:
        self.lus: Counter[str] = Counter()
        self._dossier, self._changer = dossier, changer

    def poser(self, monkeypatch: pytest.MonkeyPatch) -> None:
        vraie = Path.open

        def ouvrir(chemin, mode="r", *arguments, **options):
            ici = Path(os.path.realpath(chemin))
            if ici.is_relative_to(self._dossier) and not set(mode) & set("wax+"):
                nom = ici.relative_to(self._dossier).as_posix()
                self.lus[nom] += 1
                if self.lus[nom] == 2:
                    self._changer(ici)
            return vraie(chemin, mode, *arguments, **options)

        monkeypatch.setattr(Path, "open", ouvrir)


def changer(fichier: Path) -> None:
    fichier.write_bytes(b"critere;resultat\n1.1.1;acquis\n")


@pytest.mark.parametrize("gene", [Path.unlink, changer], ids=["parti", "change"])
@pytest.mark.parametrize(
    "cas",
    [*CAS_D_ECRITURE, *map(Cas, LECTEURS)],
    ids=lambda cas: cas.commande.replace("/", "-")[:50],
)
def test_une_entree_changee_entre_deux_lectures_ne_fait_jamais_une_panne(
    depart, tmp_path, monkeypatch, cas, gene
):
    monkeypatch.setattr(
        "clea_cli.documents.essai_modeles.essayer", lambda modeles: []
    )  # it takes seconds
    ici = tmp_path.resolve() / "ici"
    shutil.copytree(depart, ici)
    entrees = set(contenus(ici))
    lecteur = Lecteur(ici, gene)
    with pytest.MonkeyPatch.context() as gene_ici:
        lecteur.poser(gene_ici)
        execution = executer(ici, cas, deja=False)
    assert execution.statut in (0, 1, 3, 4), execution.erreurs
    assert "clea s'est arrêté" not in execution.erreurs
    relus = {nom for nom, fois in lecteur.lus.items() if fois > 1} & entrees
    assert relus <= RELUS.get(cas.nom, set()), "a file opened twice may be two files"
    if relus:
        assert ecrites(execution.erreurs), "what came between is told"


@pytest.mark.parametrize(
    "commande",
    [
        "referentiel formater mal-forme.yaml",
        "pseudonymiser deux.csv -r jouet.yaml -o x --table table.csv",
    ],
)
def test_ce_que_quelqu_un_vient_d_enregistrer_n_est_pas_perdu(
    depart, tmp_path, monkeypatch, commande
):
    """Between its reading and its replacement, the file is saved by somebody else."""
    ici = tmp_path / "ici"
    shutil.copytree(depart, ici, ignore=lambda d, noms: SESSIONS)
    cible = ici / commande.split()[-1]
    cible.exists() or cible.write_text("reference;candidat\nC-0001;Zoé\n", encoding="utf-8")
    vraie = ecriture.ecrire

    def ecrire(chemin, *arguments, **options):
        if Path(chemin).name == cible.name:
            cible.write_bytes(ANCIEN)
        return vraie(chemin, *arguments, **options)

    monkeypatch.setattr(ecriture, "ecrire", ecrire)
    execution = lancer(ici, *commande.split())
    assert execution.statut == 4
    assert "S202 : ce fichier ne peut pas être écrit (il vient de changer)" in execution.erreurs
    assert cible.read_bytes() == ANCIEN


# Two at once

BOUCLE = """
import sys
from clea_cli.sorties.ecriture import ecrire
for tour in range(150):
    ecrit = ecrire(sys.argv[1], sys.argv[2].encode() * 50_000 + b"%d" % tour, forcer=True)
    assert ecrit.value is not None, ecrit
"""


@pytest.mark.skipif(
    sys.platform == "win32", reason="there, to read without end is to hold the file"
)
def test_deux_processus_qui_ecrivent_sans_cesse_le_meme_fichier_n_en_laissent_jamais_une_moitie(
    tmp_path,
):
    cible = tmp_path / "f.txt"
    ecrivains = [
        subprocess.Popen([sys.executable, "-c", BOUCLE, str(cible), lettre]) for lettre in "ab"
    ]
    lus = set()
    while any(ecrivain.poll() is None for ecrivain in ecrivains):
        if cible.exists():
            contenu = cible.read_bytes()
            lus.add(contenu[:1])
            assert contenu.rstrip(b"0123456789") in (b"a" * 50_000, b"b" * 50_000)
    assert [ecrivain.returncode for ecrivain in ecrivains] == [0, 0]
    assert lus <= {b"a", b"b"}
    assert list(tmp_path.iterdir()) == [cible]


def test_deux_commandes_sur_une_meme_sortie_laissent_un_resultat_entier(depart, tmp_path):
    ici = tmp_path / "ici"
    shutil.copytree(depart, ici, ignore=lambda d, noms: SESSIONS)
    entiers = []
    for grille in ("grille.csv", "autre.csv"):
        assert (
            lancer(ici, "score", grille, "-r", "jouet.yaml", "-o", f"seul-{grille}.txt").statut == 0
        )
        entiers.append((ici / f"seul-{grille}.txt").read_bytes())
    ensemble = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "clea_cli",
                "score",
                grille,
                "-r",
                "jouet.yaml",
                "-o",
                "f.txt",
                "--forcer",
            ],
            cwd=ici,
            stderr=subprocess.DEVNULL,
        )
        for grille in ("grille.csv", "autre.csv")
    ]
    assert [commande.wait(60) for commande in ensemble] == [0, 0]
    assert entiers[0] != entiers[1]
    assert (ici / "f.txt").read_bytes() in entiers
    assert not list(ici.glob(".*"))

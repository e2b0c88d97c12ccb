"""Many documents in one call, an organisme's templates, and documents that are controlled."""

import os
import re
import shutil
from contextlib import chdir
from functools import partial
from io import BytesIO
from multiprocessing import parent_process
from pathlib import Path

import docx
import pytest

from clea_cli import equipe
from clea_cli.documents import essai_modeles, formats, lire_provenance, lots, preparer
from clea_cli.documents import remplisseur as remplisseurs
from clea_cli.documents.lots import noms, slug
from clea_cli.documents.modeles_organisme import DU_JURY, Modeles
from clea_cli.documents.preparer import faire
from clea_cli.documents.provenance_modele import ProvenanceModele
from clea_cli.documents.rediger import rediger
from clea_cli.documents.remplisseur import Remplisseur
from clea_cli.documents.rendus.modele import ModeleError, remplir
from clea_cli.jury import essai_modeles as jury
from tests.documents.test_documents import FORMATS
from tests.outils.lire_documents import texte as texte_de
from tests.promesses.test_cases import ecrites, lancer

RACINE = Path(__file__).parent.parent.parent
MODELES = ("ecarts.md", "plan.md", "restitution.md", "attestation.md", *DU_JURY, "_pied.md")
DOUZE = str(RACINE / "examples" / "douze-candidats.csv")


def contenus(dossier):
    return {fichier.name: fichier.read_bytes() for fichier in sorted(dossier.iterdir())}


def test_un_lot_fait_un_dossier_et_une_mauvaise_grille_ne_perd_pas_les_autres(tmp_path):
    grilles = [
        DOUZE,
        str(RACINE / "examples" / "six-fautes.csv"),
        str(RACINE / "examples" / "indetermine.csv"),
    ]
    commande = (
        "ecarts",
        *grilles,
        "--format",
        "html",
        "--sortie",
        "sortie",
        "--date",
        "2026-11-28",
    )
    statut, sortie, erreurs = lancer(tmp_path, *commande)
    assert (statut, sortie) == (3, "")
    assert "sortie : 13 documents écrits, 0 inchangé." in erreurs
    assert {faute.source for faute in ecrites(erreurs) if faute.gravite == "erreur"} == {grilles[1]}
    assert len(contenus(tmp_path / "sortie")) == 13
    avant = contenus(tmp_path / "sortie")
    statut, _, erreurs = lancer(tmp_path, *commande)
    assert (statut, contenus(tmp_path / "sortie")) == (3, avant)
    assert "sortie : 0 document écrit, 13 inchangés." in erreurs


def test_un_fichier_a_la_place_du_dossier_est_dit_une_fois(tmp_path):
    (tmp_path / "pris").write_text("un fichier")
    statut, _, erreurs = lancer(tmp_path, "ecarts", DOUZE, "--format", "md", "--sortie", "pris")
    assert (statut, [faute.code for faute in ecrites(erreurs)]) == (4, ["S202"])
    assert "document" not in erreurs


@pytest.mark.parametrize("format_", formats.FORMATS)
def test_plusieurs_travailleurs_font_les_memes_octets_qu_un_seul(format_, tmp_path):
    for nombre in ("1", "2"):
        suite = (
            "--format",
            format_,
            "--sortie",
            f"par-{nombre}",
            "--date",
            "2026-11-28",
            "--travailleurs",
            nombre,
        )
        assert lancer(tmp_path, "restitution", DOUZE, *suite)[0] == 0
    assert len(contenus(tmp_path / "par-1")) == 12
    assert contenus(tmp_path / "par-1") == contenus(tmp_path / "par-2")


def mourir_de(preparation, taches):
    """Die of one candidate, whatever process has it, and only where a helper can: here it would end the tests."""
    if parent_process() and any("C-0003" in tache.grille.candidat for tache in taches):
        os._exit(3)
    return list(faire(preparation, taches))


@pytest.mark.parametrize("par_paquet", [1, 8])
def test_un_candidat_qui_tue_deux_processus_est_nomme_et_les_autres_ont_leur_document(
    monkeypatch, tmp_path, par_paquet
):
    monkeypatch.setattr(lots, "_faire_paquet", mourir_de)
    monkeypatch.setattr(lots, "_PAR_PAQUET", par_paquet)
    monkeypatch.setattr(equipe, "ensemble", partial(equipe.ensemble, ici_aussi=False))
    suite = ("--format", "md", "--sortie", "d", "--travailleurs", "2")
    statut, _, erreurs = lancer(tmp_path, "ecarts", DOUZE, *suite)
    assert [(faute.source, faute.code) for faute in ecrites(erreurs)] == [(DOUZE, "S110")]
    assert statut == 3
    assert len(contenus(tmp_path / "d")) == 11
    assert not [nom for nom in contenus(tmp_path / "d") if "C-0003" in nom]


def test_un_document_qui_ne_peut_pas_etre_fait_est_nomme_et_les_autres_sont_faits(
    monkeypatch, tmp_path
):
    def manquer(commande, remplisseur, donnees, *autres):
        if donnees["candidat"] == "C-0003":
            raise RecursionError
        return rediger(commande, remplisseur, donnees, *autres)

    monkeypatch.setattr(preparer, "rediger", manquer)
    statut, _, erreurs = lancer(tmp_path, "ecarts", DOUZE, "--format", "html", "--sortie", "d")
    [faute] = ecrites(erreurs)
    assert (statut, faute.source, faute.code) == (3, DOUZE, "D351")
    assert "« C-0003 »" in faute.message
    assert len(contenus(tmp_path / "d")) == 11


def test_les_documents_sont_ecrits_a_mesure_qu_ils_sont_faits(monkeypatch, tmp_path):
    vus = []

    def compter(*tout):
        vus.append(len(contenus(tmp_path / "d")) if (tmp_path / "d").exists() else 0)
        if len(vus) == 6:
            raise KeyboardInterrupt
        return rediger(*tout)

    monkeypatch.setattr(preparer, "rediger", compter)
    assert lancer(tmp_path, "ecarts", DOUZE, "--format", "html", "--sortie", "d").statut == 130
    assert vus == [0, 1, 2, 3, 4, 5]
    assert len(contenus(tmp_path / "d")) == 5


def test_une_lettre_absente_du_pdf_est_dite_une_fois_avec_sa_place(tmp_path):
    titres = "candidat;1.1.1;1.1.2;1.2.1;2.1.1;2.2.1"
    lignes = [titres, "C-😀;A;A;A;A;A", "C-1;A;A;A;A;A", "C-🚀;A;A;A;A;A"]
    (tmp_path / "g.csv").write_text("\n".join(lignes), encoding="utf-8")
    shutil.copy(RACINE / "tests" / "cases" / "grille" / "jouet.yaml", tmp_path)
    suite = ("--referentiel", "jouet.yaml", "-f", "pdf", "-o", "d", "--date", "2026-11-28")
    statut, _, erreurs = lancer(tmp_path, "ecarts", "g.csv", *suite)
    fautes = ecrites(erreurs)
    assert (statut, [faute.code for faute in fautes]) == (0, ["D350", "D350"])
    assert "« 😀 » (U+1F600), dans « Écarts\u00a0: C-😀 »" in fautes[0].message
    assert len(contenus(tmp_path / "d")) == 3


def test_un_document_existant_et_different_n_est_pas_remplace(tmp_path):
    (tmp_path / "sortie").mkdir()
    (tmp_path / "sortie" / "C-0005-ecarts.md").write_text("à moi", encoding="utf-8")
    commande = ("ecarts", str(RACINE / "examples" / "indetermine.csv"), "-f", "md", "-o", "sortie")
    statut, _, erreurs = lancer(tmp_path, *commande)
    assert (statut, [faute.code for faute in ecrites(erreurs)]) == (4, ["S201"])
    assert (tmp_path / "sortie" / "C-0005-ecarts.md").read_text(encoding="utf-8") == "à moi"


def test_les_noms_de_fichiers_restent_dans_le_dossier_et_ne_se_heurtent_pas():
    candidats = ["../../etc/passwd", "C 1", "c-1", "C/1", "R&D <b>", "CON", "", "é", "e", "x" * 300]
    assert noms(candidats, "ecarts", "md")[:6] == [
        *(
            "etc-passwd-ecarts.md",
            "C-1-ecarts.md",
            "c-1-2-ecarts.md",
            "C-1-3-ecarts.md",
            "R-D-b-ecarts.md",
        ),
        "CON-ecarts.md",
    ]
    donnes = noms(candidats, "ecarts", "md")
    assert len({nom.casefold() for nom in donnes}) == len(candidats)
    assert all(len(nom) < 100 and "/" not in nom for nom in donnes)
    assert slug("  ") == "sans-reference"


# Templates


def test_un_modele_de_l_organisme_remplace_le_notre_fichier_par_fichier(tmp_path):
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "_pied.md").write_text(
        "Les Ateliers du Pont, {{ date | date_longue }}\n", encoding="utf-8"
    )
    grille = str(RACINE / "examples" / "indetermine.csv")
    _, sortie, _ = lancer(tmp_path, "ecarts", grille, "--modeles", "m", "--date", "2026-11-28")
    assert "Les Ateliers du Pont, 28 novembre 2026" in sortie
    assert "Écarts : C-0005" in sortie
    assert "sha256" not in sortie


def test_extraire_puis_verifier_puis_changer(tmp_path, monkeypatch):
    monkeypatch.setattr(
        essai_modeles, "format_absent", lambda nom: nom if nom in ("docx", "pdf") else None
    )
    monkeypatch.setattr(essai_modeles, "_presences", tuple)
    monkeypatch.setattr(jury, "format_absent", lambda nom: nom)
    assert lancer(tmp_path, "modele", "extraire", "m")[0] == 0
    assert set(contenus(tmp_path / "m")) == {*MODELES, "organisme.yaml"}
    statut, sortie, erreurs = lancer(tmp_path, "modele", "verifier", "m")
    assert (statut, erreurs) == (0, "")
    # The names, then four candidates in two formats; one of them has something to attest.
    assert sortie.count("correct, 9 essais") == 3
    assert "attestation.md : correct, 3 essais" in sortie
    fichier = tmp_path / "m" / "restitution.md"
    fichier.write_text(
        fichier.read_text(encoding="utf-8") + "\n\n{{ candidat.nom }}\n", encoding="utf-8"
    )
    derniere = len(fichier.read_text(encoding="utf-8").splitlines())
    statut, sortie, erreurs = lancer(tmp_path, "modele", "verifier", "m")
    assert statut == 1
    assert "restitution.md : en faute" in sortie
    [faute] = ecrites(erreurs)
    assert (faute.code, Path(faute.source).name, faute.ligne) == (
        "D209",
        "restitution.md",
        derniere,
    )
    assert lancer(tmp_path, "modele", "extraire", "m")[0] == 4  # ours would replace theirs


MECHANTS = {
    "boucle": "{% for a in range(99999) %}{% for b in range(99999) %}{{ a }}{% endfor %}{% endfor %}",
    "memoire": "{% set ns = namespace(t='x' * 1000) %}{% for a in range(40) %}{% set ns.t = ns.t ~ ns.t %}{% endfor %}",
    "texte": "{{ 'x' * 9000000 }}",
}
PYTHON = {
    "classe": "{{ ''.__class__.__mro__ }}",
    "globales": "{{ cycler.__init__.__globals__ }}",
    "import": "{{ self.__init__.__globals__.__builtins__.__import__('os') }}",
    "fichier": "{% include '../../pyproject.toml' %}",
    "modifier": "{{ domaines.append(1) }}",
}


@pytest.mark.parametrize("mal", [*MECHANTS, *PYTHON])
def test_un_modele_mechant_est_arrete_et_le_suivant_sert(mal, monkeypatch):
    monkeypatch.setattr(remplisseurs, "_DELAI", 2)
    remplisseur = Remplisseur(
        Modeles("m", {"ecarts.md": {**MECHANTS, **PYTHON}[mal].encode(), "plan.md": b"# {{ a }}"})
    )
    try:
        rempli = remplisseur.remplir("ecarts.md", {"domaines": []})
        assert rempli.value is None
        assert [faute.code for faute in rempli.diagnostics] == [
            "D203" if mal in MECHANTS else "D201"
        ]
        assert remplisseur.remplir("plan.md", {"a": "b"}).value == "# b"
    finally:
        remplisseur.fermer()


def test_la_ligne_en_faute_est_celle_du_modele():
    for texte, ligne in (
        ("a\n\n{% if %}", 3),
        ("a\nb\n{{ absent }}", 3),
        ("{% macro m() %}\n{{ x.y.z }}\n{% endmacro %}{{ m() }}", 2),
    ):
        with pytest.raises(ModeleError) as erreur:
            remplir("ecarts.md", {}, {"ecarts.md": texte})
        assert (erreur.value.nom, erreur.value.ligne) == ("ecarts.md", ligne)


@pytest.mark.parametrize(
    "cache",
    [
        "[ne vaut pas certificat]: http://exemple.invalid",
        "<!-- ne vaut pas certificat -->",
        "<i title='ne vaut pas certificat'>",
        "![ne vaut pas certificat](figure:domaines)",
        "{# ne vaut pas certificat #}",
        "```\nCERTIFICAT",
        "- a\n\n      CERTIFICAT",
    ],
)
@pytest.mark.parametrize("format_", ["texte", "md", "html"])
def test_ce_que_le_modele_cache_ne_vaut_pas_pour_la_phrase_due(cache, format_, tmp_path):
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "attestation.md").write_text(f"# CERTIFICAT\n\n{cache}\n", encoding="utf-8")
    grille = str(RACINE / "examples" / "un-domaine-manque.csv")
    suite = ("--modeles", "m", "--date", "2026-11-28", "--format", format_)
    sortie = lancer(tmp_path, "attestation", grille, *suite).sortie
    assert "Cette attestation ne vaut pas certificat." in sortie


@pytest.mark.parametrize(
    ("genre", "dite"),
    [
        ("attestation", "Ceci NE VAUT\npas\u00a0certificat."),
        ("restitution", "Ce n\u2019est\npas  un Certificat."),
    ],
)
def test_la_phrase_due_qui_est_ecrite_autrement_n_est_pas_dite_deux_fois(genre, dite, tmp_path):
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / f"{genre}.md").write_text(f"# Titre\n\n{dite}\n", encoding="utf-8")
    grille = str(RACINE / "examples" / "un-domaine-manque.csv")
    suite = ("--modeles", "m", "--date", "2026-11-28", "--format", "md")
    assert lancer(tmp_path, genre, grille, *suite).sortie.lower().count("certificat") == 1


def test_un_modele_ne_peut_pas_faire_d_une_attestation_un_certificat(tmp_path):
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "attestation.md").write_text("# CERTIFICAT\n", encoding="utf-8")
    (tmp_path / "m" / "restitution.md").write_text("# Diplôme\n", encoding="utf-8")
    grille = str(RACINE / "examples" / "un-domaine-manque.csv")
    for genre, mots in (
        ("attestation", "ne vaut pas certificat"),
        ("restitution", "n'est pas un certificat"),
    ):
        assert (
            mots in lancer(tmp_path, genre, grille, "--modeles", "m", "--date", "2026-11-28").sortie
        )
    lancer(
        tmp_path,
        "attestation",
        grille,
        "--modeles",
        "m",
        "--date",
        "2026-11-28",
        "-f",
        "html",
        "-o",
        "a.html",
    )
    shutil.copy(grille, tmp_path)
    assert "avec les modèles de l'organisme" in lancer(tmp_path, "controler", "a.html").sortie


ANGLAIS = ("access", "undefined", "object", "Error", "expected", "unknown", "attribute", "not")


@pytest.mark.parametrize("mal", [*PYTHON, "absent", "balise", "division"])
def test_une_faute_de_modele_se_dit_en_francais(mal):
    autres = {"absent": "{{ candidta }}", "balise": "{% if %}", "division": "{{ 1 // 0 }}"}
    with pytest.raises(ModeleError) as erreur:
        remplir("ecarts.md", {"domaines": []}, {"ecarts.md": {**PYTHON, **autres}[mal]})
    assert not [mot for mot in ANGLAIS if mot in erreur.value.motif]
    assert erreur.value.ligne == 1


PAGE = (RACINE / "docs" / "modeles.md").read_text(encoding="utf-8")


def test_la_page_des_modeles_dit_ce_que_les_filtres_font():
    for trou, attendu in re.findall(r"^\| `(\{\{ .*? \}\})` \| (.*?) \|$", PAGE, re.MULTILINE):
        assert remplir("ecarts.md", {}, {"ecarts.md": trou}) == attendu


@pytest.fixture
def dossier(tmp_path):
    """A folder with a grille, a catalogue and an organisme's footer."""
    shutil.copy(RACINE / "examples" / "un-domaine-manque.csv", tmp_path / "grille.csv")
    shutil.copy(RACINE / "examples" / "catalogue.yaml", tmp_path)
    (tmp_path / "modeles").mkdir()
    (tmp_path / "modeles" / "_pied.md").write_text("Les Ateliers du Pont\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("modeles", [(), ("--modeles", "modeles")], ids=["les-notres", "les-leurs"])
def test_un_document_se_controle_d_ou_que_l_on_soit(format_, modeles, dossier):
    voulu = "plan grille.csv --catalogue catalogue.yaml --prealable 2024-03-01 --debut 2026-12-01"
    plan = voulu.split()
    assert (
        lancer(
            dossier, *plan, *modeles, "-f", format_, "-o", f"plan.{format_}", "--date", "2026-11-28"
        )[0]
        == 0
    )
    for ici, chemin in ((dossier, f"plan.{format_}"), (RACINE, str(dossier / f"plan.{format_}"))):
        statut, sortie, erreurs = lancer(ici, "controler", chemin)
        assert (statut, erreurs) == (0, "")
        assert "conforme à ses fichiers (plan de C-0002" in sortie


def test_un_lot_range_ailleurs_se_controle_en_disant_ou_sont_les_grilles(tmp_path):
    (tmp_path / "grilles").mkdir()
    (tmp_path / "ici").mkdir()
    shutil.copy(DOUZE, tmp_path / "grilles" / "douze.csv")
    commande = ("ecarts", "../grilles/douze.csv", "-f", "md", "-o", "sortie")
    assert lancer(tmp_path / "ici", *commande)[0] == 0
    documents = [f"sortie/{nom}" for nom in contenus(tmp_path / "ici" / "sortie")]
    statut, _, erreurs = lancer(tmp_path / "ici", "controler", *documents)
    assert (statut, {faute.code for faute in ecrites(erreurs)}) == (1, {"D302"})
    statut, sortie, erreurs = lancer(
        tmp_path / "ici", "controler", *documents, "--dans", "../grilles"
    )
    assert (statut, erreurs, sortie.count("conforme")) == (0, "", 12)


NATURES = {
    "grille.csv": "la grille",
    "catalogue.yaml": "le catalogue",
    "modeles/_pied.md": "le dossier des modèles",
}


@pytest.mark.parametrize("fichier", NATURES)
def test_un_fichier_change_se_voit(fichier, dossier):
    plan = "plan grille.csv --catalogue catalogue.yaml --modeles modeles -f html -o p.html"
    assert lancer(dossier, *plan.split())[0] == 0
    with (dossier / fichier).open("a", encoding="utf-8") as flux:
        flux.write("\n")
    donne = fichier.removesuffix("/_pied.md")
    for donnes, code in (((), "D302"), ((donne,), "D303")):
        statut, _, erreurs = lancer(dossier, "controler", "p.html", *donnes)
        [faute] = ecrites(erreurs)
        assert (statut, faute.code) == (1, code)
        assert faute.message.startswith(f"{NATURES[fichier]} de ce document")


def test_un_fichier_renomme_ou_donne_est_reconnu_a_ce_qu_il_contient(dossier):
    assert (
        lancer(dossier, "ecarts", "grille.csv", "-f", "pdf", "-o", "e.pdf", "--date", "2026-11-28")[
            0
        ]
        == 0
    )
    (dossier / "grille.csv").rename(dossier / "autre nom.csv")
    assert (
        "conforme à ses fichiers (écarts de C-0002)" in lancer(dossier, "controler", "e.pdf").sortie
    )
    (dossier / "ailleurs").mkdir()
    (dossier / "ailleurs" / "loin").mkdir()
    (dossier / "autre nom.csv").rename(dossier / "ailleurs" / "loin" / "g.csv")
    assert [faute.code for faute in ecrites(lancer(dossier, "controler", "e.pdf").erreurs)] == [
        "D302"
    ]
    for donne in ("ailleurs/loin/g.csv", "ailleurs/loin"):
        assert (
            "conforme à ses fichiers (écarts de C-0002)"
            in lancer(dossier, "controler", "e.pdf", donne).sortie
        )


def test_un_document_ne_fait_lire_aucun_fichier_hors_de_son_dossier(dossier, tmp_path_factory):
    assert (
        lancer(dossier, "ecarts", "grille.csv", "-f", "md", "-o", "e.md", "--date", "2026-11-28")[0]
        == 0
    )
    ailleurs = tmp_path_factory.mktemp("ailleurs") / "grille.csv"
    (dossier / "grille.csv").rename(ailleurs)
    (dossier / "lien.csv").symlink_to(ailleurs)
    assert [faute.code for faute in ecrites(lancer(dossier, "controler", "e.md").erreurs)] == [
        "D302"
    ]


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("genre", ["ecarts", "plan", "restitution", "attestation"])
def test_un_document_ne_porte_ni_verdict_ni_reference_ni_nom_de_fichier(genre, format_, dossier):
    (dossier / "grille.csv").rename(dossier / "secret-de-fichier.csv")
    commande = (
        genre,
        "secret-de-fichier.csv",
        "-f",
        format_,
        "-o",
        f"d.{format_}",
        "--date",
        "2026-11-28",
    )
    assert lancer(dossier, *commande)[0] == 0
    contenu = (dossier / f"d.{format_}").read_bytes()
    origine = lire_provenance.lire(contenu)
    assert isinstance(origine, ProvenanceModele)
    portee = origine.model_dump_json(by_alias=True)
    for mot in ("C-0002", "certifiable", "secret", "csv", str(dossier)):
        assert mot not in portee
    assert re.fullmatch(r"\d{4} \d{4} \d{4}", origine.code)
    imprime = re.sub(r"\s+", " ", texte_de(contenu, format_).replace("\u00a0", " "))
    if format_ == "docx":
        pied = docx.Document(BytesIO(contenu)).sections[0].footer
        imprime = " ".join(paragraphe.text for paragraphe in pied.paragraphs)
    assert f"Code de contrôle : {origine.code}" in imprime


def test_le_code_de_controle_est_celui_des_reponses_et_du_verdict(dossier):
    codes = set()
    for genre in ("ecarts", "restitution"):
        for format_ in ("md", "html"):
            suite = ("-f", format_, "-o", f"{genre}.{format_}", "--date", "2026-11-28")
            assert lancer(dossier, genre, "grille.csv", *suite)[0] == 0
            origine = lire_provenance.lire((dossier / f"{genre}.{format_}").read_bytes())
            codes.add((genre, origine.code))
    # The same in every format of a document, and another one for another document.
    assert len(codes) == 2
    assert len({code for _, code in codes}) == 2


@pytest.mark.parametrize("format_", FORMATS)
def test_un_octet_change_dans_le_document_se_voit(format_, dossier):
    assert (
        lancer(
            dossier,
            "ecarts",
            "grille.csv",
            "-f",
            format_,
            "-o",
            f"e.{format_}",
            "--date",
            "2026-11-28",
        )[0]
        == 0
    )
    contenu = bytearray((dossier / f"e.{format_}").read_bytes())
    contenu[len(contenu) // 2] ^= 1
    (dossier / f"e.{format_}").write_bytes(contenu)
    statut, sortie, erreurs = lancer(dossier, "controler", f"e.{format_}")
    assert (statut, sortie) == (1, "")
    assert ecrites(erreurs)[0].code in ("D301", "D304")


def test_un_document_dont_on_a_change_le_candidat_n_est_jamais_conforme(dossier):
    """Nobody of that name in the grille: there is nothing to make again, and that is told."""
    assert lancer(dossier, "ecarts", "grille.csv", "-f", "md", "-o", "e.md")[0] == 0
    texte = (dossier / "e.md").read_text(encoding="utf-8")
    (dossier / "e.md").write_text(texte.replace("C-0002", "C-0003"), encoding="utf-8")
    statut, sortie, erreurs = lancer(dossier, "controler", "e.md")
    assert (statut, sortie, [faute.code for faute in ecrites(erreurs)]) == (1, "", ["D304"])


def test_la_provenance_ne_dit_aucun_dossier_de_la_machine(dossier):
    with chdir(dossier):
        lancer(dossier, "ecarts", str(dossier / "grille.csv"), "-f", "md", "-o", "e.md")
    assert str(dossier) not in (dossier / "e.md").read_text(encoding="utf-8")

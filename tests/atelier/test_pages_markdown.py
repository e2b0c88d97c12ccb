"""The Markdown pages, whole, from values decided by hand: a référentiel, and two versions of one."""

from fractions import Fraction

from clea_cli import __version__
from clea_cli.atelier.rendus import comparaison_markdown, referentiel_markdown
from clea_cli.atelier.vues_comparaison import (
    ChangementVu,
    ComparaisonVue,
    EffetVu,
    GrillesComparees,
    VerdictChange,
    VersionVue,
)
from tests.outils.decrits import DECRIT

MOITIE = "\ud800"  # half a character, which no UTF-8 holds


def test_un_referentiel_en_markdown_dit_tout_ce_qu_il_est():
    assert referentiel_markdown.rendre(DECRIT).decode() == (
        "# Jouet \\* à lire\n"
        "\n"
        "> **Attention.** Un \\<b\\>brouillon.\n"
        "\n"
        "- **Identifiant** : jouet\n"
        "- **Version** : 2.0\n"
        "- **Succède à** : la version 1\n"
        "- **État** : publié\n"
        "- **Certificateur** : Les \\_Jouets\\_\n"
        "- **Contenu** : 2 domaines, 3 critères\n"
        "- **Évaluations** : 7 h, puis 5 h\n"
        "- **Certitude des critères** : 2 confirmés, 1 à confirmer\n"
        "- **Réponse « acquis »** : oui, \\*\n"
        "- **Réponse « non acquis »** : non\n"
        "\n"
        "## Règles\n"
        "\n"
        "### r1 (par défaut) : Règle \\*un\\*\n"
        "\n"
        "- Un domaine demande 75 %.\n"
        "- L'ensemble \\| aussi.\n"
        "- Vérifiée le 03/02/2025. Sources : s1, s2.\n"
        "\n"
        "### r2 : Règle deux\n"
        "\n"
        "- Vérifiée le 04/02/2025.\n"
        "\n"
        "### Points requis\n"
        "\n"
        "| | Niveau | Points | Requis, r1 | Requis, r2 |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| | **Ensemble** | 7/2 | 3 | |\n"
        "| 1.1 | Des \\*mots\\* | 5/2 | | 2 |\n"
        "\n"
        "## 1 · Lire \\<ici\\>\n"
        "\n"
        "Points : 5/2 ; certitude : confirmé ; sources : s1, s2 ; à \\*voir\\*\n"
        "\n"
        "| Code | Libellé | Certitude | Sources | Note |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| **1.1** | **Des \\*mots\\*** | recoupé | | |\n"
        "| 1.1.1 | Un mot | confirmé | s1, s2 | vaut 3/2 ; remplace 1.1.9 ; relu \\~ |\n"
        "| 1.1.2 | Deux mots | à confirmer | | |\n"
        "\n"
        "## 2 · Écrire\n"
        "\n"
        "Points : 1 ; certitude : proposition\n"
        "\n"
        "| Code | Libellé | Certitude | Sources | Note |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| **2.1** | **Des phrases** | confirmé | s2 | à part |\n"
        "| 2.1.1 | Une phrase | confirmé | | |\n"
        "\n"
        "## Sources\n"
        "\n"
        "- **s1** : Le \\[jouet\\], Éditeur \\# (jouet.fr/\\_a)\n"
        "- **s2** : Papier, Archives\n"
        "\n"
        "## Exemples, décidés à la main\n"
        "\n"
        "| Exemple | Grille | Règle | Verdict |\n"
        "| --- | --- | --- | --- |\n"
        "| Tout \\*oui\\* | tout acquis | r1 | certifiable |\n"
        "| Rien | | r2 | non certifiable |\n"
        "\n"
        "---\n"
        "\n"
        f"Écrit par clea {__version__} à partir du fichier d'empreinte `sha256:0`.\n"
    )


def test_un_referentiel_sans_rien_d_autre_que_son_nom_n_a_que_ses_faits():
    vue = DECRIT._replace(
        avertissement="",
        succede="",
        modalites="",
        certitudes=(),
        echelle=(),
        sources=(),
        regles=(),
        exigences=(),
        domaines=(),
        exemples=(),
        contenu=MOITIE,
    )
    assert referentiel_markdown.rendre(vue).decode() == (
        "# Jouet \\* à lire\n"
        "\n"
        "- **Identifiant** : jouet\n"
        "- **Version** : 2.0\n"
        "- **État** : publié\n"
        "- **Certificateur** : Les \\_Jouets\\_\n"
        "- **Contenu** : �\n"
        "\n"
        "---\n"
        "\n"
        f"Écrit par clea {__version__} à partir du fichier d'empreinte `sha256:0`.\n"
    )


def test_un_sous_domaine_ne_dit_pas_ce_qu_il_vaut_ni_un_critere_d_un_point():
    [domaine, _] = DECRIT.domaines
    [sous_domaine] = domaine.lignes
    criteres = tuple(critere._replace(points=1, note="") for critere in sous_domaine.lignes)
    lignes = (sous_domaine._replace(points=Fraction(9, 2), lignes=criteres),)
    vue = DECRIT._replace(domaines=(domaine._replace(lignes=lignes),))
    tableau = (
        referentiel_markdown.rendre(vue).decode().partition("| Note |\n")[2].partition("\n\n")[0]
    )
    assert tableau.split("\n")[1:] == [
        "| **1.1** | **Des \\*mots\\*** | recoupé | | |",
        "| 1.1.1 | Un mot | confirmé | s1, s2 | remplace 1.1.9 |",
        "| 1.1.2 | Deux mots | à confirmer | | |",
    ]


# Two versions

COMPARAISON = ComparaisonVue(
    VersionVue("a.yaml", "jouet", "1.0", "x"),
    VersionVue("b.yaml", "jouet", "2.0*", "y"),
    "majeur",
    (
        ChangementVu("redactionnel", "note", "1", "", "", "note"),
        ChangementVu("majeur", "points", "1.1|1", "1", "2", "1 point *devient* 2"),
        ChangementVu("majeur", "critere-retire", "1.1.2", "", "", f"retiré {MOITIE}"),
        ChangementVu("mineur", "libelle", "1.1.3", "", "", "libellé"),
    ),
    (
        EffetVu("r1", "1", (1, 2), (2, 3), "r1 : en 1, 1 sur 2 requis devient *2* sur 3"),
        EffetVu("r2", "1", (1, 2), (2, 3), "r2 : en 1, autant"),
    ),
    version_suffisante=True,
    verdict_version="C'est *assez*.",
    grilles=None,
)
CHANGE = VerdictChange(
    "g|1.csv", "C-1", "certifiable", "indetermine", "oui → peut-être", "il *reste* 1 critère"
)
TETE = "## jouet 1.0 → jouet 2.0\\*\n\n"


def test_une_comparaison_en_markdown_va_du_plus_grave_au_moins_grave():
    assert comparaison_markdown.rendre(COMPARAISON).decode() == (
        f"{TETE}"
        "✅ C'est \\*assez\\*.\n"
        "\n"
        "### Majeur (2)\n"
        "\n"
        "_change des verdicts, ou la lecture des anciennes grilles_\n"
        "\n"
        "| où | quoi |\n"
        "|---|---|\n"
        "| 1.1\\|1 | 1 point \\*devient\\* 2 |\n"
        "| 1.1.2 | retiré � |\n"
        "\n"
        "### Mineur (1)\n"
        "\n"
        "_change ce que des personnes lisent_\n"
        "\n"
        "| où | quoi |\n"
        "|---|---|\n"
        "| 1.1.3 | libellé |\n"
        "\n"
        "### Rédactionnel (1)\n"
        "\n"
        "_ne change rien de ce qui compte_\n"
        "\n"
        "| où | quoi |\n"
        "|---|---|\n"
        "| 1 | note |\n"
        "\n"
        "### Points requis\n"
        "\n"
        "- r1 : en 1, 1 sur 2 requis devient \\*2\\* sur 3\n"
        "- r2 : en 1, autant\n"
    )


def test_une_comparaison_en_markdown_dit_ce_que_deviennent_les_personnes():
    grilles = GrillesComparees(2, 0, (CHANGE, CHANGE._replace(candidat="C-2")), ("1.1*3", "1.1.4"))
    vue = COMPARAISON._replace(changements=(), effets=(), version_suffisante=False, grilles=grilles)
    assert comparaison_markdown.rendre(vue).decode() == (
        f"{TETE}"
        "❌ C'est \\*assez\\*.\n"
        "\n"
        "### Pour les personnes\n"
        "\n"
        "2 grilles lues : 2 verdicts changent.\n"
        "\n"
        "À évaluer de nouveau : 1.1\\*3, 1.1.4.\n"
        "\n"
        "| candidat | fichier | verdict | pourquoi |\n"
        "|---|---|---|---|\n"
        "| C-1 | g\\|1.csv | oui → peut-être | il \\*reste\\* 1 critère |\n"
        "| C-2 | g\\|1.csv | oui → peut-être | il \\*reste\\* 1 critère |\n"
    )


def test_des_grilles_dont_rien_ne_change_n_ont_qu_une_phrase():
    vue = COMPARAISON._replace(changements=(), effets=(), grilles=GrillesComparees(1, 0, (), ()))
    assert comparaison_markdown.rendre(vue).decode() == (
        f"{TETE}✅ C'est \\*assez\\*.\n\n### Pour les personnes\n\n1 grille lue : aucun verdict ne change.\n"
    )

"""Files: what is read, what is written (whole or not at all), and what is said when the system refuses.

Each operation of the system is made to fail in turn. Whatever happens, the target holds the old bytes or the new ones.
"""

import errno
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from clea_cli.sorties import ecriture
from clea_cli.sorties.chemins import depuis_ici
from clea_cli.sorties.ecriture import balayer, creer_dossier, ecrire
from clea_cli.sorties.verrou import prendre
from clea_cli.sources.fichiers import deplier, lire

ANCIEN, NOUVEAU = b"ancien contenu\n", b"nouveau contenu, plus long que l'ancien\n"
LIMITE = 1_000_000


def code(issue):
    """The one code of a refusal."""
    assert issue.value is None
    (faute,) = issue.diagnostics
    assert isinstance(faute.position.source, str)
    return faute.code


def motif(issue):
    """What is said in brackets."""
    (faute,) = issue.diagnostics
    return faute.message.partition("(")[2].rstrip(")")


@pytest.fixture
def cible(tmp_path):
    return tmp_path / "sortie.csv"


# Reading


@pytest.mark.parametrize("contenu", [b"", b"a", "é\r\n\0".encode(), b"x" * 100_000])
def test_un_fichier_est_lu_tel_quel(cible, contenu):
    cible.write_bytes(contenu)
    assert lire(str(cible), LIMITE) == (contenu, ())


def test_la_limite_de_taille_est_exacte(cible):
    cible.write_bytes(b"x" * LIMITE)
    assert lire(str(cible), LIMITE).value == b"x" * LIMITE
    cible.write_bytes(b"x" * (LIMITE + 1))
    trop_gros = lire(str(cible), LIMITE)
    assert code(trop_gros) == "S104"
    assert trop_gros.diagnostics[0].message == "ce fichier pèse plus de 1 Mo"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero here")
def test_un_fichier_sans_fin_n_est_pas_lu_sans_fin():
    assert code(lire("/dev/zero", LIMITE)) == "S104"


def test_un_fichier_n_est_pas_lu_au_dela_de_la_limite(cible, monkeypatch):
    tailles = []
    cible.write_bytes(b"x")

    class Espion(BytesIO):
        def read(self, taille):
            tailles.append(taille)
            return super().read(taille)

    monkeypatch.setattr(Path, "open", lambda *_: Espion(b"x" * (LIMITE * 3)))
    assert code(lire(str(cible), LIMITE)) == "S104"
    assert sum(tailles) == LIMITE + 1


def test_un_fichier_absent_est_dit_introuvable(tmp_path):
    absent = str(tmp_path / "absent.csv")
    assert code(lire(absent, LIMITE)) == "S101"
    assert lire(absent, LIMITE).diagnostics[0].position == (absent, None, None, None)
    assert code(lire(str(tmp_path / "absent" / "g.csv"), LIMITE)) == "S101"


@pytest.mark.parametrize("fin", ["", "/"])
def test_un_dossier_n_est_pas_un_fichier(tmp_path, fin):
    (tmp_path / "X").mkdir()
    issue = lire(f"{tmp_path}/X{fin}", LIMITE)
    assert code(issue) == "S103"


def test_un_fichier_pris_pour_un_dossier_n_est_pas_lu(cible):
    cible.write_bytes(ANCIEN)
    assert code(lire(f"{cible}/g.csv", LIMITE)) == "S101"


@pytest.mark.parametrize(
    ("erreur", "attendu"),
    [
        (PermissionError(errno.EACCES, "x"), "accès refusé"),
        (PermissionError(errno.EPERM, "x"), "accès refusé"),
        (OSError(errno.EBUSY, "x"), "un autre programme le tient"),
        (OSError(errno.EIO, "x"), "le système l'a refusé"),
        (OSError("sans numéro"), "le système l'a refusé"),
    ],
)
@pytest.mark.parametrize("moment", ["open", "read"])
def test_une_lecture_refusee_dit_pourquoi(cible, monkeypatch, erreur, attendu, moment):
    cible.write_bytes(ANCIEN)
    espion(monkeypatch, moment, erreur)
    issue = lire(str(cible), LIMITE)
    assert (code(issue), motif(issue)) == ("S102", attendu)


def de_windows(classe, numero, nom, de_windows):
    """The error that Python raises there: the number of Windows, and the errno that it is taken for."""
    erreur = classe(numero, "x", nom)
    erreur.winerror = de_windows
    return erreur


TENU = "un autre programme le tient"
TROP_LONG = "le nom, avec ceux de ses dossiers, est trop long"


@pytest.mark.parametrize(
    ("erreur", "attendu"),
    [
        (de_windows(PermissionError, errno.EACCES, "g.csv", 32), TENU),
        (de_windows(PermissionError, errno.EACCES, "g.csv", 33), TENU),
        (de_windows(OSError, errno.EINVAL, "g.csv", 1224), TENU),
        (de_windows(PermissionError, errno.EACCES, "g.csv", 5), "accès refusé"),
        (de_windows(PermissionError, errno.EACCES, "g.csv", 19), "le disque est en lecture seule"),
        (de_windows(FileNotFoundError, errno.ENOENT, "g.csv", 206), TROP_LONG),
        (de_windows(FileNotFoundError, errno.ENOENT, "g" * 300, 2), TROP_LONG),
        (de_windows(FileNotFoundError, errno.ENOENT, f"{'d' * 130}/{'g' * 130}", 3), TROP_LONG),
        (de_windows(OSError, errno.EINVAL, "g" * 300, 123), TROP_LONG),
        (
            de_windows(OSError, errno.EINVAL, "g|.csv", 123),
            "son nom a un signe que Windows n'admet pas",
        ),
        (
            de_windows(FileNotFoundError, errno.ENOENT, "g.csv", 53),
            "le dossier du réseau ne répond pas",
        ),
        (de_windows(OSError, errno.EINVAL, "g.csv", 225), "l'antivirus l'a arrêté"),
    ],
    ids=lambda valeur: str(getattr(valeur, "winerror", "")),
)
def test_ce_que_windows_refuse_est_dit_avec_ses_mots_a_lire_comme_a_ecrire(
    cible, monkeypatch, erreur, attendu
):
    cible.write_bytes(ANCIEN)
    espion(monkeypatch, "open", erreur)
    lu = lire(str(cible), LIMITE)
    ecrit = ecrire(str(cible), NOUVEAU, forcer=True)
    monkeypatch.undo()
    assert (code(lu), motif(lu)) == ("S102", attendu)
    assert (code(ecrit), motif(ecrit)) == ("S202", attendu)


@pytest.mark.skipif(sys.platform != "win32", reason="what Windows answers is asked of Windows")
def test_windows_dit_lui_meme_qu_un_fichier_est_tenu_ou_trop_long(cible):
    import _winapi

    cible.write_bytes(ANCIEN)
    tenue = _winapi.CreateFile(str(cible), 0x80000000, 0, 0, _winapi.OPEN_EXISTING, 0, 0)
    assert motif(lire(str(cible), LIMITE)) == TENU
    assert motif(ecrire(str(cible), NOUVEAU, forcer=True)) == TENU
    _winapi.CloseHandle(tenue)
    lecteur = _winapi.CreateFile(str(cible), 0x80000000, 1, 0, _winapi.OPEN_EXISTING, 0, 0)
    assert motif(ecrire(str(cible), NOUVEAU, forcer=True)) == TENU
    _winapi.CloseHandle(lecteur)
    with cible.open("rb") as flux:
        prendre(flux)
        assert motif(lire(str(cible), LIMITE)) == TENU
    trop_long = cible.parent.joinpath("d" * 120, "e" * 120, "g.csv")
    assert motif(lire(str(trop_long), LIMITE)) == TROP_LONG
    assert motif(ecrire(str(trop_long), NOUVEAU, forcer=True)) == TROP_LONG
    assert code(lire(str(cible.with_name("absent.csv")), LIMITE)) == "S101"


@pytest.mark.parametrize("numero", [2, 3])
def test_un_fichier_qui_manque_a_windows_n_existe_pas(cible, monkeypatch, numero):
    espion(monkeypatch, "open", de_windows(FileNotFoundError, errno.ENOENT, "g.csv", numero))
    assert code(lire(str(cible), LIMITE)) == "S101"


def test_un_nom_impossible_n_est_pas_une_panne():
    assert code(lire("a\0b", LIMITE)) == "S102"


@pytest.mark.parametrize("nom", ["a" * 300 + ".csv", "a/" * 5000], ids=["nom", "chemin"])
def test_un_nom_trop_long_n_est_pas_une_panne(nom):
    issue = lire(nom, LIMITE)
    assert (code(issue), motif(issue)) == (
        "S102",
        "le nom, avec ceux de ses dossiers, est trop long",
    )


def test_un_dossier_que_l_on_ne_peut_pas_traverser_n_est_pas_une_panne(monkeypatch):
    def refuser(*_, **__):
        raise PermissionError(errno.EACCES, "x")

    monkeypatch.setattr(os, "stat", refuser)
    monkeypatch.setattr(Path, "stat", refuser)
    monkeypatch.setattr(Path, "open", refuser)
    issue = lire("prive/g.csv", LIMITE)
    assert (code(issue), motif(issue)) == ("S102", "accès refusé")


def test_le_tiret_lit_l_entree_standard(monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=BytesIO(ANCIEN)))
    assert lire("-", LIMITE) == (ANCIEN, ())


def test_l_entree_standard_a_la_meme_limite(monkeypatch):
    for taille, attendu in ((LIMITE, 0), (LIMITE + 1, 1)):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=BytesIO(b"x" * taille)))
        issue = lire("-", LIMITE)
        assert len(issue.diagnostics) == attendu
        assert (issue.value is None) == bool(attendu)


def test_l_entree_standard_n_est_pas_lue_au_dela_de_la_limite(monkeypatch):
    flux = BytesIO(b"x" * (LIMITE * 3))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=flux))
    assert code(lire("-", LIMITE)) == "S104"
    assert flux.tell() == LIMITE + 1


def test_une_entree_standard_fermee_n_est_pas_une_panne(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert code(lire("-", LIMITE)) == "S102"


def test_une_entree_standard_illisible_n_est_pas_une_panne(monkeypatch):
    def refuser(_taille):
        raise IsADirectoryError(errno.EISDIR, "x")

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=SimpleNamespace(read=refuser)))
    assert code(lire("-", LIMITE)) == "S102"


@pytest.mark.parametrize(
    ("ecrit", "attendu"),
    [
        ("a.csv", "a.csv"),
        ("./b/../a.csv", "a.csv"),
        ("{ici}/b/a.csv", "b/a.csv"),
        ("lien/a.csv", "lien/a.csv"),
        ("{ailleurs}/a.csv", "{ailleurs}/a.csv"),
        ("../ailleurs//a.csv", "../ailleurs/a.csv"),
        ("../retour/a.csv", "a.csv"),
    ],
)
def test_un_chemin_se_dit_depuis_ici_quand_il_y_est(tmp_path, monkeypatch, ecrit, attendu):
    ici, ailleurs = tmp_path / "ici", tmp_path / "ailleurs"
    ici.mkdir()
    ailleurs.mkdir()
    (ici / "lien").symlink_to(ailleurs)
    (tmp_path / "retour").symlink_to(ici)
    monkeypatch.chdir(ici)
    assert depuis_ici(ecrit.format(ici=ici, ailleurs=ailleurs)) == attendu.format(
        ici=ici, ailleurs=ailleurs
    )


def test_un_dossier_est_ses_yaml_et_un_fichier_est_lui_meme(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert deplier("") == ([""], ())
    assert deplier("absent") == (["absent"], ())
    vide = deplier(str(tmp_path))
    assert (code(vide), vide.diagnostics[0].position.source) == ("S105", str(tmp_path))
    for nom in ("b.yaml", "a.yaml", "c.yml", "d.csv"):
        (tmp_path / nom).write_bytes(ANCIEN)
    (tmp_path / "dossier.yaml").mkdir()
    assert deplier(str(tmp_path)) == (
        [str(tmp_path / nom) for nom in ("a.yaml", "b.yaml", "c.yml")],
        (),
    )
    assert deplier("d.csv") == (["d.csv"], ())


# Writing


def test_un_dossier_se_fait_avec_ceux_qui_le_contiennent(tmp_path):
    for _ in range(2):
        assert creer_dossier(str(tmp_path / "a" / "b")) == (True, ())
    assert (tmp_path / "a" / "b").is_dir()
    (tmp_path / "fichier").write_bytes(ANCIEN)
    for nom, attendu in (
        ("fichier", "c'est un fichier, il faut un dossier"),
        ("fichier/x", "le dossier n'existe pas"),
    ):
        refus = creer_dossier(str(tmp_path / nom))
        assert (code(refus), motif(refus)) == ("S202", attendu)
        assert refus.diagnostics[0].position.source == str(tmp_path / nom)


def test_ce_qui_change_entre_temps_n_est_pas_ecrase(cible):
    cible.write_bytes(ANCIEN)
    refus = ecrire(str(cible), NOUVEAU, forcer=True, lu=b"autre chose")
    assert (code(refus), motif(refus)) == ("S202", "il vient de changer")
    assert motif(ecrire(str(cible), NOUVEAU, forcer=True, lu=b"")) == "il vient de changer"
    assert cible.read_bytes() == ANCIEN
    assert ecrire(str(cible), NOUVEAU, forcer=True, lu=ANCIEN).value is True
    neuf = cible.with_name("neuf.csv")
    assert motif(ecrire(str(neuf), NOUVEAU, forcer=True, lu=ANCIEN)) == "il vient de changer"
    assert not neuf.exists()
    assert ecrire(str(neuf), NOUVEAU, forcer=True, lu=b"").value is True


def test_un_flux_s_ecrit_comme_des_octets(cible):
    long = NOUVEAU * 100_000
    assert ecrire(str(cible), BytesIO(long), forcer=False).value is True
    assert cible.read_bytes() == long
    assert ecrire(str(cible), BytesIO(long), forcer=False).value is False
    assert ecrire(str(cible), BytesIO(long + b"x"), forcer=True).value is True
    assert cible.read_bytes() == long + b"x"
    assert ecrire(str(cible), BytesIO(long), forcer=True).value is True
    assert cible.read_bytes() == long


def test_un_dossier_tenu_se_balaie_de_tous_les_restes(tmp_path):
    for nom in (".a.csv.0.clea.tmp", ".b.clea.tmp", "c.clea.tmp", ".d.tmp"):
        (tmp_path / nom).write_bytes(b"moit")
    balayer(str(tmp_path))
    assert sorted(chemin.name for chemin in tmp_path.iterdir()) == [".d.tmp", "c.clea.tmp"]
    (tmp_path / ".e.clea.tmp").mkdir()  # what cannot be taken away is left
    balayer(str(tmp_path))


def test_un_fichier_neuf_est_ecrit_et_rien_d_autre(cible):
    assert ecrire(str(cible), NOUVEAU, forcer=False) == (True, ())
    assert cible.read_bytes() == NOUVEAU
    assert list(cible.parent.iterdir()) == [cible]


@pytest.mark.parametrize("forcer", [False, True])
def test_un_contenu_identique_est_dit_inchange_et_n_est_pas_reecrit(cible, monkeypatch, forcer):
    cible.write_bytes(ANCIEN)
    monkeypatch.setattr(ecriture, "_remplacer", lambda *_: pytest.fail("written again"))
    assert ecrire(str(cible), ANCIEN, forcer=forcer) == (False, ())


def test_un_fichier_different_n_est_remplace_que_si_on_le_demande(cible):
    cible.write_bytes(ANCIEN)
    assert code(ecrire(str(cible), NOUVEAU, forcer=False)) == "S201"
    assert cible.read_bytes() == ANCIEN
    assert ecrire(str(cible), NOUVEAU, forcer=True) == (True, ())
    assert cible.read_bytes() == NOUVEAU
    assert list(cible.parent.iterdir()) == [cible]


def test_un_fichier_dont_vient_le_contenu_n_est_jamais_remplace(tmp_path, cible):
    cible.write_bytes(ANCIEN)
    lien = tmp_path / "lien.csv"
    lien.symlink_to(cible)
    for chemin, entree in (
        (cible, cible),
        (lien, cible),
        (cible, lien),
        (cible, f"{tmp_path}/../{tmp_path.name}/lien.csv"),
    ):
        for forcer in (False, True):
            assert (
                code(ecrire(str(chemin), NOUVEAU, forcer=forcer, entrees=["-", str(entree)]))
                == "S203"
            )
            assert cible.read_bytes() == ANCIEN
    assert ecrire(str(cible), ANCIEN, forcer=True, entrees=[str(cible)]) == (False, ())
    assert (
        ecrire(str(tmp_path / "autre"), NOUVEAU, forcer=False, entrees=[str(cible)]).value is True
    )
    assert ecrire(str(tmp_path / "autre"), ANCIEN, forcer=True, entrees=[str(cible)]).value is True


def test_un_fichier_vide_est_un_contenu_comme_un_autre(cible):
    assert ecrire(str(cible), b"", forcer=False).value is True
    assert ecrire(str(cible), b"", forcer=False).value is False
    assert code(ecrire(str(cible), NOUVEAU, forcer=False)) == "S201"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipe here")
@pytest.mark.parametrize("forcer", [False, True])
def test_un_dossier_un_tuyau_ou_un_peripherique_n_est_pas_une_cible(tmp_path, forcer):
    tuyau = tmp_path / "tuyau"
    os.mkfifo(tuyau)
    for cible in (str(tmp_path), "", str(tuyau), "/dev/null"):
        issue = ecrire(cible, NOUVEAU, forcer=forcer)
        assert (code(issue), motif(issue)) == ("S202", "ce n'est pas un fichier")
    issue = ecrire(f"{tmp_path}/", NOUVEAU, forcer=forcer)
    assert (code(issue), motif(issue)) == ("S202", "c'est le nom d'un dossier")
    assert list(tmp_path.iterdir()) == [tuyau]


@pytest.mark.parametrize(
    ("nom", "attendu"),
    [
        ("absent/sortie.csv", "le dossier n'existe pas"),
        ("fichier/sortie.csv", "le dossier n'existe pas"),
        ("x" * 300, "le nom, avec ceux de ses dossiers, est trop long"),
        pytest.param("a\0b", "le système l'a refusé"),
    ],
    ids=["absent", "fichier", "long", "nul"],
)
def test_une_cible_impossible_est_refusee_avec_son_motif(tmp_path, nom, attendu):
    (tmp_path / "fichier").write_bytes(ANCIEN)
    issue = ecrire(str(tmp_path / nom), NOUVEAU, forcer=True)
    assert (code(issue), motif(issue)) == ("S202", attendu)
    assert [chemin.name for chemin in tmp_path.iterdir()] == ["fichier"]


def test_un_lien_reste_un_lien_et_son_fichier_est_remplace(tmp_path, cible):
    ailleurs = tmp_path / "ailleurs"
    ailleurs.mkdir()
    (ailleurs / "vrai.csv").write_bytes(ANCIEN)
    cible.symlink_to(ailleurs / "vrai.csv")
    assert code(ecrire(str(cible), NOUVEAU, forcer=False)) == "S201"
    assert ecrire(str(cible), NOUVEAU, forcer=True).value is True
    assert cible.is_symlink()
    assert (ailleurs / "vrai.csv").read_bytes() == NOUVEAU
    assert sorted(chemin.name for chemin in ailleurs.iterdir()) == ["vrai.csv"]


def test_un_nom_long_mais_permis_s_ecrit(tmp_path):
    for nom in ("é" * 100 + ".csv", "x" * 251 + ".csv"):
        assert ecrire(str(tmp_path / nom), NOUVEAU, forcer=False).value is True
        assert (tmp_path / nom).read_bytes() == NOUVEAU


# Old or new, never half


class Flux:
    """A file of which one operation fails; what was written before stays written."""

    def __init__(self, flux, moment, erreur):
        self.flux, self.moment, self.erreur = flux, moment, erreur

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.flux.close()

    def fileno(self):
        return self.flux.fileno()

    def read(self, taille):
        return self._faire("read", self.flux.read, taille)

    def write(self, contenu):
        if self.moment == "write":
            self.flux.write(contenu[: len(contenu) // 2])
        return self._faire("write", self.flux.write, contenu)

    def flush(self):
        return self._faire("flush", self.flux.flush)

    def _faire(self, moment, action, *arguments):
        if self.moment == moment:
            raise self.erreur
        return action(*arguments)


def espion(monkeypatch, moment, erreur):
    """Make one operation fail: open, read, write, flush, fsync or replace."""

    def echouer(*_, **__):
        raise erreur

    vrai = Path.open
    if moment == "open":
        monkeypatch.setattr(Path, "open", echouer)
    elif moment == "replace":
        monkeypatch.setattr(Path, "replace", echouer)
    elif moment == "fsync":
        monkeypatch.setattr(os, "fsync", echouer)
    else:
        monkeypatch.setattr(Path, "open", lambda *a, **k: Flux(vrai(*a, **k), moment, erreur))


MOMENTS = ["open", "write", "flush", "fsync", "replace"]


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize(
    ("numero", "attendu"),
    [
        (errno.ENOSPC, "le disque est plein"),
        (errno.EROFS, "le disque est en lecture seule"),
        (errno.EIO, "le système l'a refusé"),
    ],
)
@pytest.mark.parametrize("existe", [True, False])
def test_une_ecriture_qui_echoue_laisse_l_ancien_contenu_et_rien_d_autre(
    cible, monkeypatch, moment, numero, attendu, existe
):
    if existe:
        cible.write_bytes(ANCIEN)
    monkeypatch.setattr(
        Path, "read_bytes", lambda _: ANCIEN
    )  # the comparison is not what fails here
    espion(monkeypatch, moment, OSError(numero, "x"))
    issue = ecrire(str(cible), NOUVEAU, forcer=True)
    monkeypatch.undo()
    assert (code(issue), motif(issue)) == ("S202", attendu)
    assert [chemin.read_bytes() for chemin in cible.parent.iterdir()] == [ANCIEN][:existe]


@pytest.mark.parametrize("moment", MOMENTS)
def test_une_interruption_laisse_l_ancien_contenu_et_rien_d_autre(cible, monkeypatch, moment):
    cible.write_bytes(ANCIEN)
    monkeypatch.setattr(Path, "read_bytes", lambda _: ANCIEN)
    espion(monkeypatch, moment, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        ecrire(str(cible), NOUVEAU, forcer=True)
    monkeypatch.undo()
    assert [chemin.read_bytes() for chemin in cible.parent.iterdir()] == [ANCIEN]


def test_une_cible_illisible_est_gardee(cible, monkeypatch):
    cible.write_bytes(ANCIEN)
    espion(monkeypatch, "open", PermissionError(errno.EACCES, "x"))
    issue = ecrire(str(cible), NOUVEAU, forcer=True)
    monkeypatch.undo()
    assert (code(issue), motif(issue)) == ("S202", "accès refusé")
    assert cible.read_bytes() == ANCIEN


def test_le_remplacement_se_fait_en_une_fois_et_sur_un_contenu_complet(cible, monkeypatch):
    """Until the last step the target is untouched; at that step the new bytes are all on the disk."""
    cible.write_bytes(ANCIEN)
    ordre = []
    vrais = os.fsync, Path.replace

    def fsync(descripteur):
        ordre.append(("fsync", cible.read_bytes(), os.fstat(descripteur).st_size))
        vrais[0](descripteur)

    def replace(provisoire, vers):
        ordre.append(
            ("replace", cible.read_bytes(), provisoire.read_bytes(), provisoire.parent, Path(vers))
        )
        return vrais[1](provisoire, vers)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    assert ecrire(str(cible), NOUVEAU, forcer=True).value is True
    assert ordre == [
        ("fsync", ANCIEN, len(NOUVEAU)),
        ("replace", ANCIEN, NOUVEAU, cible.parent, cible),
    ]


@pytest.mark.parametrize(("refus", "ecrit"), [(1, True), (4, True), (5, False), (99, False)])
def test_un_fichier_tenu_par_un_autre_programme_est_redemande_cinq_fois(
    cible, monkeypatch, refus, ecrit
):
    cible.write_bytes(ANCIEN)
    essais, pauses = [], []
    vrai = Path.replace

    def replace(provisoire, vers):
        essais.append(vers)
        if len(essais) <= refus:
            raise PermissionError(errno.EACCES, "x")
        return vrai(provisoire, vers)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(ecriture.time, "sleep", pauses.append)
    issue = ecrire(str(cible), NOUVEAU, forcer=True)
    assert len(essais) == min(refus + 1, 5)
    assert len(pauses) == len(essais) - 1
    assert 0 < sum(pauses) <= 2 or not pauses
    assert [chemin.read_bytes() for chemin in cible.parent.iterdir()] == [
        NOUVEAU if ecrit else ANCIEN
    ]
    if ecrit:
        assert issue == (True, ())
    else:
        assert (code(issue), motif(issue)) == ("S202", "accès refusé")


MORT = """
import os, sys
from pathlib import Path
from clea_cli.sorties.ecriture import ecrire
moment, cible = sys.argv[1:]
def mourir(*_, **__):
    os._exit(9)
vrai = Path.replace
def apres(*arguments):
    vrai(*arguments)
    mourir()
if moment == "fsync":
    os.fsync = mourir
else:
    Path.replace = mourir if moment == "avant" else apres
ecrire(cible, b"nouveau contenu, plus long que l'ancien\\n", forcer=True)
"""


@pytest.mark.parametrize(
    ("moment", "attendu"), [("fsync", ANCIEN), ("avant", ANCIEN), ("apres", NOUVEAU)]
)
def test_un_programme_tue_laisse_l_ancien_ou_le_nouveau_et_la_suite_s_ecrit(cible, moment, attendu):
    cible.write_bytes(ANCIEN)
    mort = subprocess.run([sys.executable, "-c", MORT, moment, str(cible)], check=False, timeout=20)
    assert mort.returncode == 9
    assert cible.read_bytes() == attendu
    assert ecrire(str(cible), NOUVEAU, forcer=True).value is (attendu == ANCIEN)
    assert cible.read_bytes() == NOUVEAU


def test_ce_qu_un_programme_tue_a_laisse_s_en_va_a_l_ecriture_suivante_du_dossier(cible):
    for nom, age in (
        (".autre.csv.0123abcd.clea.tmp", 61),
        (".vieux.tmp", 10_000),
        (".en-cours.0.clea.tmp", 30),
    ):
        reste = cible.with_name(nom)
        reste.write_bytes(b"moit")
        os.utime(reste, (reste.stat().st_atime, reste.stat().st_mtime - age))
    assert ecrire(str(cible), NOUVEAU, forcer=False).value is True
    restes = {chemin.name for chemin in cible.parent.iterdir()} - {cible.name}
    assert restes == {".vieux.tmp", ".en-cours.0.clea.tmp"}, (
        "another program's, and another writer's"
    )


def test_un_dossier_n_est_balaye_qu_une_fois_par_le_meme_programme(cible):
    assert ecrire(str(cible), ANCIEN, forcer=False).value is True
    reste = cible.with_name(".x.0.clea.tmp")
    reste.write_bytes(b"moit")
    os.utime(reste, (0, 0))
    assert ecrire(str(cible), NOUVEAU, forcer=True).value is True
    assert reste.exists(), "listing the folder at each write would take long"


def test_un_reste_que_l_on_ne_peut_pas_oter_ne_gene_pas(cible, monkeypatch):
    reste = cible.with_name(".x.0.clea.tmp")
    reste.write_bytes(b"moit")
    os.utime(reste, (0, 0))
    monkeypatch.setattr(Path, "glob", lambda *_: [reste, cible.with_name("parti")])
    monkeypatch.setattr(
        Path, "unlink", lambda *_, **__: (_ for _ in ()).throw(PermissionError(errno.EACCES, "x"))
    )
    assert ecrire(str(cible), NOUVEAU, forcer=False).value is True
    assert cible.read_bytes() == NOUVEAU


def test_un_fichier_prive_remplace_reste_prive(cible):
    cible.write_bytes(ANCIEN)
    cible.chmod(0o600)
    assert ecrire(str(cible), NOUVEAU, forcer=True).value is True
    assert cible.stat().st_mode & 0o777 == 0o600

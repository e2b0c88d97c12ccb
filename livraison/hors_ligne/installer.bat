@echo off
chcp 65001 >nul
cd /d "%~dp0"
set CLEA=%LOCALAPPDATA%\clea
for %%v in (3.13 3.12 3.11) do py -%%v -c "" >nul 2>&1 && set VERSION=%%v&& goto trouve
echo Python 3.11, 3.12 ou 3.13 (64 bits) n'est pas sur cette machine. Installez-le, puis relancez ce fichier.
pause
exit /b 1
:trouve
py -%VERSION% -m venv "%CLEA%" || goto erreur
"%CLEA%\Scripts\python" -m pip install --quiet --disable-pip-version-check --no-index --find-links roues "clea[documents]" || goto erreur
"%CLEA%\Scripts\clea" --version || goto erreur
echo.
echo clea est installé. Dans une invite de commandes, tapez : "%CLEA%\Scripts\activate"
echo puis, par exemple : clea score grille.csv
pause
exit /b 0
:erreur
echo L'installation s'est arrêtée ; la cause est ci-dessus. Rien d'autre que le dossier %CLEA% n'a été touché.
pause
exit /b 1

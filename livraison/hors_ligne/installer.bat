@echo off
chcp 65001 >nul
setlocal
set "AVEC=@AVEC@"
set "SANS=@SANS@"
rem The launcher of Python must say what is there, and fetch nothing.
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"

rem Inside an archive, Windows unpacks the file that is opened, and it alone.
if not exist "%~dp0roues\" goto archive
rem On a network share there is no current folder; pushd lends it a letter.
pushd "%~dp0"
if not exist roues\ goto partage

set "QUI=import sys, sysconfig; print('clea', sysconfig.get_platform(), '.'.join(map(str, sys.version_info[:2])))"
set "PYTHON="
set "DIT="
for %%v in (%SANS% %AVEC%) do call :essayer py -%%v
for %%p in (py python python3) do call :essayer %%p
if not defined PYTHON goto absent
%PYTHON% installer.py
set "STATUT=%ERRORLEVEL%"
popd
pause
exit /b %STATUT%

rem Keeps the first command that is a Python of which all wheels are here; says which others there are.
:essayer
if defined PYTHON exit /b
for /f "usebackq tokens=1-3" %%a in (`%* -c "%QUI%" 2^>nul`) do call :juger "%*" %%a %%b %%c
exit /b

:juger
if not "%2"=="clea" exit /b
for %%v in (%AVEC%) do if "%3 %4"=="win-amd64 %%v" set "PYTHON=%~1"
if defined PYTHON exit /b
if not "%DIT%"=="%3 %4" echo Python %4, %3, est là, mais cette archive n'a pas tout ce qu'il lui faut.
set "DIT=%3 %4"
exit /b

:archive
echo Décompressez d'abord toute l'archive : clic droit sur elle, « Extraire tout… ».
pause
exit /b 1

:partage
echo Ce dossier du réseau ne peut pas être ouvert d'ici. Copiez-le sur cet ordinateur, puis relancez ce fichier.
pause
exit /b 1

:absent
echo Il faut Python, en 64 bits, d'une de ces versions : %AVEC%. Installez-en une, puis relancez ce fichier.
echo Sans Python ni droits sur cette machine, prenez plutôt l'archive « portable ».
pause
exit /b 1

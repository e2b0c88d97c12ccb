@echo off
chcp 65001 >nul
title clea
if not exist "%~dp0programme\python\python.exe" goto absent

rem Windows quotes only names with spaces: cmd cuts the others at an ampersand. Their whole line is in cmdcmdline,
rem which can only be read this way; names are used afterwards, when an exclamation mark is a letter again.
set "CLEA_NOM=%~nx0"
setlocal EnableDelayedExpansion
set "CLEA_LIGNE=!cmdcmdline!"
setlocal DisableDelayedExpansion
"%~dp0programme\python\python.exe" "%~dp0programme\glisser.py" %*

rem 100: this window was opened for what was dropped. It stays, in the folder of what was dropped, and knows the
rem command clea: ours, and never a program of that name lying in that folder.
if not errorlevel 100 exit /b %ERRORLEVEL%
set "PATH=%~dp0;%PATH%"
set "NoDefaultCurrentDirectoryInExePath=1"
set "CLEA_NOM="
set "CLEA_LIGNE="
rem On a network share there is no current folder; pushd lends it a letter.
pushd "%~dp0"
if not "%~1"=="" pushd "%~dp1" 2>nul
cmd /d /k
rem And not "exit /b": what follows an ampersand in a name must never be run.
exit

:absent
echo Le dossier « programme » n'est pas à côté de ce fichier.
echo Décompressez d'abord toute l'archive : clic droit sur elle, « Extraire tout… ».
pause
exit /b 4

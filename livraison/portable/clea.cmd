@echo off
if not exist "%~dp0programme\python\python.exe" goto absent
"%~dp0programme\python\python.exe" -m clea_cli %*
exit /b %ERRORLEVEL%

:absent
chcp 65001 >nul
echo Le dossier « programme » n'est pas à côté de ce fichier.
echo Décompressez d'abord toute l'archive : clic droit sur elle, « Extraire tout… ».
pause
exit /b 4

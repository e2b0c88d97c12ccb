"""Many décisions as statistics: `cohorte` (counts), `masquage` (what may be shown), `etudier`
(files in), `rendus`.
"""

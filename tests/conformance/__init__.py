"""Checks of the PDFs by validators and viewers that are not Debian's; run is where to begin."""

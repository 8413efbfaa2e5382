"""`python -m baigong` is the console command."""

from baigong.config.console import main

main()

"""The door for the web server."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baigong.config.settings")
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 (every view is loaded before the first visitor, who would wait for it else)

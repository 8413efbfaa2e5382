"""The door for the web server."""

import gc
import os
import sys

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from baigong.kit.http.threads import keep_by_thread

SWITCH = 0.0005  # seconds a thread computes while others wait; whoever writes holds up everybody who wants to write
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baigong.config.settings")
application = get_wsgi_application()
keep_by_thread()
get_resolver().url_patterns  # noqa: B018 (every view is loaded before the first visitor, who would wait for it else)

sys.setswitchinterval(SWITCH)
gc.collect()
gc.freeze()  # what is loaded stays: nobody looks through it again for what may go
gc.set_threshold(20_000, 20, 50)

"""The WSGI entry point; `site/` and the root are on the path by PYTHONPATH."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
application = get_wsgi_application()

# What was loaded lives as long as the process: the collector need not walk it again at every full round
gc.collect()
gc.freeze()

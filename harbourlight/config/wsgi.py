"""The web application, for granian or another WSGI server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "harbourlight.config.settings")
application = get_wsgi_application()

from django.db import connection  # noqa: E402 - Django must be set up first

from harbourlight.foundations.access.checks import refuse_unsafe_start  # noqa: E402

refuse_unsafe_start(connection)
connection.close()

# What was loaded by now stays for good: the collector need not look at it again for each few hundred objects.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)

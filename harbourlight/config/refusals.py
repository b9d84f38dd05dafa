"""A refusal (403) is one line in the log: where, and which permission was missing; nothing broke, so no traceback."""

import logging

REFUSED = 403


class OneLine(logging.Filter):
    """Takes the traceback from a refusal, and says the reason that it carried."""

    def filter(self, record):
        """Let every line pass; a refusal without the way to it."""
        if getattr(record, "status_code", None) == REFUSED and record.exc_info:
            reason = str(record.exc_info[1]).encode("unicode_escape").decode("ascii")
            record.msg, record.args = "Refused (%s): %s", (reason, *record.args[:1])
            record.exc_info = None
        return True

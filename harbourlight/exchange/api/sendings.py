"""An idempotency key names one sending of one system: the same words again give the same answer, others are refused."""

import json
import re
from datetime import timedelta

from django.db import connection
from django.utils.crypto import salted_hmac

from .models import Sending

KEPT_FOR = timedelta(days=30)
GOOD = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,198}[\x21-\x7e])?")


def good_key(text):
    """Return an idempotency key, or nothing for one that is empty, too long or has other signs than plain ones."""
    text = text.strip()
    return text if GOOD.fullmatch(text) else ""


def hashed(what, text):
    """Return the keyed hash of a text, which nobody else can work out."""
    return salted_hmac(f"exchange.api.{what}", text, algorithm="sha256").hexdigest()


def words_of(told):
    """Return the keyed hash of what was sent, however its fields are ordered."""
    return hashed("words", json.dumps(told, sort_keys=True, default=str))


def one_at_a_time(key, name):
    """Make a second sending with the same key wait until the first is stored or undone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"api:{key.pk}:{name}"])


def earlier(key, name, at):
    """Return what a system sent before under the same key, or None where that has ended."""
    return Sending.objects.filter(key=key, name=name, sent_at__gt=at - KEPT_FOR).first()


def remember(*, key, name, words, reference, at):
    """Keep that something was sent; what had ended under the key goes."""
    Sending.objects.filter(key=key, name=name).delete()
    Sending(key=key, name=name, words=words, reference=reference, sent_at=at).save(force_insert=True)


def forget(at):
    """Delete what has ended."""
    Sending.objects.filter(sent_at__lte=at - KEPT_FOR).delete()

"""People who send contacts, and send each again until it is acknowledged."""

import http.client
import random
import threading
import time
import uuid

from tests.faults.served import Visitor

BROKEN = (OSError, http.client.HTTPException)


class Load:
    """Several people at once; what each was told is in `told`, as submission numbers."""

    def __init__(self, served, people=3):
        """Sign them in while all is well."""
        visitors = [Visitor(served).sign_in("bob.school") for _ in range(people)]
        self.work = [(visitor, visitor.form()) for visitor in visitors]
        self.told, self.answers, self.pages = [], [], []
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self.send, args=each) for each in self.work]

    def __enter__(self):
        """Begin to send."""
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *failure):
        """Let each finish what is open."""
        self.over.set()
        for thread in self.threads:
            thread.join(150)
        assert not any(thread.is_alive() for thread in self.threads)

    def send(self, visitor, form):
        """Send one contact after another; sometimes one more time, as somebody does who pressed twice."""
        while not self.over.is_set():
            submission = str(uuid.uuid4())
            if self.until_told(visitor, form, submission) and random.random() < 0.2:
                self.once(visitor, form, submission)
            time.sleep(0.1)  # two cores serve, and these people share them

    def until_told(self, visitor, form, submission):
        """Send a contact until it is acknowledged."""
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            if self.once(visitor, form, submission) == 302:
                self.told.append(submission)
                return True
            time.sleep(0.1)
        return False

    def once(self, visitor, form, submission):
        """Send a contact and give the status, or None where no answer came."""
        try:
            status, page, _ = visitor.contact(form, submission)
        except BROKEN:
            status, page = None, ""
        self.answers.append(status)
        if status not in (302, None):
            self.pages.append(page)
        return status


ONCE = """
SELECT c.submission::text,
  (SELECT count(*) FROM frontdoor_contactchild r WHERE r.contact_id = c.id),
  (SELECT count(*) FROM pathways_steptaken s WHERE s.subject_id = c.id AND s.step = 'receive'),
  (SELECT count(*) FROM chronology_line l WHERE l.source_id = c.id),
  (SELECT count(*) FROM procrastinate_jobs j WHERE j.args ->> 'about' = c.id::text)
FROM frontdoor_contact c WHERE c.what_happened = 'Very hungry at school.'
"""


def assert_each_is_there_once(served, told):
    """Look, as the superuser, whether each contact told of is stored once and whole, with one acknowledgement."""
    stored = served.rows(ONCE)
    numbers = [row[0] for row in stored]
    assert set(told) <= set(numbers)
    assert len(numbers) == len(set(numbers))
    assert {row[1:] for row in stored} == {(1, 1, 1, 1)}

"""The running product on a data folder of its own: started, watched, killed and started again."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from http.cookiejar import CookieJar
from pathlib import Path

import psycopg

from harbourlight.config import embedded, processes

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "harbourlight.config.commands"]
# What tests of other kinds put there would lead the product to their database.
FOREIGN = ("HARBOURLIGHT_TEST_SUPERUSER_URL", "DATABASE_URL", "HARBOURLIGHT_OWNER_DATABASE_URL", "HARBOURLIGHT_ROLE")


class Served:
    """`harbourlight serve` with the smallest demonstration on a data folder."""

    def __init__(self, folder, mail_port, pattern):
        """Make the database in the shape of another one (its address) and load the demonstration."""
        self.folder = folder.resolve()
        self.port = free_port()
        own = {
            "HARBOURLIGHT_DATA": str(self.folder),
            "HARBOURLIGHT_DEMO": "1",
            "HARBOURLIGHT_PORT": str(self.port),
            "HARBOURLIGHT_MAIL_HOST": "127.0.0.1",
            "HARBOURLIGHT_MAIL_PORT": str(mail_port),
            "PYTHONPATH": str(ROOT),
        }
        self.environment = {name: word for name, word in os.environ.items() if name not in FOREIGN} | own
        self.supervisor = None
        server = embedded.start(self.folder)
        self.environment_of_commands = self.environment | server.environment()
        try:
            self.copy_shape(server, pattern)
            self.command("demo", "load", "--children", "20", "--years", "0.01")
        finally:
            server.stop()
        (server.place.home / "demonstration-loaded").touch()
        self.place = server.place
        self.log = self.folder / "serve.log"

    def copy_shape(self, server, pattern):
        """Give the new database the tables of one that is migrated already: much quicker than to migrate again."""
        programs = {name: str(server.place.program(name)) for name in ("pg_dump", "psql")}
        target = server.place.url(embedded.SUPERUSER, "harbourlight")
        for part in (["--schema-only"], ["--data-only", "--table=django_migrations"]):
            dumped = subprocess.run([programs["pg_dump"], *part, pattern], capture_output=True, check=True).stdout
            subprocess.run(
                [programs["psql"], "-qX", "-v", "ON_ERROR_STOP=1", target],
                input=dumped,
                capture_output=True,
                check=True,
            )

    def command(self, *words):
        """Run one word of the command line against this database and return what it printed."""
        done = subprocess.run(
            [*COMMAND, *words], cwd=ROOT, env=self.environment_of_commands, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self):
        """Start the supervisor and wait until all is well."""
        with self.log.open("ab") as log:
            self.supervisor = subprocess.Popen(
                [*COMMAND, "serve"], cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        self.wait_until(self.is_well)

    def stop(self, number=signal.SIGINT):
        """Stop as Ctrl-C does, and give the exit status."""
        self.supervisor.send_signal(number)
        return self.supervisor.wait(60)

    def wait_until(self, question, seconds=120):
        """Wait until the question is answered with yes, and return the answer."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if answer := question():
                return answer
            time.sleep(0.05)
        raise AssertionError(f"{question} did not come true in {seconds} s:\n{self.said()}")

    def said(self):
        """Return the end of what the product said."""
        return self.log.read_text(errors="replace")[-6000:]

    def health(self):
        """Return the status and the parts of `/healthz`, or None where nobody answers."""
        try:
            with urllib.request.urlopen(self.url("/healthz"), timeout=15) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as answer:
            return answer.code, json.load(answer)
        except (OSError, ValueError):
            return None

    def is_well(self):
        """Tell whether every part is well."""
        found = self.health()
        return found is not None and found[0] == 200

    def url(self, path):
        """Return the whole address of a page."""
        return f"http://127.0.0.1:{self.port}{path}"

    def processes(self):
        """Return the running processes by what they do; a list for each."""
        marked = {pid: (words_of(pid), parent_of(pid)) for pid in processes.strays(self.folder)}
        granian = [pid for pid, (words, _) in marked.items() if "granian" in words]
        main = [pid for pid in granian if marked[pid][1] == self.supervisor.pid]
        postmaster = self.place.running_server()
        found = {
            "supervisor": [self.supervisor.pid],
            "web server": main,
            "web worker": [pid for pid, (words, parent) in marked.items() if parent in main and "tracker" not in words],
            "worker": [pid for pid, (words, parent) in marked.items() if words.endswith("commands worker")],
            "postmaster": [postmaster] if postmaster else [],
        }
        found["backend"] = [pid for pid in children_of(postmaster) if "harbourlight_app" in words_of(pid)]
        return found

    def signal(self, name, number):
        """Send a signal to every process that does one thing."""
        for pid in self.processes()[name]:
            os.kill(pid, number)

    def take_up(self):
        """Let the worker take up at once, not after half a minute, what dead workers had begun."""
        self.rows("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute' RETURNING id")
        self.command("procrastinate", "defer", "housekeeping.take_up", '{"timestamp": 0}')

    def mail(self, contact):
        """Return the status and tries of the acknowledgement of a contact (its id)."""
        question = (
            "SELECT status::text, attempts, args ->> 'number' FROM procrastinate_jobs WHERE args ->> 'about' = %s"
        )
        [row] = self.rows(question, contact)
        return row

    def rows(self, question, *values):
        """Ask the database as its superuser."""
        address = psycopg.conninfo.make_conninfo(self.place.url(embedded.SUPERUSER, "harbourlight"))
        with psycopg.connect(address) as connection:
            return connection.execute(question, values).fetchall()

    def password(self):
        """Return the demonstration's password."""
        return (self.folder / "demo-password").read_text().strip()


class Visitor:
    """A person with a browser that knows forms and cookies, and nothing else."""

    def __init__(self, served):
        """Open the browser."""
        self.served = served
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies), Stay)

    def open(self, path, sent=None, timeout=30):
        """Open a page, or send a form; give the status, the text and where it leads on."""
        body = None if sent is None else urllib.parse.urlencode(sent, doseq=True).encode()
        request = urllib.request.Request(self.served.url(path), body, {"Referer": self.served.url(path)})
        try:
            with self.opener.open(request, timeout=timeout) as answer:
                return answer.status, answer.read().decode(), ""
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code, answer.read().decode(), answer.headers.get("Location", "")

    def sign_in(self, word):
        """Sign in to the demonstration by the page."""
        token = hidden(self.open("/sign-in/login/")[1], "csrfmiddlewaretoken")
        answers = {"csrfmiddlewaretoken": token, "login": f"{word}@harbourlight.example"}
        status, page, _ = self.open("/sign-in/login/", answers | {"password": self.served.password()})
        assert status == 302, page
        return self

    def form(self):
        """Read from the page what a contact's form needs."""
        status, page, _ = self.open("/contacts/new/")
        assert status == 200, page
        area = re.search(r'name="area"[^>]*value="([0-9a-f-]{36})"|value="([0-9a-f-]{36})"[^>]*name="area"', page)
        area = area or re.search(r'name="area".*?<option value="([0-9a-f-]{36})"', page, re.S)
        return {
            "csrfmiddlewaretoken": hidden(page, "csrfmiddlewaretoken"),
            "area": next((part for part in area.groups() if part), "") if area else "",
        }

    def contact(self, form, submission):
        """Send one contact; give the status and the page."""
        return self.open("/contacts/new/", {**ANSWERS, **child(submission), **form, "submission": submission})


class Stay(urllib.request.HTTPRedirectHandler):
    """A browser that shows a redirect instead of following it."""

    def redirect_request(self, *args):
        """Follow nothing."""
        return


ANSWERS = {
    "urgency": "today", "are_siblings": "yes", "children-TOTAL_FORMS": "1", "children-INITIAL_FORMS": "0",
    "children-0-sex": "U", "adults-TOTAL_FORMS": "0", "adults-INITIAL_FORMS": "0",
    "what_happened": "Very hungry at school.", "worries": ["neglect"], "consent": "given",
    "lawful_basis": "public_task", "safe_to_tell_parents": "yes",
}  # fmt: skip


def child(submission):
    """Name the child of a contact after its submission."""
    return {"children-0-first_name": "Ada", "children-0-last_name": f"Q{uuid.UUID(submission).hex}"}


def hidden(page, name):
    """Read a hidden field from a page."""
    return re.search(rf'name="{name}" value="([^"]+)"', page).group(1)


def free_port():
    """Find a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def words_of(pid):
    """Give the command line of a process, or an empty string."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return ""


def parent_of(pid):
    """Give the number of a process's parent, or 0."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def children_of(pid):
    """Give the numbers of a process's children."""
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()] if pid else []
    except OSError:
        return []

"""Starting Harbourlight: the embedded server, the roles, what a killed process leaves, and the lock files."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from harbourlight.config import commands, embedded, place, processes, roles, supervisor

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def server():
    """Give an embedded server of one test's own."""
    with embedded.temporary(durable=True) as own:
        yield own


@pytest.mark.slow
def test_a_killed_embedded_server_starts_again_with_all_that_was_committed(server):
    with psycopg.connect(server.owner_url) as connection:
        connection.execute("CREATE TABLE contact (name text)")
        connection.execute("INSERT INTO contact VALUES ('Alice')")
    server.process.kill()
    server.process.wait()
    server.launch()
    with psycopg.connect(server.app_url) as connection:
        assert connection.execute("SELECT name FROM contact").fetchall() == [("Alice",)]


@pytest.mark.slow
def test_a_lock_file_with_the_number_of_another_process_does_not_stop_the_server(server):
    pid_file = server.place.cluster / "postmaster.pid"
    left = pid_file.read_text().split("\n")
    server.stop()
    pid_file.write_text("\n".join([str(os.getpid()), *left[1:]]))
    (server.place.socket / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")
    server.launch()
    assert server.place.running_server() == server.process.pid


@pytest.mark.slow
def test_a_second_start_joins_the_server_that_runs_and_leaves_it_running(server):
    data = server.place.home.parent
    with embedded.running(data) as joined:
        assert joined.process is None
        assert joined.app_url == server.app_url
    assert server.place.running_server() == server.process.pid


@pytest.mark.slow
def test_nobody_gets_in_without_a_password(server):
    refused = "(password authentication failed|no password supplied)"
    for role in (roles.APP, roles.OWNER, embedded.SUPERUSER):
        with pytest.raises(psycopg.OperationalError, match=refused):
            psycopg.connect(host=str(server.place.socket), user=role, dbname="postgres", password="guess")


@pytest.mark.database
def test_the_serving_role_owns_nothing_and_bypasses_nothing():
    rights = "rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole"
    asked = f"SELECT {rights} FROM pg_roles WHERE rolname = %s"
    with psycopg.connect(os.environ["HARBOURLIGHT_TEST_SUPERUSER_URL"]) as connection:
        assert connection.execute(asked, [roles.APP]).fetchone() == (True, False, False, False, False)
        owned = "SELECT count(*) FROM pg_shdepend WHERE refobjid = %s::regrole AND deptype = 'o'"
        assert connection.execute(owned, [roles.APP]).fetchone() == (0,)


@pytest.mark.database
def test_what_the_owner_makes_the_serving_role_may_change_but_never_truncate():
    address = psycopg.conninfo.make_conninfo(os.environ["HARBOURLIGHT_TEST_SUPERUSER_URL"], dbname=roles.DATABASE)
    with psycopg.connect(address) as connection:
        connection.execute(f"SET ROLE {roles.OWNER}")
        connection.execute("CREATE TABLE made_by_owner (id int)")
        connection.execute(f"SET ROLE {roles.APP}")
        connection.execute("INSERT INTO made_by_owner VALUES (1)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("TRUNCATE made_by_owner")
        connection.rollback()


@pytest.mark.database
def test_preparing_a_prepared_server_changes_nothing():
    address = os.environ["HARBOURLIGHT_TEST_SUPERUSER_URL"]
    asked = "SELECT rolname, rolpassword FROM pg_authid WHERE rolname LIKE 'harbourlight%' ORDER BY 1"
    with psycopg.connect(address, autocommit=True) as connection:
        before = connection.execute(asked).fetchall()
        roles.prepare(address, {roles.APP: "another"}, for_tests=True)
        assert connection.execute(asked).fetchall() == before


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")
def test_a_child_dies_with_a_parent_that_is_killed():
    program = (
        "import time; from harbourlight.config import processes;"
        "child = processes.spawn(['sleep', '60']); print(child.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with parent:
        child = int(parent.stdout.readline())
        assert processes.is_running(child)
        parent.kill()
    assert ends(child)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_next_start_ends_what_an_earlier_one_left(tmp_path):
    marked = {**os.environ, processes.MARK: str(tmp_path)}
    left = subprocess.Popen(["sleep", "60"], env=marked)
    other = subprocess.Popen(["sleep", "60"], env={**os.environ, processes.MARK: str(tmp_path / "other")})
    assert processes.end_strays(tmp_path) == 1
    assert left.wait(5) == -signal.SIGTERM
    assert other.poll() is None
    other.kill()
    other.wait()


def test_a_child_that_dies_is_started_again_later_each_time():
    started = []

    def start():
        started.append(processes.spawn(["false"]))
        return started[-1]

    child = supervisor.Child("program", start)
    deadline = time.monotonic() + 5
    while len(started) < 3 and time.monotonic() < deadline:
        child.look_after()
        time.sleep(0.01)
    assert len(started) == 3
    assert child.wait >= 4 * supervisor.SHORTEST_WAIT
    for each in started:
        each.wait()


def test_a_port_in_use_is_one_clear_line():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Port {port} cannot be used .* HARBOURLIGHT_PORT"):
            supervisor.refuse_used_port("127.0.0.1", port)


@pytest.mark.slow
def test_a_start_as_superuser_is_refused_in_one_line(server, tmp_path):
    own = {
        "HARBOURLIGHT_DATA": str(tmp_path),
        "DATABASE_URL": server.superuser_url,
        "HARBOURLIGHT_EMBEDDED": "1",
    }
    foreign = {"HARBOURLIGHT_TEST_SUPERUSER_URL", "HARBOURLIGHT_OWNER_DATABASE_URL"}
    environment = {name: word for name, word in os.environ.items() if name not in foreign} | own
    command = [sys.executable, "-m", "harbourlight.config.commands", "work_queue", "--only-check"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "The database role postgres is a superuser; serve as harbourlight_app." in done.stderr
    assert "Traceback" not in done.stderr


def test_a_demonstration_keeps_one_secret_that_only_its_owner_reads(monkeypatch, tmp_path):
    monkeypatch.setenv("HARBOURLIGHT_DATA", str(tmp_path))
    monkeypatch.setenv("HARBOURLIGHT_DEMO", "1")
    monkeypatch.delenv("HARBOURLIGHT_SECRET_KEY", raising=False)
    assert place.secret_key() == place.secret_key()
    assert len(place.secret_key()) > 60
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_folder_of_another_user_is_refused(tmp_path):
    if os.getuid() != 0:
        pytest.skip("only root can make another user's folder")
    taken = tmp_path / "taken"
    taken.mkdir()
    os.chown(taken, 12345, 12345)
    with pytest.raises(embedded.EmbeddedServerError, match="belongs to another user"):
        embedded.Place(tmp_path, {}, None).own(taken)


def test_a_long_path_gets_a_short_socket(tmp_path):
    far = embedded.Place(tmp_path / ("x" * 100), {}, None)
    assert len(str(far.socket)) <= embedded.LONGEST_SOCKET_FOLDER


def test_the_clock_answers_without_django():
    program = "import sys; from harbourlight.config import commands; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_help_names_every_word(capsys):
    commands.main(["--help"])
    printed = capsys.readouterr().out
    assert all(word in printed for word in ("clock", "serve", "worker", "migrate", "demo", "audit", "people"))


@pytest.mark.parametrize("name", sorted(path.name for path in ROOT.glob("requirements*.txt")))
def test_a_lock_file_pins_by_hash_and_names_no_host(name):
    text = (ROOT / name).read_text()
    pins = [line for line in text.splitlines() if "==" in line and not line.startswith((" ", "#"))]
    assert pins
    assert "://" not in text
    assert all(line.endswith("\\") for line in pins)


def test_the_developers_lock_file_holds_the_other_one_whole():
    def pins(name):
        return {line for line in (ROOT / name).read_text().splitlines() if line[:1].isalnum()}

    assert pins("requirements.txt") <= pins("requirements-dev.txt")


def test_the_npm_lock_file_names_no_host():
    assert "://" not in (ROOT / "package-lock.json").read_text()


def ends(pid):
    """Tell whether a process ends within five seconds."""
    deadline = time.monotonic() + 5
    while processes.is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not processes.is_running(pid)

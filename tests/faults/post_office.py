"""A small mail server for tests: it keeps what it is given, or refuses it as it is told to."""

import socketserver
import threading
from email import message_from_bytes


class PostOffice(socketserver.ThreadingTCPServer):
    """Speaks enough SMTP for one letter after another; `answer` is what it says to the words of a letter.

    `mood` is "well", "busy" (451 to each address), "unknown" (550 to each address), "silent" (never answers) or
    "dreamy" (keeps the letter and never says so).
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port=0):
        """Listen on loopback; a port of 0 takes a free one."""
        super().__init__(("127.0.0.1", port), Conversation)
        self.port = self.server_address[1]
        self.letters, self.calls = [], 0
        self.lock = threading.Lock()
        self.released = threading.Event()
        self._mood = "well"
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self):
        """Stop listening: whoever connects is refused."""
        self.released.set()
        self.shutdown()
        self.server_close()

    @property
    def mood(self):
        """How it answers."""
        return self._mood

    @mood.setter
    def mood(self, word):
        """Change the mood; whoever is still kept waiting in the old one is hung up on."""
        self._mood = word
        self.released.set()
        self.released = threading.Event()

    def handle_error(self, request, client_address):
        """A caller that hangs up in the middle, as a killed worker does, is no fault of the server."""

    @property
    def numbers(self):
        """The Message-IDs in the order of arrival."""
        with self.lock:
            return [letter["Message-ID"] for letter in self.letters]


class Conversation(socketserver.StreamRequestHandler):
    """One caller."""

    def handle(self):
        """Answer each line until the caller goes."""
        with self.server.lock:
            self.server.calls += 1
        if self.server.mood == "silent":
            self.server.released.wait(60)
            return
        self.say("220 post office")
        while line := self.rfile.readline():
            word = line.split()[0].upper() if line.split() else b""
            if word == b"QUIT":
                self.say("221 bye")
                return
            self.answer(word)

    def answer(self, word):
        """Answer one command."""
        if word == b"RCPT" and self.server.mood in ANSWERS:
            self.say(ANSWERS[self.server.mood])
        elif word == b"DATA":
            self.say("354 go on")
            self.take_in()
        else:
            self.say("250 fine")

    def take_in(self):
        """Read the words of a letter to its end and keep it."""
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        with self.server.lock:
            self.server.letters.append(message_from_bytes(b"".join(lines)))
        if self.server.mood == "dreamy":
            self.server.released.wait(60)
            return
        self.say("250 kept")

    def say(self, line):
        """Send one line."""
        self.wfile.write(f"{line}\r\n".encode())


ANSWERS = {"busy": "451 try again later", "unknown": "550 no such person"}

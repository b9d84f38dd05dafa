"""A virus scanner for machines that have none: it speaks clamd's protocol and knows one sign.

python -m tests.faults.stand_in_clamd PORT SIGN_IN_HEXADECIMAL MOST_BYTES
"""

import socketserver
import struct
import sys


class Scanner(socketserver.StreamRequestHandler):
    """Answers one INSTREAM."""

    def handle(self):
        """Read the pieces and say OK, FOUND or that it is too much."""
        assert self.rfile.read(len(b"zINSTREAM\0")) == b"zINSTREAM\0"
        heard = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            heard += self.rfile.read(size)
            if len(heard) > int(sys.argv[3]):
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        is_found = bytes.fromhex(sys.argv[2]) in heard
        self.wfile.write(b"stream: Harbourlight.Test.UNOFFICIAL FOUND\0" if is_found else b"stream: OK\0")


if __name__ == "__main__":
    with socketserver.TCPServer(("127.0.0.1", int(sys.argv[1])), Scanner) as server:
        server.serve_forever()

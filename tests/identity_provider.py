"""A small identity provider of an agency, on this machine only: discovery, sign-in, token, keys."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

ABSENT = object()
CLIENT, SECRET = "harbourlight", "a secret between two servers"


class Provider:
    """What the provider says of whoever comes to its sign-in; tests change ``person``."""

    nonce = ""  # the number that the last sign-in brought

    def __init__(self, server):
        self.address = f"http://127.0.0.1:{server.server_address[1]}"
        self.key = self.signs_with = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person = {"sub": "1", "email": "alice@harbourlight.example", "email_verified": True}
        self.issuer, self.audience = self.address, CLIENT
        self.algorithm, self.kid, self.lasts = "RS256", "one", 60
        self.in_token, self.user, self.gives_token, self.drips = {}, None, True, False
        self.secrets_seen, self.verifiers_seen = [], []

    def discovery(self):
        """Return the document of where everything is."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self):
        """Return the public key."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": "one", "alg": "RS256", "use": "sig"}]}

    def token(self, sent):
        """Return the tokens for a code, and remember with what it was asked."""
        self.secrets_seen.append(sent.get("client_secret", [""])[0])
        self.verifiers_seen.append(sent.get("code_verifier", [""])[0])
        now = int(time.time())
        said = self.person | {"iss": self.issuer, "aud": self.audience, "iat": now, "exp": now + self.lasts}
        said |= {"nonce": self.nonce} | self.in_token
        said = {name: value for name, value in said.items() if value is not ABSENT}
        keys = {"RS256": self.signs_with, "HS256": "x" * 64, "none": None}
        signed = jwt.encode(said, keys[self.algorithm], algorithm=self.algorithm, headers={"kid": self.kid})
        given = {"access_token": "a", "token_type": "Bearer", "expires_in": 60}
        return given | {"id_token": signed} if self.gives_token else given

    def answer_to(self, path):
        """Return what the provider says at an address."""
        places = {
            "/.well-known/openid-configuration": self.discovery,
            "/keys": self.keys,
            "/userinfo": lambda: self.person if self.user is None else self.user,
        }
        return places[path]()


class Handler(BaseHTTPRequestHandler):
    """Answers the product's own questions."""

    def do_GET(self):
        """Answer discovery, keys and who somebody is."""
        self.say(self.server.provider.answer_to(urlsplit(self.path).path))

    def do_POST(self):
        """Give tokens for a code."""
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.say(self.server.provider.token(sent))

    def say(self, answer):
        """Send an answer as JSON."""
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for part in [body[:1]] * 200 if self.server.provider.drips else [body]:
            self.wfile.write(part)
            time.sleep(0.1 if self.server.provider.drips else 0)

    def log_message(self, *_):
        """Say nothing about each request."""


@contextmanager
def running():
    """Run a provider for as long as the block lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.provider = Provider(server)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def configured(provider_id, provider, agency, **more):
    """Return how the provider stands in HARBOURLIGHT_OPENID."""
    return {
        "provider_id": provider_id,
        "name": agency.name,
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": provider.address, "agency": str(agency.id), **more},
    }


def sign_in(client, provider_id):
    """Go to an agency's sign-in and come back, as a browser would; return the last answer."""
    there = client.get(f"/sign-in/oidc/{provider_id}/login/?process=login")
    assert there.status_code == 302, there.content
    asked = parse_qs(urlsplit(there.url).query)
    Provider.nonce = asked["nonce"][0]
    back = urlsplit(asked["redirect_uri"][0]).path
    return client.get(f"{back}?{urlencode({'code': 'c', 'state': asked['state'][0]})}")

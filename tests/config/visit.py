"""A request as a web server hands it to a WSGI application, and what came back."""

import gzip
import io

import brotli

OF_ONE_ANSWER = "X-Request-ID"


class Visit:
    """One answer of a WSGI application."""

    def __init__(self, application, path, *, method="GET", host="127.0.0.1", accepts="", **more):
        path, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query, "HTTP_HOST": host, "SERVER_NAME": "x", "SERVER_PORT": "80",
            "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(), "HTTP_ACCEPT_ENCODING": accepts,
        } | more  # fmt: skip
        response = application(environ, self._start)
        self.raw = b"".join(response)
        if hasattr(response, "close"):
            response.close()

    def _start(self, status, headers, exc_info=None):
        self.status, self.headers = int(status[:3]), dict(headers)

    @property
    def body(self) -> bytes:
        coding = self.headers.get("Content-Encoding")
        return {"br": brotli.decompress, "gzip": gzip.decompress}.get(coding, bytes)(self.raw)

    @property
    def lasting_headers(self) -> dict:
        return {name: value for name, value in self.headers.items() if name != OF_ONE_ANSWER}

"""The way out of a fleet. vLLM loads the middleware by --middleware; run as a program, with the port and the seconds until every gateway has
noticed, this waits until no request is under way. On SIGTERM vLLM ends its engine at once, and every running request with it."""

import os
import sys
import time
import urllib.request

# While this file exists the health check fails, so that gateways send nothing new.
LEAVING = "/run/tidegate/leaving"


class Leaving:
    def __init__(self, app):
        self.app = app
        self.running = 0

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["path"] == "/under-way":
            await answer(send, 200, str(self.running))
        elif scope["path"] == "/health" and os.path.exists(LEAVING):
            await answer(send, 503, "leaving")
        elif scope["method"] == "GET":
            # Health, metrics and models: what asks for them generates nothing.
            await self.app(scope, receive, send)
        else:
            self.running += 1
            try:
                await self.app(scope, receive, send)
            finally:
                self.running -= 1


async def answer(send, status, text):
    headers = [(b"content-type", b"text/plain"), (b"content-length", str(len(text)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})


def under_way(port):
    """Requests that the server still answers: none where no server listens."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/under-way") as said:
            return int(said.read())
    except OSError:
        return 0


if __name__ == "__main__":
    time.sleep(float(sys.argv[2]))
    while under_way(sys.argv[1]):
        time.sleep(1)

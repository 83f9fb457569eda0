"""Caps answers at the tokens that the gateway's header names. vLLM loads it by --middleware; without the header nothing is read."""

import json

HEADER = b"x-tidegate-max-tokens"

# Every field by which a request may ask for a length: the server takes some of them on paths where they have no business.
LENGTHS = ("max_tokens", "max_completion_tokens", "max_output_tokens", "min_tokens")

# By path, the fields that the server reads there, the first of them first; without any it goes on to the end of the model's context.
READ = {
    "/v1/chat/completions": ("max_completion_tokens", "max_tokens"),
    "/v1/completions": ("max_tokens",),
    "/v1/responses": ("max_output_tokens",),
    "/invocations": ("max_completion_tokens", "max_tokens"),
}

# What the server itself takes for a completion that says nothing.
COMPLETION = 16


class ShorterAnswers:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        most = said(scope) if scope["type"] == "http" and scope["path"] in READ else None
        if most is None:
            await self.app(scope, receive, send)
            return
        body = b""
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
        body = shorter(body, READ[scope["path"]], most)
        headers = [each for each in scope["headers"] if each[0] not in (b"content-length", b"transfer-encoding")]
        headers.append((b"content-length", str(len(body)).encode()))
        handed = False

        async def again():
            nonlocal handed
            if handed:
                return await receive()
            handed = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app({**scope, "headers": headers}, again, send)


def said(scope):
    """The tokens that the gateway names; what is no positive number names none."""
    values = [value for name, value in scope["headers"] if name == HEADER]
    most = int(values[0]) if len(values) == 1 and values[0].isdigit() else 0
    return most if most > 0 else None


def shorter(body, read, most):
    """The same request for no more than so many tokens. What is no JSON object stays: the server says what is wrong with it."""
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):
        return body
    if not isinstance(asked, dict):
        return body
    for length in LENGTHS:
        if over(asked.get(length), most):
            asked[length] = most
    if read == READ["/v1/completions"]:
        # Nought is a length of its own there: the prompt is given back.
        if asked.setdefault("max_tokens", min(COMPLETION, most)) is None:
            asked["max_tokens"] = most
    elif not any(asked.get(length) for length in read):
        asked[read[0]] = most
    return json.dumps(asked).encode()


def over(value, most):
    """Whether it is more, in any form that the server takes for a number."""
    try:
        return float(value) > most
    except OverflowError:
        return True
    except (TypeError, ValueError):
        return False

"""Stands for a model server: the same framework, the same fields, and an answer of as many tokens as the request allows."""

import asyncio
import importlib
import os
from typing import Optional

from fastapi import FastAPI
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict

CONTEXT = 300


class Asked(BaseModel):
    model_config = ConfigDict(extra="allow")
    messages: list = []
    prompt: str = ""
    max_tokens: Optional[int] = None
    max_completion_tokens: Optional[int] = None
    min_tokens: int = 0
    stream: bool = False


class Completion(Asked):
    max_tokens: Optional[int] = 16


app = FastAPI()
for each in os.environ["MIDDLEWARE"].split():
    module, name = each.rsplit(".", 1)
    app.add_middleware(getattr(importlib.import_module(module), name))


@app.get("/health")
async def health():
    return {}


@app.post("/v1/chat/completions")
async def chat(asked: Asked):
    return answer(asked)


@app.post("/v1/completions")
async def completions(asked: Completion):
    return answer(asked)


@app.post("/v1/slow")
async def slow():
    async def tokens():
        yield "first "
        while not os.path.exists("let-go"):
            await asyncio.sleep(0.02)
        yield "last"

    return StreamingResponse(tokens(), media_type="text/event-stream")


@app.post("/v1/embeddings")
async def embeddings(asked: dict):
    return sorted(asked)


def answer(asked):
    most = asked.max_completion_tokens or asked.max_tokens
    tokens = CONTEXT if most is None else min(CONTEXT, most)
    if asked.min_tokens > tokens:
        return JSONResponse({"error": "min_tokens"}, status_code=400)
    if asked.stream:
        return StreamingResponse(("token " for _ in range(tokens)), media_type="text/event-stream")
    return {"answer": "token " * tokens, "heard": len(str(asked.messages))}

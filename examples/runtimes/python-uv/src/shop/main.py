"""A shop in FastAPI."""

from fastapi import FastAPI

app = FastAPI()


@app.get("/healthz")
def healthz() -> dict[str, str]:
    """Say that the shop is open."""
    return {"status": "ok"}

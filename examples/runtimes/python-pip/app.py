"""A shop in Flask."""

from flask import Flask

app = Flask(__name__)


@app.get("/healthz")
def healthz():
    """Say that the shop is open."""
    return {"status": "ok"}

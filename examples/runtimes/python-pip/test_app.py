"""Tests of the shop."""

from app import app


def test_healthz():
    """The shop is open."""
    assert app.test_client().get("/healthz").json == {"status": "ok"}

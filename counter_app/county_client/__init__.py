"""The county over HTTP: the only place of the desk that knows of requests and status codes."""

from counter_app.county_client.client import HttpCounty

__all__ = ["HttpCounty"]

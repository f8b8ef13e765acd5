"""Somebody whom a page lets send its form, and the page's address in the world of one office."""

from django.test import Client
from django.urls import reverse

from tests.permissions.asking import browser_of
from tests.permissions.routes import Route
from tests.permissions.world import Worlds


def page_of(worlds: Worlds, route: Route, about=None) -> tuple[Client, str]:
    cast, rows, find = worlds.cast, worlds.alytus, about or route.about
    role = min(route.may_post, key=lambda role: role != "manager", default=None)
    browser = browser_of(cast.of_role(role) if role else cast.lina)
    return browser, reverse(route.name, kwargs=find(rows) if find else {}) + route.query(rows)

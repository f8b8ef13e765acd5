"""Somebody whom a page lets send its form, and the page's address in the world of one office."""

from django.test import Client
from django.urls import reverse

from tests.permissions.routes import Route


def page_of(world, route: Route, about=None) -> tuple[Client, str]:
    cast, rows = world
    find, client = about or route.about, Client()
    role = min(route.may_post, key=lambda role: role != "manager", default=None)
    user = cast.of_role(role) if role else cast.lina
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client, reverse(route.name, kwargs=find(rows) if find else {}) + route.query(rows)

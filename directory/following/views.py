"""A search as an Atom feed, and followed by mail (D1)."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import condition, require_http_methods, require_safe

from directory.following.forms import FollowForm
from directory.following.rules import key_in, token_of
from directory.following.services import MOST, TooMany, confirm, follow, stop
from directory.models import FollowedSearch
from directory.search.rules.asked import Question, query_of, question_of
from directory.search.services import answer, rows_of
from directory.search.services.describing import described
from directory.search.services.snapshot import snapshot
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.links import absolute, keyed_hash

ITEMS = 50
FRESH_FOR = 15 * 60


def _state(request: HttpRequest) -> str:
    known = snapshot()
    return f'"{known.change}-{known.stamp}-{get_language()}"'


@require_safe
@condition(etag_func=_state)
def feed(request: HttpRequest) -> HttpResponse:
    """What fits, the latest change first; nothing that is only near."""
    query = query_of(request.GET)
    question = question_of(request.GET, sort="newest")
    found = answer(question, with_near=False).found
    address = absolute(f"{reverse('directory:search')}?{query}")
    atom = Atom1Feed(
        title=_title(question),
        link=address,
        description="",
        language=get_language(),
        feed_url=absolute(f"{reverse('directory:feed')}?{query}"),
        feed_guid=address,
    )
    for entry in rows_of(found[:ITEMS]):
        link = absolute(reverse("directory:entry", args=[entry.slug]))
        atom.add_item(
            title=entry.title,
            link=link,
            description=entry.lead or entry.challenge,
            unique_id=link,
            pubdate=entry.published_at,
            updateddate=entry.changed_at,
        )
    response = HttpResponse(atom.writeString("utf-8"), content_type=Atom1Feed.content_type)
    patch_cache_control(response, public=True, max_age=FRESH_FOR)
    return response


def _title(question: Question) -> str:
    words = described(question)
    return _("Partnerships: %(search)s") % {"search": words} if words else _("Partnerships of employment services")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_search(request: HttpRequest) -> HttpResponse:
    """Who is signed in follows with one button; others say an address, and are written to once to confirm it."""
    query = query_of(request.GET)
    person = request.user if request.user.is_authenticated else None
    form = None if person else FollowForm(posted(request))
    context = {"query": query, "words": described(question_of(request.GET)), "form": form}
    if request.method != "POST" or (form and not form.is_valid()):
        return _follow_page(request, form, context)
    if not person and not _is_within_limits(request, form.cleaned_data["email"]):
        form.add_error(None, _("Too many searches were followed from your address. Try again in an hour."))
        return form_page(request, "directory/following/follow.html", form, context, keeps=False)
    email = "" if person else form.cleaned_data["email"]
    try:
        follow(query=query, at=timezone.now(), language=get_language(), person=person, email=email)
    except TooMany:
        return _too_many(request, form, context)
    if person:
        messages.success(request, _("You get an e-mail when something new fits this search."))
        return redirect("directory:followed")
    messages.success(request, _("An e-mail is on its way to you. Open its link to confirm that the address is yours."))
    return redirect(f"{reverse('directory:search')}?{query}")


def _is_within_limits(request: HttpRequest, email: str) -> bool:
    """So many an hour from one place, and so many mails a day to one address, counted by a keyed hash."""
    from_here = ratelimit.consume(request, action="follow_search")
    return bool(from_here and ratelimit.consume(request, action="follow_address", key=keyed_hash(email)))


def _follow_page(request: HttpRequest, form: FollowForm | None, context: dict) -> HttpResponse:
    if form is None:
        return render(request, "directory/following/follow.html", context)
    return form_page(request, "directory/following/follow.html", form, context, keeps=False)


def _too_many(request: HttpRequest, form: FollowForm | None, context: dict) -> HttpResponse:
    words = _("%(most)s searches are followed already. Stop one of them first.") % {"most": MOST}
    if form is None:
        messages.error(request, words)
        return redirect("directory:followed")
    form.add_error(None, words)
    return form_page(request, "directory/following/follow.html", form, context, keeps=False)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_search(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link of the mail; a button, because mail programs open links by themselves."""
    search = _named(token)
    if request.method == "POST":
        confirm(search=search, at=timezone.now())
        messages.success(request, _("You get an e-mail when something new fits this search."))
        return redirect(f"{reverse('directory:search')}?{search.query}")
    return render(request, "directory/following/confirm.html", {"words": _words(search), "search": search})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_search(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link in each mail, without an account."""
    search = _named(token)
    if request.method == "POST":
        stop(search=search)
        messages.success(request, _("You get no more e-mails about this search."))
        return redirect("directory:search")
    return render(request, "directory/following/stop.html", {"words": _words(search)})


@never_cache
@login_required
@require_safe
def followed(request: HttpRequest) -> HttpResponse:
    """The searches that one follows oneself."""
    rows = [(search, _words(search), token_of(search.pk)) for search in FollowedSearch.objects.of(request.user)]
    return render(request, "directory/following/followed.html", {"rows": rows})


def _named(token: str) -> FollowedSearch:
    key = key_in(token)
    if key is None:
        raise Http404
    return get_object_or_404(FollowedSearch, pk=key)


def _words(search: FollowedSearch) -> str:
    return described(question_of(QueryDict(search.query)))

"""Absolute addresses for what is read outside of the site: shared links and search engines."""

from django import template
from django.conf import settings
from django.urls import reverse

from exercises import share_cards

register = template.Library()


@register.simple_tag(takes_context=True)
def absolute(context, path):
    return context["request"].build_absolute_uri(path)


@register.simple_tag
def own_names_of_languages():
    """[(code, its name in itself)]; Django's tag would say English in the page's language."""
    return settings.LANGUAGES


@register.simple_tag(takes_context=True)
def in_languages(context, path):
    """``{code: address}`` of a public page in each language; empty where there is but one."""
    codes = [code for code, _ in settings.LANGUAGES]
    address = absolute(context, path)
    return {code: f"{address}?lang={code}" for code in codes} if len(codes) > 1 else {}


@register.simple_tag(takes_context=True)
def card_address(context, slug=""):
    """The address of an exercise's card; of the site's card where the exercise has no figure."""
    if slug and share_cards.known(slug):
        path = reverse("exercise_card", args=[slug], query={"v": share_cards.version(slug)})
    else:
        path = reverse("card", query={"v": share_cards.version(share_cards.LADDER)})
    return context["request"].build_absolute_uri(path)

"""Numbers typed with a decimal comma or point, in whatever language the page is."""

from decimal import Decimal

import pytest
from django import forms
from django.contrib import admin
from django.test import RequestFactory
from django.urls import get_resolver
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from exercises.typed_numbers import TypedDecimalField, TypedIntegerField, parse_number
from plans.models import Step


class NumberForm(forms.Form):
    load = TypedDecimalField(min_value=0, decimal_places=2)
    amount = TypedIntegerField(min_value=1, max_value=999)


def cleaned(load, amount="8"):
    form = NumberForm({"load": load, "amount": amount})
    return form.cleaned_data if form.is_valid() else form.errors.as_data()


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
@pytest.mark.parametrize(
    "written", ["42.5", "42,5", " 42,50 ", "042.5", "42٫5", "٤٢٫٥", "۴۲٫۵", "４２．５"]
)
def test_a_comma_and_a_point_are_the_same_in_every_language(language, written):
    with translation.override(language):
        assert cleaned(written)["load"] == Decimal("42.5")


@pytest.mark.parametrize("written", ["1,000", "1.000", "4,2,5", "4.2.5", "42,555", "-5", "heavy"])
def test_what_may_be_a_thousand_and_what_is_no_number_is_refused(written):
    """1,000 is a thousand to some and one to others."""
    assert "load" in cleaned(written)
    assert "load" in NumberForm({"load": written, "amount": "8"}).errors


@pytest.mark.parametrize("written", ["12", "12,0", "12.0", " 12 ", "١٢"])
def test_a_whole_number_may_have_zeros_after_its_comma(written):
    assert cleaned("1", written)["amount"] == 12


@pytest.mark.parametrize("written", ["12,5", "ten", "1e3", "1²", "9" * 5000])
def test_what_is_no_whole_number_is_refused(written):
    assert "amount" in NumberForm({"load": "1", "amount": written}).errors


@pytest.mark.parametrize(("language", "shown"), [("en", "42.5"), ("de", "42,5"), ("fr", "42,5")])
def test_a_number_is_shown_as_the_reader_writes_it(language, shown):
    with translation.override(language):
        form = NumberForm(initial={"load": Decimal("42.5")})
        assert f'value="{shown}"' in str(form["load"])


def test_what_was_typed_is_shown_again_as_it_was():
    form = NumberForm({"load": "42,5", "amount": "many"})
    assert not form.is_valid()
    assert 'value="42,5"' in str(form["load"])


def test_no_form_of_ours_takes_a_point_alone():
    """Also the forms that the admin makes of models."""
    get_resolver().url_patterns  # noqa: B018  # every view is imported, and with it its forms
    fields = [field for form in forms_below(forms.BaseForm) for field in form.base_fields.values()]
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True)
    step_form = admin.site.get_model_admin(Step).get_form(request)
    fields += step_form.base_fields.values()
    assert sum(isinstance(field, TypedDecimalField) for field in fields) >= 4
    plain = [field for field in fields if type(field) in (forms.DecimalField, forms.FloatField)]
    assert not plain


def forms_below(kind):
    for form in kind.__subclasses__():
        if form.__module__.split(".")[0] in ("accounts", "exercises", "plans", "logbook"):
            yield form
        yield from forms_below(form)


@given(st.decimals(0, 99_999, places=3), st.sampled_from("., "))
def test_every_number_is_read_as_it_is_written_anywhere(number, grouping):
    point = "," if grouping == "." else "."
    written = f"{number:,.3f}".translate({ord(","): grouping, ord("."): point})
    if number >= 1000 or grouping == " ":
        assert parse_number(written) == number


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_none(text):
    value = parse_number(text)
    assert value is None or value.is_finite()

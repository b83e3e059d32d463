"""The admin as somebody with a browser uses it."""

from django.urls import reverse

from exercises.translated_text import TranslatedTextFormField


def address(row):
    return reverse(f"admin:exercises_{row._meta.model_name}_change", args=[row.pk])


def filled(response):
    """What the browser would send back, untouched, from an admin form and its inlines."""
    parts = [response.context["adminform"].form]
    for inline in response.context.get("inline_admin_formsets", []):
        parts += [*inline.formset, inline.formset.management_form]
    data = {}
    for part in parts:
        for field in part:
            value = field.value()
            if isinstance(field.field, TranslatedTextFormField):
                widget = field.field.widget
                for code, text in zip(widget.codes, widget.decompress(value), strict=True):
                    # A browser ends lines with both.
                    data[f"{field.html_name}_{code}"] = text.replace("\n", "\r\n")
            elif value is not None and value is not False:
                data[field.html_name] = value
    return data


def save(client, url, press=None, **changes):
    """``press``: the name of the button."""
    data = filled(client.get(url)) | ({press: "on"} if press else {})
    assert set(changes) <= set(data), set(changes) - set(data)
    response = client.post(url, data | changes)
    assert response.status_code == 302, response.context["errors"]

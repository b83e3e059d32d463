from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def table_body(table, unlinked):
    """The rows of a ``charts.parts.Table``, of which a page has hundreds; ``unlinked`` for who
    may not go where they lead."""
    return SafeString("".join(_row(*row, unlinked) for row in table.rows))


def _row(head, cells, unlinked):
    name, href = map(escape, head)
    if href and not unlinked:
        name = f'<a href="{href}">{name}</a>'
    return f'<tr><th scope="row">{name}</th>{"".join(f"<td>{escape(c)}</td>" for c in cells)}</tr>'

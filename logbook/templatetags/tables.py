from html import escape

from django import template
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag
def table_rows(table, unlinked):
    """Head and body of a picture's table as HTML, since a page has hundreds of cells.

    ``unlinked``: without links, for readers who may not open the runner's pages.
    """
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.head)
    body = "".join(_row(*row, unlinked) for row in table.rows)
    return mark_safe(f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>")


def _row(head, cells, unlinked):
    name, href = map(escape, head)
    if href and not unlinked:
        name = f'<a href="{href}">{name}</a>'
    tds = "".join([f"<td>{escape(cell)}</td>" for cell in cells])
    return f'<tr><th scope="row">{name}</th>{tds}</tr>'

def said(response):
    """Returns the messages on the page of the admin that answered."""
    return " ".join(str(message) for message in response.context["messages"])

"""A file of another logger, or one of our own, becomes sets of the logbook.

``opening`` makes text of bytes, ``tables`` rows of text, ``foreign`` and ``ours`` what a row says,
``reading`` gathers it by day; ``matching`` finds our exercise for a name; ``keeping`` holds the
preview, ``storing`` stores it part by part and takes it back.
"""

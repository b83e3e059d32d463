"""A file of another app, or one of our own, becomes sets of the logbook.

The way of a file: ``upload_limit`` bounds it while it arrives, ``file_text`` makes text of its
bytes, ``csv_rows`` makes rows of the text, ``other_apps`` and ``hipdrive_files`` say what a row
is (``cell_values`` parses its cells), and ``read_file`` collects it in a ``read_result``.
``previews`` stores that until the runner confirms it, with ``exercise_names`` finding our exercise
for each name. ``store`` then writes it part by part, with ``imported_runs`` and
``runner_settings``, and ``undo`` takes it back.
"""

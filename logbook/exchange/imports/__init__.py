"""A file of another app, or one of our own, becomes sets of the logbook.

The way of a file: ``uploads/upload_limit`` bounds it while it arrives, ``file_text`` unpacks it and
makes text of its bytes, ``csv_rows`` makes tables of the text, and ``read_file`` finds whose they
are by the names of the columns (``column_names``) or their order (``column_order``); what nobody
knows, the runner says (``unknown_columns``). ``other_apps`` reads apps with a row a set;
``stronglifts``, ``strengthlog``, ``jefit``, ``liftlog_json``, ``garmin_fit`` and ``hipdrive_files``
read the others. ``cell_values`` and ``uploads/moments`` parse what stands there, with words from
``uploads/cldr_words``, and a set (``done_sets``) gets its key (``set_keys``) and a place in the
``read_result``. ``previews`` stores that until the runner confirms it, with ``exercise_names``
finding our exercise for each name. ``store`` then writes it part by part, with ``imported_runs``
and ``runner_settings``, and ``undo`` takes it back.
"""

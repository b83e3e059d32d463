"""Files of watches, apps and calendars become runs of the logbook.

The way of a file: ``packed`` opens zips and gzips within the ``limits``, ``read_files`` finds by
its content what a file is and has it read by the module of that format (``fit``, ``tcx``,
``gpx``, ``apple_health``, ``strava_csv``, ``garmin_csv``, ``account_json``, ``runkeeper_csv``,
``calendar``). What comes of it is an ``Activity`` or a ``ComingRun`` (``found``), with the sport
from ``sport_words`` and the kind of run from ``run_kinds``. ``same_runs`` finds what stands there
twice or in the logbook already, ``previews`` stores the rest until the runner confirms it,
``store`` writes it and takes it back.

Positions are read in GPX files alone, to add up a distance, and are stored nowhere.
"""

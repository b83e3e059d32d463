"""Made-up runners who train through a program by the same rules as real ones.

Nothing here touches the database.
"""

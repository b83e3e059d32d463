"""What files that runners bring share: limit, turns, errors, and dates as other apps write them."""

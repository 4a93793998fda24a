"""Files of unknown origin → read in a locked-in process, or refused with a reason for staff."""

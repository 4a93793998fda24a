"""Pure types: no file, no network, no clock."""

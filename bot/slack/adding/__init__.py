"""Documents staff adds in Slack: the form, the file, the work in a process of its own."""

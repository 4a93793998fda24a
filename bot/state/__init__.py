"""What the bot remembers: tables, migrations and one class a port."""

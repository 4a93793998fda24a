"""Stand-ins for the services the bot talks to: real servers on loopback, never mocks."""

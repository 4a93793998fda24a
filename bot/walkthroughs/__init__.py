"""The walkthroughs: steps from the knowledge, a pure engine, and the service around it."""

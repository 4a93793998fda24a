"""What is handed over: chart, policy, declaration sheet, evidence pack."""

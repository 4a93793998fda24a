"""What ほしみち knows: dated, sourced data and the types that hold it."""

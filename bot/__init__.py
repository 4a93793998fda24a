"""ほしみち: the advisor and the surfaces it speaks through."""

"""Everything that checks Tektra: unit/, contract/, ui/, e2e/, bench/, with helpers/ for all of them."""

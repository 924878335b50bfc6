"""The only place that builds HTTP clients: proxy, certificates, time limits, “Local only”, and the privacy ledger."""

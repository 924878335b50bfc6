"""UnifiedModelManager: selection, leases, keep-alive, queue, supervision."""

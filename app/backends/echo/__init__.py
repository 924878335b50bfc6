"""The scriptable engine that ships for tests and demonstrations: no model, real worker process."""

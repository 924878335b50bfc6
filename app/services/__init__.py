"""Use cases, bound to commands.

A service names the classes of the layers below it. Only what a test has to script delta by delta, the models, is a
protocol; it stands beside the service that asks for it.
"""

"""The three primitives between front ends and the core: invoke, emit, channel."""

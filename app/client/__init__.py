"""The client's side of the bridge: protocol without I/O, finding and starting the core, an asyncio socket for
terminals.
"""

"""Engines: one package each, behind the protocol in `base`.

They run in processes of their own and know nothing of chats, stores or settings.
"""

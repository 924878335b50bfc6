"""Tektra on the desktop: tray icon, notifications, the quick question, zoom, and the window that opens anew."""

"""The window around the chat: sidebar, header, composer, banners, and its state."""

"""The chat: a Qt-free stream renderer and view model, and the widgets that show them."""

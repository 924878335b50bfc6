"""The Qt side of the bridge: channels and events become calls in the GUI thread."""

"""Small controls in Tektra's look: the real Qt control with its own paintEvent, so that accessibility comes with it."""

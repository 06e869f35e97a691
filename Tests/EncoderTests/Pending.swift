// The encoder's tests follow.

// Filled with the first version.

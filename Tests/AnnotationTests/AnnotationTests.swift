// Filled with the module's first version.

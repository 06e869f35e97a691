// Filled by the module's first version.

"""Graph heads on the shared encoder: triggers, coreference, arguments, relations, claims, factuality, times, salience."""

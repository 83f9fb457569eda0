-- Else one workload's newest cycle is looked for among those of all others.
CREATE INDEX entry_subject_kind ON entry (subject, kind, sequence);

-- The result of the check of the invariants gets the name of its job.
update settings set name = 'invariant-check' where name = 'audit';

import { type Invariant, invariant } from "./invariant-scope.ts";

/**
 * The invariant of the audit log. Each organisation's rows are checked from the newest one that is older than $2 on: that row
 * is trusted. Rows removed at the end of a chain cannot be found, as nothing refers to them.
 */
export const AUDIT_INVARIANTS: Invariant[] = [
  invariant(
    "A1",
    "each row of the audit log has the hash of its values and of the previous row, without a gap",
    `select a.organization_id, format('audit log, row %s: %s', a.sequence, case
      when a.sequence > 1 and p.sequence is null then 'the previous row is missing'
      when a.hash is distinct from audit_log_hash(a) then 'its values do not have its hash'
      else 'its previous hash is not that of the previous row' end)
    from (select id from organizations union all select '00000000-0000-0000-0000-000000000000'::uuid) chain
    join audit_log a on a.organization_id = chain.id and a.sequence > coalesce((
      select sequence from audit_log trusted where trusted.organization_id = chain.id and trusted.at < $2::timestamptz
      order by sequence desc limit 1), 0)
    left join audit_log p on p.organization_id = a.organization_id and p.sequence = a.sequence - 1
    where ($1::uuid is null or chain.id = $1::uuid)
      and (a.hash is distinct from audit_log_hash(a) or a.previous_hash is distinct from coalesce(p.hash, '')
        or a.sequence > 1 and p.sequence is null)
    order by a.organization_id, a.sequence`,
  ),
];

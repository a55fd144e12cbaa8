-- Instants that people and programs set lie in the years 1900 to 2200. What lies outside is a typing error. It is counted
-- and reported for each table, then moved to the nearest bound, so that what was over stays over and what was to come
-- stays to come; a session keeps its length, up to a year. Events whose dates moved get a new version, by which pages
-- and calendars know that theirs is old. The rules of resources are moved too, since they were copied from those dates.
DO $$
DECLARE
  earliest constant timestamptz := '1900-01-01 00:00:00+00';
  latest constant timestamptz := '2200-12-31 23:59:00+00';
  beyond constant timestamptz := '2201-01-01 00:00:00+00';
  affected bigint;
BEGIN
  SELECT count(*) INTO affected FROM sessions WHERE starts_at < earliest OR ends_at >= beyond;
  IF affected > 0 THEN
    RAISE WARNING 'sessions: % rows begin before 1900 or end after 2200 and are moved into these years', affected;
    UPDATE events e SET version = version + 1, updated_at = now()
    WHERE EXISTS (SELECT FROM sessions s WHERE s.organization_id = e.organization_id AND s.event_id = e.id
      AND (s.starts_at < earliest OR s.ends_at >= beyond));
    UPDATE sessions SET
      starts_at = CASE
        WHEN starts_at < earliest THEN earliest
        WHEN starts_at < latest THEN starts_at
        ELSE latest - length END,
      ends_at = CASE
        WHEN ends_at >= beyond THEN latest
        WHEN ends_at > earliest THEN ends_at
        ELSE earliest + length END
    FROM (
      -- Infinity has no length; an hour is as good as any.
      SELECT organization_id AS owner, id AS session, CASE WHEN isfinite(starts_at) AND isfinite(ends_at)
        THEN least(ends_at - starts_at, interval '1 year') ELSE interval '1 hour' END AS length
      FROM sessions WHERE starts_at < earliest OR ends_at >= beyond
    ) wrong
    WHERE organization_id = owner AND id = session;
  END IF;

  SELECT count(*) INTO affected FROM events WHERE opens_at < earliest OR opens_at >= beyond;
  IF affected > 0 THEN
    RAISE WARNING 'events: % rows open for booking before 1900 or after 2200 and are moved into these years', affected;
    UPDATE events SET version = version + 1, updated_at = now(),
      opens_at = CASE WHEN opens_at < earliest THEN earliest ELSE latest END
    WHERE opens_at < earliest OR opens_at >= beyond;
  END IF;

  SELECT count(*) INTO affected FROM resources WHERE opens_at < earliest OR opens_at >= beyond
    OR closes_at < earliest OR closes_at >= beyond OR cancel_until < earliest OR cancel_until >= beyond;
  IF affected > 0 THEN
    RAISE WARNING 'resources: % rows have rules before 1900 or after 2200 and are moved into these years', affected;
    UPDATE resources SET
      opens_at = CASE WHEN opens_at < earliest THEN earliest WHEN opens_at >= beyond THEN latest ELSE opens_at END,
      closes_at = CASE WHEN closes_at < earliest THEN earliest WHEN closes_at >= beyond THEN latest ELSE closes_at END,
      cancel_until = CASE WHEN cancel_until < earliest THEN earliest WHEN cancel_until >= beyond THEN latest
        ELSE cancel_until END
    WHERE opens_at < earliest OR opens_at >= beyond
      OR closes_at < earliest OR closes_at >= beyond OR cancel_until < earliest OR cancel_until >= beyond;
  END IF;

  SELECT count(*) INTO affected FROM api_keys WHERE expires_at < earliest OR expires_at >= beyond;
  IF affected > 0 THEN
    RAISE WARNING 'api_keys: % rows expire before 1900 or after 2200 and are moved into these years', affected;
    UPDATE api_keys SET expires_at = CASE WHEN expires_at < earliest THEN earliest ELSE latest END
    WHERE expires_at < earliest OR expires_at >= beyond;
  END IF;
END
$$;
--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_instants" CHECK ("events"."opens_at" >= '1900-01-01 00:00:00+00' and "events"."opens_at" < '2201-01-01 00:00:00+00');--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_instants" CHECK ("sessions"."starts_at" >= '1900-01-01 00:00:00+00' and "sessions"."starts_at" < '2201-01-01 00:00:00+00' and "sessions"."ends_at" >= '1900-01-01 00:00:00+00' and "sessions"."ends_at" < '2201-01-01 00:00:00+00');--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_instants" CHECK ("api_keys"."expires_at" >= '1900-01-01 00:00:00+00' and "api_keys"."expires_at" < '2201-01-01 00:00:00+00');--> statement-breakpoint
ALTER TABLE "resources" ADD CONSTRAINT "resources_instants" CHECK ("resources"."opens_at" >= '1900-01-01 00:00:00+00' and "resources"."opens_at" < '2201-01-01 00:00:00+00' and "resources"."closes_at" >= '1900-01-01 00:00:00+00' and "resources"."closes_at" < '2201-01-01 00:00:00+00' and "resources"."cancel_until" >= '1900-01-01 00:00:00+00' and "resources"."cancel_until" < '2201-01-01 00:00:00+00');
import type { SchemaName } from "../../schema.ts";

const OPTIONS =
  "id, timestamp, userId, anonymousId, sessionId, actorRole, resourceType, resourceId, targetId, module, mode, metadata";
const ACTIVITY_OPTIONS = "id, timestamp, actor, actorRole, resource, target, module, mode, metadata";

/** Words and signs without which metadata has nothing to redact. Finding one costs a look at every key. */
const MAY_BE_SECRET =
  "passw|passc|passp|pass[^a-z]|pwd|kennwort|contrase|senha|mot.?de.?passe|пароль|密码|パスワード|otp|code|cvv|cvc|csc|card|" +
  "ssn|social|insurance|iban|account|routing|cc.?num|secret|credential|cookie|token|jwt|bearer|basic|" +
  "auth|key|csrf|xsrf|mnemonic|phrase|sess(ion)?id|connect.?sid|magic|tax|eyj|://|=";
/** Also parts of common words. The next word of a key begins with a capital letter. */
const SHORT_SECRET = "(pan|Pan|PAN|pin|Pin|PIN)([sS]?[^a-z]|S)";

/** Characters that no key may have. `JSON.parse` confuses such keys with others. */
const REJECTED_IN_KEY = String.raw`["\\\u0001-\u001f\u007f-\u009f\ufdd0-\ufdd3]`;

/** The functions that an application calls. They check whatever needs no catalog. */
export const createTracking = (schema: SchemaName): string[] => [
  // As the server's parser of times, for years 1970 to 2199. Without an offset, a time is local to the server's time zone.
  String.raw`create function is_event_time(content text) returns boolean language plpgsql immutable
  set search_path = pg_catalog, pg_temp as $$
  declare
    parts text[] := regexp_match(content,
      '^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:([Zz])|([+-])(\d{2})(?::?(\d{2}))?)?)?$');
    local timestamp;
  begin
    if parts is null or parts[1]::int not between 1969 and 2200 or parts[2]::int not between 1 and 12
      or parts[3]::int not between 1 and 31 then return false; end if;
    local := make_timestamp(parts[1]::int, parts[2]::int, 1, 0, 0, 0) + make_interval(days => parts[3]::int - 1);
    if extract(month from local) <> parts[2]::int then return false; end if;
    if coalesce(parts[4], '0')::int > 23 or coalesce(parts[5], '0')::int > 59 or coalesce(parts[6], '0')::int > 60
      or coalesce(parts[9], '0')::int > 23 or coalesce(parts[10], '0')::int > 59 then return false; end if;
    local := local + make_interval(
      hours => coalesce(parts[4], '0')::int, mins => coalesce(parts[5], '0')::int, secs => coalesce(parts[6], '0')::int);
    local := local - make_interval(hours => coalesce(parts[9], '0')::int, mins => coalesce(parts[10], '0')::int)
      * (case when parts[8] = '-' then -1 else 1 end);
    -- A leap second ends a month.
    if parts[6] = '60' and local <> date_trunc('month', local) then return false; end if;
    return local - (case when parts[6] = '60' then interval '1 second' else interval '0' end)
      between timestamp '1970-01-01' and timestamp '2199-12-31 23:59:59';
  end $$`,

  // In UTF-16 code units, as JavaScript counts.
  String.raw`create function is_longer_than(content text, most int) returns boolean language sql immutable
  set search_path = pg_catalog, pg_temp as $$
    select char_length(trimmed) + (
      select count(*) from regexp_split_to_table(trimmed, '') as character where ascii(character) > 65535
    ) > most
    from (select regexp_replace(content, '^\s+|\s+$', '', 'g') as trimmed) as cleaned
  $$`,

  String.raw`create function find_rejected_key(metadata jsonb) returns text language sql immutable
  set search_path = pg_catalog, pg_temp as $$
    with recursive walked(path, key, value) as (
      select 'metadata', '', metadata
      union all
      select walked.path || '.' || shown, child.key, child.value
      from walked cross join lateral (
        select key, value from jsonb_each(case when jsonb_typeof(walked.value) = 'object' then walked.value else '{}' end)
        union all
        select (position - 1)::text, element
        from jsonb_array_elements(case when jsonb_typeof(walked.value) = 'array' then walked.value else '[]' end)
          with ordinality as elements(element, position)
      ) as child
      cross join lateral (
        select case when char_length(visible) > 40 then left(visible, 39) || '…' else visible end as shown
        from (select regexp_replace(child.key, '[\u0001-\u001f\u007f-\u009f\ufdd0-\ufdd3]', '�', 'g') as visible) as cleaned
      ) as formatted
    )
    select path from walked where key ~ '${REJECTED_IN_KEY}' limit 1
  $$`,

  String.raw`create function track(name text, options jsonb default '{}') returns uuid language plpgsql volatile security definer
  set search_path = pg_catalog, ${schema}, pg_temp as $$
  declare
    sent jsonb := coalesce(track.options, '{}');
    metadata jsonb := coalesce(nullif(track.options -> 'metadata', 'null'), '{}');
    content text;
    field text;
    item jsonb;
    event_id uuid;
    microseconds bigint;
  begin
    if track.name is null then
      raise exception 'name: must not be null; write it like user.signed_up' using errcode = '22023';
    end if;
    if char_length(track.name) > 200 then
      raise exception 'name: must have at most 200 characters' using errcode = '54000';
    end if;
    if track.name !~ '^[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_]*)+$' then
      raise exception 'name: % must be lowercase words joined by dots, like user.signed_up', to_jsonb(left(track.name, 80))
        using errcode = '22023';
    end if;
    if jsonb_typeof(sent) <> 'object' then
      raise exception 'options: must be an object' using errcode = '22023';
    end if;

    sent := jsonb_strip_nulls(sent - 'metadata');
    for field, item in select * from jsonb_each(sent) loop
      if field <> all(string_to_array('${OPTIONS}', ', ')) then
        raise exception '%: is not an option; the options are ${OPTIONS}', left(field, 40) using errcode = '22023';
      end if;
      if jsonb_typeof(item) <> 'string' then
        raise exception '%: must be a string', field using errcode = '22023';
      end if;
      content := item #>> '{}';
      if field in ('userId', 'anonymousId', 'sessionId', 'resourceId', 'targetId')
        and char_length(content) > 100 and is_longer_than(content, 200) then
        raise exception '%: must have at most 200 characters', field using errcode = '54000';
      end if;
    end loop;

    if sent ->> 'userId' like '%anonymous:%' and btrim(sent ->> 'userId') like 'anonymous:%' then
      raise exception 'userId: must not begin with "anonymous:"; send visitors as anonymousId' using errcode = '22023';
    end if;
    if btrim(coalesce(sent ->> 'id', '')) = '' then
      -- Version 7: 48 bits of milliseconds, 12 bits of their fraction, so that the ids of a transaction are in order.
      microseconds := floor(extract(epoch from clock_timestamp()) * 1000000);
      event_id := lpad(to_hex(microseconds / 1000), 12, '0') || '7' ||
        lpad(to_hex(microseconds % 1000 * 4096 / 1000), 3, '0') || substr(replace(gen_random_uuid()::text, '-', ''), 17);
    elsif sent ->> 'id' ~* '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' then
      event_id := (sent ->> 'id')::uuid;
    else
      raise exception 'id: must be a UUID of version 7' using errcode = '22023';
    end if;
    if sent ->> 'timestamp' is not null and not is_event_time(sent ->> 'timestamp') then
      raise exception 'timestamp: must be an ISO 8601 time in the years 1970 to 2199, like 2026-03-03T10:00:00.000Z'
        using errcode = '22007';
    end if;

    if jsonb_typeof(metadata) <> 'object' then
      raise exception 'metadata: must be an object' using errcode = '22023';
    end if;
    if metadata <> '{}' then
      content := metadata::text;
      if octet_length(content) > 262144 then
        raise exception 'metadata: must have at most 262144 bytes as JSON' using errcode = '54000';
      end if;
      if position('\' in content) > 0 or content ~ '[\u007f-\u009f\ufdd0-\ufdd3]' then
        field := find_rejected_key(metadata);
        if field is not null then
          raise exception '%: keys must not contain quotes, backslashes or control characters; rename the key', field
            using errcode = '22023';
        end if;
      end if;
      if content ~* '${MAY_BE_SECRET}' or content ~ '${SHORT_SECRET}' then
        metadata := redact_value(metadata, '', null, track.name, 1);
      end if;
    end if;

    insert into inbox (id, name, options)
    values (event_id, track.name, sent - 'id' || jsonb_build_object('metadata', metadata));
    -- A full queue would fail the whole transaction, and the server also polls.
    if pg_notification_queue_usage() < 0.5 then
      perform pg_notify((current_schemas(false))[2], 'inbox');
    end if;

    return event_id;
  end $$`,

  String.raw`create function log_activity(action text, options jsonb default '{}') returns uuid language plpgsql volatile security definer
  set search_path = pg_catalog, ${schema}, pg_temp as $$
  declare
    sent jsonb := coalesce(log_activity.options, '{}');
    resource jsonb := coalesce(nullif(sent -> 'resource', 'null'), '{}');
    field text;
  begin
    if jsonb_typeof(sent) <> 'object' then
      raise exception 'options: must be an object' using errcode = '22023';
    end if;
    for field in select jsonb_object_keys(sent) loop
      if field <> all(string_to_array('${ACTIVITY_OPTIONS}', ', ')) then
        raise exception '%: is not an option; the options are ${ACTIVITY_OPTIONS}', left(field, 40) using errcode = '22023';
      end if;
    end loop;
    if jsonb_typeof(resource) <> 'object' then
      raise exception 'resource: must be an object with type and id' using errcode = '22023';
    end if;

    return track(action, jsonb_build_object('mode', 'manual') || sent - array['actor', 'resource', 'target'] || jsonb_build_object(
      'userId', sent -> 'actor',
      'targetId', sent -> 'target',
      'resourceType', coalesce(resource -> 'type', to_jsonb(regexp_replace(action, '\.[^.]*$', ''))),
      'resourceId', case when jsonb_typeof(resource -> 'id') = 'number' then to_jsonb(resource ->> 'id') else resource -> 'id' end
    ));
  end $$`,

  ...[
    "is_event_time(text)",
    "is_longer_than(text, int)",
    "find_rejected_key(jsonb)",
    "track(text, jsonb)",
    "log_activity(text, jsonb)",
  ].map((signature) => `revoke all on function ${signature} from public`),
];

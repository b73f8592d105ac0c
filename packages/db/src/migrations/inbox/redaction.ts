import type { SchemaName } from "../../schema.ts";

const ALL_PHRASES =
  "password|passwd|pwd|passphrase|passcode|pass word|pass phrase|pass code|pass wd|userpassword|newpassword|oldpassword|" +
  "passwort|kennwort|contraseña|contrasena|senha|motdepasse|mot de passe|пароль|密码|パスワード|otp|totp|one time code|" +
  "onetimecode|verification code|security code|recovery code|backup code|mfa code|2fa code|sms code|auth code|" +
  "authorization code|cvv|cvc|csc|card code|card verification|cvvcode|cvccode|ssn|social security|social security number|" +
  "national insurance number|passport number|tax identification number|iban|bank account number|routing number|" +
  "card number|card num|card no|cc number|cc num|ccnumber|ccnum|pan|cardnumber|creditcard|creditcardnumber|credit card|" +
  "debit card|payment card|pin code|pincode|pin number";
const TEXT_PHRASES =
  "secret|credential|cookie|token|jwt|bearer|authorization|private key|privatekey|api key|apikey|api secret|apisecret|" +
  "access key|accesskey|secret key|secretkey|client secret|clientsecret|signing key|signingkey|encryption key|" +
  "encryptionkey|decryption key|master key|ssh key|service key|deploy key|auth key|authkey|license key|accesstoken|" +
  "refreshtoken|idtoken|authtoken|apitoken|sessiontoken|bearertoken|csrftoken|xsrftoken|resettoken|devicetoken|" +
  "pushtoken|usertoken|csrf|xsrf|mnemonic|seed phrase|recovery phrase|basic auth|proxy auth|http auth|x auth|sessid|" +
  "phpsessid|jsessionid|connect sid|magic link|magiclink";
const CARRIERS =
  "hash|hashed|value|values|text|plain|plaintext|cleartext|clear|raw|encrypted|decrypted|encoded|confirm|confirmation|" +
  "repeat|repeated|again|verify|new|old|from|to|before|after|current|previous|prev|next|original|default|header|headers|" +
  "string|str|key|keys|digest|salt|data|content|body|payload|base64|b64|hex|md5|sha|bcrypt|argon|pair|number|input|param|" +
  "temp|tmp|list|for|of|code";
const VALUE_WORDS = "value|values|from|to|old|new|before|after|previous|prev|current|next|original";
const NAMING_KEYS = "field,key,name,property,attribute,column,header,param,parameter,variable,path";

const MAX_NESTING = 30;

/** How secret the values of a key are, by the phrase at its end. JSON, which SQL searches fast. */
const KINDS = JSON.stringify({
  ...toKinds("all", ALL_PHRASES),
  ...toKinds("text", TEXT_PHRASES),
  ...toKinds("plural", "tokens|secrets|credentials|cookies|passwords|jwts|passcodes|passphrases"),
  ...toKinds("digits", "pin|pins"),
  ...toKinds("card", "card|cards"),
});

function toKinds(kind: string, phrases: string): Record<string, string> {
  return Object.fromEntries(phrases.split("|").map((phrase) => [phrase, kind]));
}

/**
 * The part of the redaction that runs in the application's transaction, so that no secret is written to the inbox. The server
 * redacts again when it stores the event, by rules that only it has, such as further keys of its settings.
 */
export const createRedaction = (schema: SchemaName): string[] => [
  // The words of a key in lowercase, without digits at their ends.
  String.raw`create function split_key(key text) returns text language sql immutable set search_path = pg_catalog, pg_temp as $$
    select btrim(regexp_replace(regexp_replace(lower(
      regexp_replace(regexp_replace(left(key, 200), '([a-z0-9])([A-Z])', '\1 \2', 'g'), '([A-Z])(?=[A-Z][a-z])', '\1 ', 'g')
    ), '[\s!-/:-@\[-${"`"}{-~]+', ' ', 'g'), '([^0-9 ])[0-9]+(?= |$)', '\1', 'g'))
  $$`,

  // The longest phrase first, then without the words that may follow a secret.
  `create function get_secret_kind(key text) returns text language plpgsql immutable strict
  set search_path = pg_catalog, ${schema}, pg_temp as $$
  declare
    all_words text[] := string_to_array(split_key(key), ' ');
    words text[] := string_to_array(regexp_replace(array_to_string(all_words, ' '), ' (for|of)( .*)?$', ''), ' ');
    phrase text;
    kind text;
  begin
    for ending in reverse cardinality(words)..1 loop
      for beginning in greatest(1, ending - 3)..ending loop
        phrase := array_to_string(words[beginning:ending], ' ');
        kind := coalesce(
          '${KINDS}'::jsonb ->> phrase,
          case when phrase like '%s' and phrase not like '%ss' then '${KINDS}'::jsonb ->> left(phrase, -1) end
        );
        if kind is not null then return kind; end if;
      end loop;
      if cardinality(all_words) = 1 then return case when words[1] in ('auth', 'pass') then 'text' end; end if;
      if words[ending] ~ '(password|passwd|passphrase)$' then return 'all'; end if;
      if words[ending] <> all('{${CARRIERS.replaceAll("|", ",")}}') then return null; end if;
    end loop;
    return null;
  end $$`,

  String.raw`create function is_secret_value(kind text, value jsonb) returns boolean language sql immutable
  set search_path = pg_catalog, pg_temp as $$
    select case
      when content in ('', '[redacted]') then false
      when kind = 'all' then true
      when kind = 'text' then jsonb_typeof(value) = 'string'
      when kind = 'plural' then jsonb_typeof(value) = 'string' and content !~ '^\d{1,9}$'
      when kind = 'digits' then content ~ '^\d{3,12}$'
      -- A number of a payment card has a check digit (Luhn).
      when kind = 'card' then digits ~ '^\d{13,19}$' and (
        select sum(case when position % 2 = 1 then digit when digit > 4 then digit * 2 - 9 else digit * 2 end) % 10 = 0
        from (
          select position, substr(digits, length(digits) - position + 1, 1)::int as digit
          from generate_series(1, length(digits)) as position
        ) as numbered
      )
      else false
    end
    from (select value #>> '{}' as content, translate(value #>> '{}', ' -', '') as digits) as read
  $$`,

  String.raw`create function redact_text(content text) returns text language plpgsql immutable
  set search_path = pg_catalog, ${schema}, pg_temp as $$
  declare
    -- The server keeps 8,192 characters.
    redacted text := left(content, 10000);
  begin
    if position('eyJ' in redacted) > 0 then
      redacted := regexp_replace(redacted, '\meyJ[\w-]{6,}\.[\w-]{4,}\.[\w-]*', '[redacted]', 'g');
    end if;
    if redacted ~* 'bearer|basic' then
      redacted := regexp_replace(redacted, '\m(bearer|basic)(\s+|%20|\+)([\w.~+/-]{20,}=*)', '\1\2[redacted]', 'gi');
    end if;
    if position('://' in redacted) > 0 then
      redacted := regexp_replace(redacted, '(://[^\s/:@?#]{0,200}:)[^\s/@]{1,200}(@)', '\1[redacted]\2', 'g');
    end if;
    if position('=' in redacted) > 0 then
      redacted := (
        select string_agg(piece[1] || case
          when is_secret_value(get_secret_kind(pair[1]), to_jsonb(pair[2]))
            then left(piece[2], -char_length(pair[2])) || '[redacted]'
          else piece[2]
        end, '' order by position)
        from regexp_matches(redacted, '([&;#,"''<>)}\s]*)([^&;#,"''<>)}\s]*)', 'g') with ordinality as pieces(piece, position)
        cross join lateral (select regexp_match(piece[2], '([^=?({/]{1,100})=(.+)$') as pair) as found
      );
    end if;
    return redacted;
  end $$`,

  // The kind of the key above holds for everything below, except for words that say little about an object.
  `create function redact_value(value jsonb, key text, kind text, event_name text, depth int) returns jsonb language plpgsql stable
  set search_path = pg_catalog, ${schema}, pg_temp as $$
  declare
    named_kind text;
    inherited text := case when kind not in ('digits', 'card') then kind end;
  begin
    -- As the server cuts it. Deeper ones would exhaust the stack.
    if depth > ${MAX_NESTING} and jsonb_typeof(value) in ('object', 'array') then return to_jsonb('…'::text); end if;

    case jsonb_typeof(value)
      when 'object' then
        select get_secret_kind(naming.value) into named_kind
        from jsonb_each_text(value) as naming
        where naming.key = any('{${NAMING_KEYS}}') and get_secret_kind(naming.value) is not null limit 1;

        return coalesce((
          select jsonb_object_agg(child.key, redact_value(child.value, child.key, coalesce(
            inherited,
            case when named_kind is not null and split_key(child.key) ~ '(^| )(${VALUE_WORDS})$' then named_kind end,
            case when own.kind is not null and exists (
              select from declared_fields as declared
              where declared.event_name = redact_value.event_name and declared.field = child.key
            ) then 'declared' end,
            own.kind
          ), event_name, depth + 1))
          from jsonb_each(value) as child
          cross join lateral (
            select coalesce(
              get_secret_kind(child.key), get_secret_kind(nullif(redact_value.key, '') || ' ' || child.key)
            ) as kind
          ) as own
        ), '{}');
      when 'array' then
        return coalesce((
          select jsonb_agg(redact_value(element, key, kind, event_name, depth + 1) order by position)
          from jsonb_array_elements(value) with ordinality as elements(element, position)
        ), '[]');
      when 'string' then
        if is_secret_value(kind, value) then return to_jsonb('[redacted]'::text); end if;
        return case when kind = 'declared' then value else to_jsonb(redact_text(value #>> '{}')) end;
      when 'number' then
        return case when is_secret_value(kind, value) then to_jsonb('[redacted]'::text) else value end;
      else
        return value;
    end case;
  end $$`,
  ...["split_key(text)", "get_secret_kind(text)", "is_secret_value(text, jsonb)", "redact_text(text)"].map(
    (signature) => `revoke all on function ${signature} from public`,
  ),
  `revoke all on function redact_value(jsonb, text, text, text, int) from public`,
];

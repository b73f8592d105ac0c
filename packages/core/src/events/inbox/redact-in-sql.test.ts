import { openClient } from "@admin-events/db/connections";
import { createTestDatabase } from "@admin-events/db/testing";
import { expect, test } from "vitest";
import { defaultRedactor } from "../../redaction/index.ts";
import { CARRIER_WORDS, SECRET_KEYS, SECRET_PHRASES } from "../../redaction/secret-words.ts";
import { cleanMetadata } from "../preparing/clean-metadata.ts";

const toCamelCase = (phrase: string) =>
  phrase.replaceAll(/ (\w)/g, (_, letter: string) => letter.toUpperCase());

test("SQL finds the keys of secrets that TypeScript finds", async () => {
  await using db = await createTestDatabase();
  await using client = await openClient(db.url, { applicationName: "app" });
  const phrases = [...Object.keys(SECRET_PHRASES), ...Object.keys(SECRET_KEYS)];
  const keys = [
    ...phrases.flatMap((phrase) => [
      phrase,
      toCamelCase(phrase),
      phrase.replaceAll(" ", "_"),
      `user-${phrase}2`,
    ]),
    ...[...CARRIER_WORDS].flatMap((word) => [`password_${word}`, `apiKey ${word}`, word]),
    ...[
      "userAPIKey",
      "X-Api-Key",
      "token_for_user",
      "tokenCount",
      "secretary",
      "authorId",
      "passage",
      "company",
    ],
    ...[
      "shipping",
      "keyboard",
      "code",
      "promoCode",
      "authorization",
      "apiKeys",
      "cardPan",
      "pinned",
      "pins",
      "cards",
    ],
    ...[
      "japan",
      "cookiesAccepted",
      "max_tokens",
      "tokens",
      "wordpress",
      "oldpasswd",
      "number of tokens",
      "",
      "für",
    ],
  ];

  const { rows } = await client.query<{ key: string; kind: string | null }>(
    "select key, admin_events.get_secret_kind(key) as kind from unnest($1::text[]) as key",
    [keys],
  );

  expect(rows).toEqual(keys.map((key) => ({ key, kind: defaultRedactor.getSensitivity(key) })));
});

test("secrets are redacted before the row is written, as TypeScript redacts them", async () => {
  await using db = await createTestDatabase();
  await using client = await openClient(db.url, { applicationName: "app" });
  const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";
  const metadata = {
    password: "hunter2",
    pin: 1234,
    tokens: 812,
    token: "",
    card: { number: "4111 1111 1111 1111", holder: "Ann" },
    cards: ["4111111111111111", "4111111111111112"],
    nested: [{ api_key: "k_1", plan: "club", deeper: { secret: ["a", 5] } }],
    change: { field: "password", from: "a", to: "b", note: "kept" },
    session: `Bearer ${jwt}`,
    link: "https://ann:pw@example.com/reset?token=abc123&page=2",
    text: 'plain = text, "quoted" and 5 > 3',
    count: 3,
    nothing: null,
  };

  await client.query("select admin_events.track('user.confirmed', $1)", [JSON.stringify({ metadata })]);

  const { rows } = await client.query<{ options: { metadata: unknown } }>(
    "select options from admin_events.inbox",
  );
  expect(rows[0]?.options.metadata).toEqual(cleanMetadata(metadata).metadata);
  expect(JSON.stringify(rows)).not.toMatch(/hunter2|1234,|k_1|abc123|eyJ|ann:pw|4111111111111111/);
});

test("a field that the catalog declares is stored as it is", async () => {
  await using db = await createTestDatabase();
  await using client = await openClient(db.url, { applicationName: "app" });
  await client.query("insert into admin_events.declared_fields values ('token.minted', 'token')");

  for (const name of ["token.minted", "token.burned"])
    await client.query("select admin_events.track($1, $2)", [name, '{"metadata":{"token":"ETH"}}']);

  const { rows } = await client.query(
    "select options -> 'metadata' ->> 'token' as token from admin_events.inbox order by sequence",
  );
  expect(rows).toEqual([{ token: "ETH" }, { token: "[redacted]" }]);
});

test("no secret gets past the look at the whole metadata, whichever way its key is written", async () => {
  await using db = await createTestDatabase();
  await using client = await openClient(db.url, { applicationName: "app" });
  const phrases = [...Object.keys(SECRET_PHRASES), ...Object.keys(SECRET_KEYS)];
  const keys = phrases.flatMap((phrase) => [
    phrase,
    toCamelCase(phrase),
    ...(/^[a-z ]+$/.test(phrase) ? [toCamelCase(`${phrase} value`), toCamelCase(`${phrase}s`)] : []),
  ]);
  const isRedacted = (key: string) =>
    cleanMetadata({ [key]: "4111111111111111" }).metadata[key] === "[redacted]" ||
    cleanMetadata({ [key]: "1234" }).metadata[key] === "[redacted]";

  await client.query(
    `select admin_events.track('user.confirmed', jsonb_build_object('metadata', jsonb_build_object(key, value)))
     from unnest($1::text[]) as key cross join unnest('{4111111111111111,1234}'::text[]) as value`,
    [keys.filter(isRedacted)],
  );

  const { rows } = await client.query<{ key: string }>(
    `select key from admin_events.inbox cross join lateral jsonb_each_text(options -> 'metadata')
     group by key having bool_and(value <> '[redacted]')`,
  );
  expect(rows).toEqual([]);
});

test("the secrets of a text are redacted each for itself, in linear time", async () => {
  await using db = await createTestDatabase();
  await using client = await openClient(db.url, { applicationName: "app" });
  const metadata = {
    prefix: "token=a&token=abcdef; a/=password=x(token=y z",
    many: Array.from({ length: 15_000 }, (_, index) => `token=${index}`).join("&"),
  };

  await client.query("set statement_timeout = '5s'");
  await client.query("select admin_events.track('user.confirmed', $1)", [JSON.stringify({ metadata })]);

  const { rows } = await client.query<{ prefix: string; many: string }>(
    "select options #>> '{metadata,prefix}' as prefix, options #>> '{metadata,many}' as many from admin_events.inbox",
  );
  expect(rows[0]?.prefix).toBe("token=[redacted]&token=[redacted]; a/=password=[redacted] z");
  expect(rows[0]?.many).not.toMatch(/token=\d{2}/);
});

test("metadata that is nested deeply fails no transaction", async () => {
  await using db = await createTestDatabase();
  await using client = await openClient(db.url, { applicationName: "app" });
  const token = `${'{"a":'.repeat(3_000)}1${"}".repeat(3_000)}`;

  await client.query("select admin_events.track('user.confirmed', $1)", [`{"metadata":{"token":${token}}}`]);

  expect((await client.query("select from admin_events.inbox")).rowCount).toBe(1);
});

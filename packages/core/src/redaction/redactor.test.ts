import fc from "fast-check";
import { expect, test } from "vitest";
import { createRedactor, defaultRedactor } from "./create-redactor.ts";

const secretKeys = [
  "password, passwd, pwd, pass_word, passWord, PASSWORD, user.password, password2, passwordHash, password_confirmation",
  "newPassword, password_from, password_to, currentPassword, userpassword, passphrase, pass_phrase, passcode, Passwort",
  "apiKey, api_key, api-key, x-api-key, X-API-Key, APIKey, apikey, API_KEY, apiKeys, stripe_api_key, private_key",
  "privateKey, privatekey, PRIVATE_KEY, ssh-private-key, credential, credentials, userCredentials, cookie, cookies",
  "Set-Cookie, set_cookie, sessionCookie, auth, authorization, Authorization, proxy-authorization, bearer, authToken",
  "accessToken, access_token, ACCESS_TOKEN, accesstoken, refreshToken, idToken, csrf-token, token, tokenValue, jwt",
  "token_for_user, resetToken, passwordResetToken, secret, clientSecret, client_secret, secretKey, secret_access_key",
  "webhook.secret, user[password], --password, pass",
].flatMap((line) => line.split(", "));

const numericSecretKeys = [
  "otp, otpCode, otp_code, pin, pinCode, PIN, cvv, CVV2, cvc, cvvCode, ssn, SSN, iban, IBAN, cardNumber, card_number",
  "card-number, cardnumber, creditCardNumber, creditCard, ccNumber, social_security_number, securityCode, passcode",
].flatMap((line) => line.split(", "));

const innocentKeys = [
  "cardId, card_id, cardinality, discarded, discard, wildcard, postcard, scorecard, dashboard, cardiology, cards",
  "tokenCount, token_count, tokenId, tokenType, token_type, tokenizer, tokenLimit, maxTokensPerDay, tokenName",
  "secretary, secretariat, secretSanta, authorization_status, authorizationStatus, authorizationId, author, authority",
  "authorized, authored, authMethod, auth_provider, password_changed_at, passwordPolicy, passwordless, passwordStrength",
  "password_reset_count, cookieConsent, cookie_consent, cookieBanner, pinned, pinterest, pinCount, opinion, spinning",
  "compass, passenger, passive, bypass, passed, passRate, passage, monkey, keyboard, keynote, keyword, apiVersion",
  "api_key_id, apiKeyId, access_key_id, credentialsType, cardBrand, cardLast4, cardNumberLast4, cardExpiry, libanon",
  "ibanCountry, laptop, stop, optional, hotpot, currency, panel, company, pancake, japan, csv, hashtag, sessionId, key",
  "id, name, email, plan, total, title, price, count, status, type, url, path, code, number, field, from, to, value",
].flatMap((line) => line.split(", "));

test.each(secretKeys)("%s is secret", (key) => {
  expect(defaultRedactor.isSecretValue(key, "x")).toBe(true);
});

test.each(numericSecretKeys)("%s is secret, also as a number", (key) => {
  expect(defaultRedactor.isSecretValue(key, "482913")).toBe(true);
  expect(defaultRedactor.isSecretValue(key, 482_913)).toBe(true);
});

test.each(innocentKeys)("%s is not secret", (key) => {
  expect(defaultRedactor.isSecretValue(key, "x7Fa")).toBe(false);
  expect(defaultRedactor.isSecretValue(key, 812)).toBe(false);
});

test.each([
  "tokens",
  "input_tokens",
  "outputTokens",
  "max_tokens",
  "tokensUsed",
  "tokens_used",
  "cookies",
  "secrets",
])("%s is a count if it is a number", (key) => {
  expect(defaultRedactor.isSecretValue(key, 812)).toBe(false);
  expect(defaultRedactor.isSecretValue(key, "812")).toBe(false);
});

test("no word of a language becomes secret because it contains a secret word", () => {
  const affix = fc.stringMatching(/^[bdfghjlmnqvwxz]{2,6}$/);
  const word = fc.constantFrom(
    "token",
    "card",
    "secret",
    "pin",
    "otp",
    "auth",
    "pass",
    "iban",
    "ssn",
    "cookie",
    "jwt",
  );

  fc.assert(
    fc.property(affix, word, affix, (before, word, after) => {
      for (const key of [before + word + after, word + after, `${before}${word}${after}_id`])
        expect(defaultRedactor.isSecretValue(key, "482913")).toBe(false);
    }),
  );
});

test("a secret key stays secret in every spelling", () => {
  const phrase = fc.constantFrom(
    ["api", "key"],
    ["access", "token"],
    ["card", "number"],
    ["private", "key"],
    ["user", "password", "hash"],
  );
  const capitalize = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

  fc.assert(
    fc.property(phrase, fc.constantFrom("_", "-", ".", " ", ":", "/"), (words, separator) => {
      const [first = "", ...rest] = words;
      for (const key of [
        words.join(separator),
        words.join(separator).toUpperCase(),
        first + rest.map(capitalize).join(""),
        words.map(capitalize).join(""),
      ])
        expect(defaultRedactor.isSecretKey(key)).toBe(true);
    }),
  );
});

test("further keys are secret in every spelling, as words of longer keys", () => {
  const { isSecretValue } = createRedactor(["nationalId", "date of birth", " "]);

  for (const key of [
    "nationalId",
    "national_id",
    "NATIONAL-ID",
    "user.nationalId",
    "dateOfBirth",
    "date_of_birth",
  ])
    expect(isSecretValue(key, "x")).toBe(true);
  for (const key of ["id", "nationality", "birth", "date", "international_id", ""])
    expect(isSecretValue(key, "x")).toBe(false);
});

test.each([
  ["https://shop.example/reset?token=abc123&lang=en", "https://shop.example/reset?token=[redacted]&lang=en"],
  [
    "/callback?code=5&access_token=abc#id_token=def",
    "/callback?code=5&access_token=[redacted]#id_token=[redacted]",
  ],
  ["/in?user%5Bpassword%5D=hunter2&a=1", "/in?user%5Bpassword%5D=[redacted]&a=1"],
  ["/in?next=%2Freset%3Ftoken%3Dabc&a=1", "/in?next=%2Freset%3Ftoken%3D[redacted]&a=1"],
  ["https://ann:hunter2@db.example/shop", "https://ann:[redacted]@db.example/shop"],
  ["postgresql://app:p%40ss@localhost:5432/app", "postgresql://app:[redacted]@localhost:5432/app"],
  ["/reset/tok_abc123", "/reset/[redacted]"],
  ["https://a.example/password-reset/9f8e7d6c5b4a/new", "https://a.example/password-reset/[redacted]/new"],
  ["/en/verify/aGVsbG8gd29ybGQ?x=1", "/en/verify/[redacted]?x=1"],
  ["/reset/password/tok_abc123", "/reset/password/[redacted]"],
  ["Bearer abc", "Bearer [redacted]"],
  ["authorization: bearer abc123.def", "authorization: bearer [redacted]"],
  ["Basic YW5uOmh1bnRlcjI=", "Basic [redacted]"],
  ["got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln back", "got [redacted] back"],
  ['body {"password":"hunter2","plan":"pro"}', 'body {"password":"[redacted]","plan":"pro"}'],
  ["login failed: user=ann password=hunter2", "login failed: user=ann password=[redacted]"],
  ["theme=dark; auth_token=abc; a=1", "theme=dark; auth_token=[redacted]; a=1"],
])("secrets in %s are redacted", (text, redacted) => {
  expect(defaultRedactor.redactText(text)).toBe(redacted);
  expect(defaultRedactor.redactText(redacted)).toBe(redacted);
});

test.each([
  "https://shop.example/products/ember?plan=pro&max_tokens=4096&cardId=k_17&token_type=x",
  "/orders/12345678901/confirm",
  "/reset/password",
  "/users/:id/reset/:token",
  "/invite/accept",
  "/tokens/42",
  "a bearer of bad news",
  "Basic subscription",
  "Basic plan, basic access",
  "1 + 1 = 2",
  "cardinality=4",
  "see https://a.example:8080/x@y",
  'note "a": "b"',
  "",
])("%s is left as it is", (text) => {
  expect(defaultRedactor.redactText(text)).toBe(text);
});

test("texts of 8,192 hostile characters take little time", () => {
  const start = performance.now();

  for (const part of [
    "=",
    "/",
    "a=",
    "/reset/",
    '"":',
    "eyJ",
    "bearer ",
    "basic ",
    "://a:",
    '\\"',
    "%3d",
    "a&b=%253d",
  ])
    for (const end of ["", "=", '"', "@"]) defaultRedactor.redactText(part.repeat(8_192 / part.length) + end);
  expect(performance.now() - start).toBeLessThan(2_000);
});

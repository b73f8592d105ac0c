/**
 * How secret the values of a key are:
 *
 * - `all`: texts and numbers.
 * - `text`: texts. Numbers are counts, as in `tokens: 812`.
 * - `plural`: texts that are not a count written as text.
 * - `digits`: short codes only. `pin` may also be a pin on a map.
 * - `card`: only card numbers. A card may also be a card of a board.
 */
export type Sensitivity = "all" | "text" | "plural" | "digits" | "card";

/** Phrases at the end of a key, without the words that may follow them. */
export const SECRET_PHRASES: Readonly<Record<string, Sensitivity>> = {
  ...listPhrases(
    "all",
    "password, passwd, pwd, passphrase, passcode, pass word, pass phrase, pass code, pass wd, userpassword, newpassword",
    "oldpassword, passwort, kennwort, contraseña, contrasena, senha, motdepasse, mot de passe, пароль, 密码, パスワード",
    "otp, totp, one time code, onetimecode, verification code, security code, recovery code, backup code, mfa code",
    "2fa code, sms code, auth code, authorization code, cvv, cvc, csc, card code, card verification, cvvcode, cvccode",
    "ssn, social security, social security number, national insurance number, passport number, tax identification number",
    "iban, bank account number, routing number, card number, card num, card no, cc number, cc num, ccnumber, ccnum, pan",
    "cardnumber, creditcard, creditcardnumber, credit card, debit card, payment card, pin code, pincode, pin number",
  ),
  ...listPhrases(
    "text",
    "secret, credential, cookie, token, jwt, bearer, authorization, private key, privatekey, api key, apikey, api secret",
    "apisecret, access key, accesskey, secret key, secretkey, client secret, clientsecret, signing key, signingkey",
    "encryption key, encryptionkey, decryption key, master key, ssh key, service key, deploy key, auth key, authkey",
    "license key, accesstoken, refreshtoken, idtoken, authtoken, apitoken, sessiontoken, bearertoken, csrftoken",
    "xsrftoken, resettoken, devicetoken, pushtoken, usertoken, csrf, xsrf, mnemonic, seed phrase, recovery phrase",
    "basic auth, proxy auth, http auth, x auth, sessid, phpsessid, jsessionid, connect sid, magic link, magiclink",
  ),
  ...listPhrases("plural", "tokens, secrets, credentials, cookies, passwords, jwts, passcodes, passphrases"),
  ...listPhrases("digits", "pin, pins"),
  ...listPhrases("card", "card, cards"),
};

/** Keys that are secret only if they have no other word. */
export const SECRET_KEYS: Readonly<Record<string, Sensitivity>> = listPhrases("text", "auth, pass");

/** Words that may follow a secret phrase: `password_hash` and `tokenValue` are as secret as `password` and `token`. */
export const CARRIER_WORDS: ReadonlySet<string> = new Set(
  [
    "hash hashed value values text plain plaintext cleartext clear raw encrypted decrypted encoded confirm confirmation",
    "repeat repeated again verify new old from to before after current previous prev next original default header headers",
    "string str key keys digest salt data content body payload base64 b64 hex md5 sha bcrypt argon pair number input param",
    "temp tmp list for of code",
  ].flatMap((line) => line.split(" ")),
);

/** Words after which a key speaks of something else: `token_for_user` is a token. */
export const ENDING_WORDS: ReadonlySet<string> = new Set(["for", "of"]);

function listPhrases(sensitivity: Sensitivity, ...lines: string[]): Record<string, Sensitivity> {
  return Object.fromEntries(
    lines.flatMap((line) => line.split(", ")).map((phrase) => [phrase, sensitivity] as const),
  );
}

// Health check of the container: exits with 0 if the server stores events now, else with 1 and the reason.
const url = `http://127.0.0.1:${process.env.PORT}/readyz`;
const response = await fetch(url, { signal: AbortSignal.timeout(4000) }).catch(() => null);

if (!response?.ok) {
  console.error(response ? await response.text() : "The server does not respond.");
  process.exitCode = 1;
}

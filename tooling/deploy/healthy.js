// Health check of the container: exits with 0 if the server responds.
const response = await fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).catch(() => null);

process.exit(response?.ok ? 0 : 1);

/** `npm start`: installs what is missing, builds, serves, prints the address. */
import { bin, packages, ROOT, run } from './setup.mjs';

async function main() {
  await packages();
  const { serve } = await import('./serve.mjs'); // made of packages
  if ((await run(bin('vite'), ['build', '--logLevel', 'warn'])) !== 0) throw new Error('The build failed; what is wrong stands above.');
  const asked = Number(process.env.PORT ?? 0);
  for (const port of asked ? [asked] : [4173, 4174, 4175, 0]) {
    try {
      const { url } = await serve(`${ROOT}/dist`, { port, host: process.env.HOST ?? 'localhost' });
      console.log(`\n  Playable notes on generative models:  ${url}\n\n  Stop with Ctrl+C.`);
      return;
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || asked) throw error;
    }
  }
}

main().catch((error) => {
  console.error(`\n${error.message}`);
  process.exit(1);
});

/**
 * `npm run demo`: makes the checkout ready and plays a week of the city. Plain Node, so that it runs in a fresh clone.
 */
try {
  const { prepare } = await import('./prepare.mjs');
  await prepare((line) => process.stderr.write(`${line}\n`));
  await import('../dist/main.demo.js');
} catch (error) {
  process.stderr.write(`${error.userMessage ?? error.stack ?? String(error)}\n`);
  process.exit(1);
}

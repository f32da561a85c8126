import { EICAR, startClamDaemon } from '../../../test/support/clam-daemon.ts';
import { ClamScanner } from './clam-scanner.ts';
import { NotScanned } from './virus-scanner.port.ts';

test('a file of many pieces arrives whole, and what is known to do harm is found in it', async () => {
  const daemon = await startClamDaemon();
  const scanner = new ClamScanner(daemon.url);
  const large = Buffer.alloc(300_001, 'x');
  expect(await scanner.isClean(large)).toBe(true);
  expect(await scanner.isClean(Buffer.concat([large, EICAR]))).toBe(false);
  expect(daemon.scanned).toEqual([300_001, 300_001 + EICAR.length]);
  await daemon.stop();
});

test('no verdict is no clean file: a daemon that is away, refuses, or hears and says nothing', async () => {
  const small = await startClamDaemon({ limit: 10 });
  await expect(new ClamScanner(small.url).isClean(Buffer.alloc(200_000))).rejects.toThrow(NotScanned);
  await small.stop();
  await expect(new ClamScanner(small.url).isClean(Buffer.from('x'))).rejects.toThrow(NotScanned);
  const mute = await startClamDaemon({ mute: true });
  await expect(new ClamScanner(mute.url, 50).isClean(Buffer.from('x'))).rejects.toThrow('it does not answer');
  await mute.stop();
});

import { StartupError } from '../../kernel/startup-error.ts';
import { refuseSilentAnchors } from './log-level-check.ts';
import { readSettings } from './settings.ts';

test.each(['error', 'fatal', 'silent'])(
  'LOG_LEVEL=%s is refused in production, where the heads of the anchors are kept by the log',
  (logLevel) => {
    expect(() => refuseSilentAnchors({ production: true, logLevel })).toThrow(StartupError);
    expect(() => readSettings({ NODE_ENV: 'production', PUBLIC_URL: 'https://1999.example', LOG_LEVEL: logLevel })).toThrow(
      'LOG_LEVEL',
    );
    expect(() => refuseSilentAnchors({ production: false, logLevel })).not.toThrow();
  },
);

test.each(['warn', 'info', 'debug', 'trace'])('LOG_LEVEL=%s writes them', (logLevel) => {
  expect(() => refuseSilentAnchors({ production: true, logLevel })).not.toThrow();
});

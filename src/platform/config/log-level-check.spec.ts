import { StartupError } from '../../kernel/startup-error.ts';
import { refuseSilentLog } from './log-level-check.ts';
import { readSettings } from './settings.ts';

test.each(['warn', 'error', 'fatal', 'silent'])(
  'LOG_LEVEL=%s is refused in production, where requests and the heads of anchors are kept by the log',
  (logLevel) => {
    expect(() => refuseSilentLog({ production: true, logLevel })).toThrow(StartupError);
    expect(() => readSettings({ NODE_ENV: 'production', PUBLIC_URL: 'https://1999.example', LOG_LEVEL: logLevel })).toThrow(
      'LOG_LEVEL',
    );
    expect(() => refuseSilentLog({ production: false, logLevel })).not.toThrow();
  },
);

test.each(['info', 'debug', 'trace'])('LOG_LEVEL=%s writes them', (logLevel) => {
  expect(() => refuseSilentLog({ production: true, logLevel })).not.toThrow();
});

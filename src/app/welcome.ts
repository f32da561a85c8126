import type { Demonstration } from '../modules/identity/index.ts';
import type { Settings } from '../platform/config/index.ts';

/** What is printed when the program is ready. */
export function welcome(url: string, settings: Settings, demonstration: Demonstration | null): string {
  const lines = [
    '',
    `Paian 派案 is ready for ${settings.city}.`,
    `  API            ${url}/api/v1`,
    `  documentation  ${url}/api/docs`,
    `  health         ${url}/readyz`,
    ...accounts(demonstration),
    ...(settings.simulatedClock ? ['  The clock is simulated: POST /api/v1/dev/clock moves it forward.'] : []),
    '',
  ];
  return `${lines.join('\n')}\n`;
}

function accounts(demonstration: Demonstration | null): string[] {
  if (demonstration === null) return [];
  const { password, usernames } = demonstration;
  const agencies = usernames.filter((name) => name.startsWith('handler.')).length;
  return [
    '',
    `  accounts       operator, dispatcher, city, village, admin, auditor`,
    `                 and handler.<agency>, supervisor.<agency> of ${agencies} agencies, e.g. ${usernames.find((name) => name.startsWith('handler.')) ?? ''}`,
    `  password       ${password ?? 'as printed at the first start, or as DEMO_PASSWORD said then'}`,
  ];
}

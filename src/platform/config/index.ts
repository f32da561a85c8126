export { City } from './city.ts';
export { ConfigModule, SETTINGS_TOKEN } from './config.module.ts';
export type { EdgeSettings } from './edge-settings.ts';
export { SETTINGS } from './described-settings.ts';
export type { MailboxAccess } from './relay-settings.ts';
export { readSettings, type Settings } from './settings.ts';
export { CHECKOUT } from './checkout.ts';
export { isThisMachine } from './setting-checks.ts';

export { City } from './city.ts';
export { ConfigModule, SETTINGS_TOKEN } from './config.module.ts';
export { readSettings, SETTINGS, type Settings } from './settings.ts';

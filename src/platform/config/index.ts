export { readSettings, SETTINGS, type Settings } from './settings.ts';
export { SETTINGS_TOKEN } from './config.module.ts';

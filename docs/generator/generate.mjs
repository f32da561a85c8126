/**
 * Writes what the documentation says about the code from the code: docs/generated and the settings of the README.
 *
 *   npm run docs:generate     writes
 *   npm run docs:check        writes nothing, and fails when something would be written differently
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { prepare } from '../../src/prepare.mjs';
import { errorsPage } from './errors.mjs';
import { openApiProblems } from './openapi-check.mjs';
import { permissionsPage } from './permissions.mjs';
import { settingsPage, withSettings } from './settings.mjs';
import { stateMachinePage } from './state-machine.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const { values: options } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

const say = (line) => process.stdout.write(`${line}\n`);
await prepare(say);
await import('reflect-metadata');
const documents = await generate();
const differing = Object.entries(documents).filter(([file, text]) => read(file) !== text);
const forgotten = readdirSync(join(ROOT, 'docs/generated')).filter((name) => documents[`docs/generated/${name}`] === undefined);
if (options.check) check();
else write();
process.exit(); // what was imported may keep timers

function check() {
  for (const [file, text] of differing)
    say(`${file} is not what the code says now, from line ${firstDifference(read(file), text)} on.`);
  for (const name of forgotten) say(`docs/generated/${name} is written by nothing.`);
  if (differing.length + forgotten.length > 0) {
    say('Run "npm run docs:generate" and commit what it writes.');
    process.exitCode = 1;
  } else {
    say(`The ${Object.keys(documents).length} generated documents are what the code says.`);
  }
}

function write() {
  mkdirSync(join(ROOT, 'docs/generated'), { recursive: true });
  for (const [file, text] of differing) {
    writeFileSync(join(ROOT, file), text);
    say(`Wrote ${file}.`);
  }
}

/** @returns the text of each file, by its path */
async function generate() {
  const [{ SETTINGS }, { PERMISSIONS }, { ROLES }, { RULES }, { CASE_STATUSES }, problem] = await Promise.all(
    [
      'platform/config/index.js',
      'modules/identity/domain/permissions.js',
      'modules/identity/domain/role.js',
      'modules/cases/domain/case-lifecycle.js',
      'modules/cases/domain/case.js',
      'platform/http/problem.js',
    ].map((file) => import(pathToFileURL(join(ROOT, 'build', file)).href)),
  );
  const openApi = shippedContract();
  const problems = openApiProblems(openApi);
  if (problems.length > 0) throw new Error(`The OpenAPI document has faults:\n${problems.join('\n')}`);
  return {
    'docs/generated/openapi.json': `${JSON.stringify(openApi, null, 2)}\n`,
    'docs/generated/errors.md': errorsPage(ROOT, problem),
    'docs/generated/permissions.md': permissionsPage(PERMISSIONS, ROLES, openApi),
    'docs/generated/settings.md': settingsPage(SETTINGS),
    'docs/generated/state-machine.md': stateMachinePage(RULES, CASE_STATUSES),
    'README.md': withSettings(read('README.md') ?? '', SETTINGS),
  };
}

/** By the program as it is shipped: bundling must not change the name of a schema. */
function shippedContract() {
  const program = [join(ROOT, 'dist/main.cli.js'), 'openapi'];
  return JSON.parse(execFileSync(process.execPath, program, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }));
}

function read(file) {
  const path = join(ROOT, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/** 1-based. */
function firstDifference(before, after) {
  const lines = (before ?? '').split('\n');
  return after.split('\n').findIndex((line, i) => line !== lines[i]) + 1 || lines.length;
}

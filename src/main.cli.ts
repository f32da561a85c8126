import 'reflect-metadata';
import { AdminCreate } from './app/cli/admin-create.ts';
import { AuditBundle } from './app/cli/audit-bundle.ts';
import { AuditVerify } from './app/cli/audit-verify.ts';
import { MakeBackup } from './app/cli/backup.ts';
import { RestoreBackup } from './app/cli/backup-restore.ts';
import { VerifyBackup } from './app/cli/backup-verify.ts';
import { runCommandLine } from './app/cli/command-line.ts';
import { Migrate } from './app/cli/migrate.ts';
import { OpenApi } from './app/cli/openapi.ts';
import { PackCheck } from './app/cli/pack-check.ts';
import { VaultRotate } from './app/cli/vault-rotate.ts';
import { runToEnd } from './app/lifetime.ts';
import { PACK_FOLDERS } from './app/program.ts';
import { SystemClock } from './platform/clock/index.ts';
import { readSettings } from './platform/config/index.ts';

const out = (text: string): void => void process.stdout.write(text);
const error = (text: string): void => void process.stderr.write(text);
const settings = () => readSettings(process.env);
const clock = new SystemClock();

/** `node dist/main.cli.js <command>`: what is done to an installation from outside. */
await runToEnd(() =>
  runCommandLine(
    [
      new AdminCreate(settings, process.stdin, out),
      new Migrate(settings, out),
      new AuditVerify(settings, out),
      new AuditBundle(settings, out),
      new VaultRotate(settings, process.stdout),
      new MakeBackup(settings, clock, out),
      new VerifyBackup(settings, out),
      new RestoreBackup(settings, out),
      new PackCheck(PACK_FOLDERS, () => clock.now(), out),
      new OpenApi(out),
    ],
    process.argv.slice(2),
    { out, error },
  ),
);

export { inOrderOfReferences } from './catalogue.ts';
export { damagesOf } from './check-parts.ts';
export { dumpTables, NothingToDump } from './dump.ts';
export { FileCopies, listedFiles, putBack } from './kept-files.ts';
export { isEmptyDatabase, loadTables, OtherTables } from './load.ts';
export { MANIFEST, MANIFEST_SUM, type Manifest, manifestOf, readManifest, UnknownManifest } from './manifest.ts';
export { OURS_ALONE } from './parts.ts';

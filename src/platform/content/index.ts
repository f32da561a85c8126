export { Gate, GateFull } from './gate.ts';
export { kindOfBytes } from './kind-of-bytes.ts';
export { checkOffice } from './office.ts';
export { checkPdf } from './pdf.ts';
export { type PhotoNotes, photoNotes } from './photo-notes.ts';
export { type Still, still } from './photos.ts';
export { type Unfit, UnfitContent } from './unfit-content.ts';

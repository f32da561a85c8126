/**
 * What is no text: control characters (C0 and C1) except tabs and line breaks, lone surrogates, invisible direction marks, and the mark
 * that takes the place of bytes that were no text.
 */
const NO_TEXT =
  // eslint-disable-next-line no-control-regex -- naming them is the point
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffd-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

export const isPlain = (text: string): boolean => text.search(NO_TEXT) === -1;

/** A text without what is none, its lines parted in one way. */
export const plainText = (text: string): string => text.replaceAll(/\r\n?/g, '\n').replaceAll(NO_TEXT, '');

import { DomainError, type FieldError } from '../../../kernel/errors.ts';

/** The form has no field `file`. */
export class FileNotSent extends DomainError {
  readonly code = 'attachment.missing';
  readonly refusal = 'invalid';
  readonly text = { 'zh-TW': '沒有收到檔案', en: 'There is no file in the field "file"' };
}

export class FileEmpty extends DomainError {
  readonly code = 'attachment.empty';
  readonly refusal = 'invalid';
  readonly text = { 'zh-TW': '檔案是空的', en: 'The file is empty' };
}

export class FileTooLarge extends DomainError {
  readonly code = 'attachment.too_large';
  readonly refusal = 'too_large';
  readonly text = { 'zh-TW': '檔案超過大小上限', en: 'The file is too large' };

  constructor(mostBytes: number) {
    super({ mostBytes });
  }
}

/** Its bytes are of no kind that is taken here, whatever it is called. */
export class FileTypeRefused extends DomainError {
  readonly code = 'attachment.type_refused';
  readonly refusal = 'unsupported';
  readonly text = {
    'zh-TW': '不接受這種檔案，請改用 JPEG、PNG 照片或 PDF',
    en: 'This type of file is not accepted; send a photograph as JPEG or PNG, or a PDF',
  };

  constructor(accepted: readonly string[]) {
    super({ accepted });
  }
}

/** It begins like a file of its kind and does not go on like one. */
export class FileBroken extends DomainError {
  readonly code = 'attachment.broken';
  readonly refusal = 'invalid';
  readonly text = { 'zh-TW': '檔案不完整或已損壞', en: 'The file is damaged or not whole' };

  constructor(reason: string) {
    super({ reason });
  }
}

export class TooManyPixels extends DomainError {
  readonly code = 'attachment.too_many_pixels';
  readonly refusal = 'invalid';
  readonly text = { 'zh-TW': '圖片的像素過多', en: 'The picture has too many pixels' };
}

export class FileActive extends DomainError {
  readonly code = 'attachment.active_content';
  readonly refusal = 'invalid';
  readonly text = { 'zh-TW': '檔案含有巨集或程式，不予接受', en: 'The file holds macros or programs' };

  constructor(reason: string) {
    super({ reason });
  }
}

/** The virus scanner knows it. */
export class FileInfected extends DomainError {
  readonly code = 'attachment.infected';
  readonly refusal = 'invalid';
  readonly text = { 'zh-TW': '檔案含有惡意程式，不予接受', en: 'The file holds malicious software' };
}

/** The virus scanner is away: nothing is taken unscanned. */
export class FileNotScanned extends DomainError {
  readonly code = 'attachment.not_scanned';
  readonly refusal = 'unavailable';
  readonly text = { 'zh-TW': '目前無法掃描檔案，請稍後再試', en: 'Files cannot be scanned at the moment; try again soon' };
}

/** More files arrive than can be looked at. */
export class UploadsBusy extends DomainError {
  readonly code = 'attachment.busy';
  readonly refusal = 'unavailable';
  readonly text = { 'zh-TW': '目前上傳的人太多，請稍後再試', en: 'Too many files are arriving; try again soon' };
}

export class AttachmentNotFound extends DomainError {
  readonly code = 'attachment.not_found';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '查無此附件', en: 'There is no such attachment' };
}

/** It is known, and the store does not have it. */
export class AttachmentUnavailable extends DomainError {
  readonly code = 'attachment.unavailable';
  readonly refusal = 'unavailable';
  readonly text = { 'zh-TW': '附件暫時無法取得', en: 'The attachment cannot be had at the moment' };
}

/** Somebody else used it at the same moment. */
export class AttachmentUsed extends DomainError {
  readonly code = 'attachment.used';
  readonly refusal = 'invalid';
  readonly text = { 'zh-TW': '這個附件已經使用過', en: 'The attachment has been used already' };
}

/** It was removed at the same moment. */
export class AttachmentGone extends DomainError {
  readonly code = 'attachment.gone';
  readonly refusal = 'invalid';
  readonly text = { 'zh-TW': '附件已逾時移除，請重新上傳', en: 'The attachment was removed; upload it again' };
}

const FIELD = 'attachmentIds';

/** Not there, somebody else's, or too old. */
export const unknownAttachment = (): FieldError => ({
  field: FIELD,
  code: 'attachment.unknown',
  text: { 'zh-TW': '沒有這個附件', en: 'there is no such attachment' },
});

export const usedAttachment = (): FieldError => ({
  field: FIELD,
  code: 'attachment.used',
  text: { 'zh-TW': '附件已經使用過', en: 'has been used already' },
});

export const tooManyAttachments = (most: number): FieldError => ({
  field: FIELD,
  code: 'attachment.too_many',
  text: { 'zh-TW': `附件最多 ${most} 個`, en: `must be ${most} at most` },
});

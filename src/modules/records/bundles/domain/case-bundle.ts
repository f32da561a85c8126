import type { Fact } from '../../../../kernel/fact.ts';

/** The record of a case was handed out. `digest` is the SHA-256 of the file, so that a copy can be told from the original. */
export type CaseExported = Fact<'case.exported', { readonly digest: string; readonly links: number }>;

export const caseExported = (caseId: string, data: CaseExported['data']): CaseExported => ({
  type: 'case.exported',
  subject: { kind: 'case', id: caseId },
  data,
});

/** The version of the file's form: others wrote programs that read it. */
export const BUNDLE_FORMAT = 'paian.case-file/3';

/** What whoever opens the file has to know. The procedure as a program: docs/verify-a-case-file.md. */
export const READ_ME = {
  'zh-TW': [
    '本檔為一件陳情案件的處理紀錄，可不依賴原系統自行查驗。',
    '一、每一筆 links 的 sealed 以 UTF-8 計算 SHA-256，應等於該筆的 hash。',
    '二、sealed 為 JSON：position 由 1 起連號，previous 為同一鏈前一筆的 hash（首筆為 null），subject 與該鏈所載相同；有 dataDigest 者，salt、換行字元與 data 相連計算 SHA-256 應等於 dataDigest；data 為 null 者，內容已依保存年限刪除，僅能證明該事曾經發生，且該鏈在其之前各筆亦應為 null，案件之鏈並應有 case.anonymised。',
    '三、每一筆 anchors：依序將 previous（首筆為 -）、day、hashes 及「ends 」加上 ends（ends 為 null 者免）各成一行（以換行字元結尾）計算 SHA-256，應等於 head；第 no 筆紀錄的 hash 應為 hashes 的第 no − afterNo 個。',
    '四、各鏈末端：subject.id 的 SHA-256 為其標記，標記前四碼為 ends 之鍵；該處 lines 中以標記起首者所載 hash，應為該鏈在最後一筆 anchor 之下的最後一筆，lines 並應依 path 算得該 anchor 的 ends。缺少末端者即可由此發現；整條鏈缺漏則無法由此發現（但應有一鏈含 case.opened，其 caseNo 為本檔案號；case.opened、case.joined 所列 petitionId 應各有一鏈），須以標頭 Content-Digest 或 case.exported 所載 digest 比對全檔。',
    '五、head 請與機關另行保存的當日紀錄（系統日誌「anchor of 日期」）比對；相符即證明檔內各鏈截至該日止未經竄改或截短。最後一筆 anchor 之後的紀錄尚無此保證，最後一筆 anchor 過舊者請重新索取。',
    '本檔不含陳情人身分資料。',
  ],
  en: [
    'This file holds the record of one case. It can be checked without the system that wrote it.',
    '1. The SHA-256 of the UTF-8 of each link’s "sealed" is its "hash".',
    '2. "sealed" is JSON: "position" counts from 1 without gaps, "previous" is the hash of the link before it in the same chain (null for the first), "subject" is that of the chain; where it has a "dataDigest", that is the SHA-256 of "salt", a line feed and "data". Where "data" is null the content had to go after its time of retention: that it happened can be shown, what was said cannot; then it is null in all links of the chain before it, too, and the chain of the case has a case.anonymised.',
    '3. For each anchor the SHA-256 of lines that each end in a line feed – "previous" ("-" for the first), "day", all "hashes" in order, and "ends " with its "ends" (no such line where that is null) – is its "head"; the hash of link "no" is number no − afterNo of "hashes".',
    '4. Where the chains end: the SHA-256 of "subject.id" is a chain’s tag, and the tag’s first four digits are its key in "ends"; the hash beside the tag in "lines" there is that of the last link of the chain under the last anchor, and "lines" with "path" gives that anchor’s "ends". So a chain whose end was cut off is found out. A chain that is missing as a whole is not (only one with case.opened, whose "caseNo" is that of the file, has to be there, and one for each "petitionId" of case.opened and case.joined): for that compare the whole file with its Content-Digest, or with the digest of case.exported.',
    '5. Compare each "head" with the one that the city kept elsewhere for that day (its log: "anchor of <day>"). Where they agree, no chain in this file was changed or cut off as of the last anchor. Of what is younger nothing is shown yet; where the last anchor is old, ask for the file again.',
    'The file does not say who the petitioner is.',
  ],
} as const;

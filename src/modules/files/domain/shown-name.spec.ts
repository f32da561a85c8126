import fc from 'fast-check';
import { contentDisposition, namelessName, shownName } from './shown-name.ts';

test.each([
  ['IMG_1999.JPG', 'IMG_1999.jpg'],
  ['C:\\Users\\王小明\\桌面\\坑洞.jpeg', '坑洞.jpg'],
  ['/etc/passwd', 'passwd.jpg'],
  ['photo.php.jpg', 'photo.php.jpg'],
  ['photo.jpg.exe', 'photo.jpg.jpg'],
  ['a\u202egpj.exe', 'agpj.jpg'],
  ['a\r\nset-cookie: x=1.jpg', 'aset-cookie_ x=1.jpg'],
  ['', 'photo.jpg'],
  ['...', 'photo.jpg'],
  ['.htaccess', 'photo.jpg'],
  ['\ud800.jpg', '\ufffd.jpg'],
])('%j is shown as %j', (sent, shown) => {
  expect(shownName(sent, 'JPEG')).toBe(shown);
});

test('whatever it is called, the name shown leads nowhere, is short, and its header is one line of ASCII', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (sent) => {
      const name = shownName(sent, 'PDF');
      expect(name).toMatch(/^[^/\\\p{Cc}\u202a-\u202e\u2066-\u2069]{1,100}\.pdf$/u);
      expect(contentDisposition(name, 'PDF')).toMatch(/^attachment; filename="[^"\\\r\n]*"; filename\*=UTF-8''[!-~]+$/);
    }),
  );
});

test('pictures are shown, documents are saved', () => {
  expect(contentDisposition('路口.jpg', 'JPEG')).toBe(`inline; filename="__.jpg"; filename*=UTF-8''%E8%B7%AF%E5%8F%A3.jpg`);
  expect(contentDisposition("a'(1).odt", 'ODT')).toBe(`attachment; filename="a'(1).odt"; filename*=UTF-8''a%27%281%29.odt`);
  expect([namelessName('PNG'), namelessName('ODT')]).toEqual(['photo.png', 'document.odt']);
});

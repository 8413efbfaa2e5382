// Counts 字 by the table of kit/text.py: an ideograph, kana or full-width letter is one, a run of other letters is one.
const WIDE = ranges(
  "1100-115f 2e80-2ffb 3004-3007 3012-3013 3020-3029 3031-303c 303e 3041-3096 309d-309f 30a1-30fa 30fc-3247 3250-4dbf " +
  "4e00-a4c6 a960-a97c ac00-d7a3 e000-fad9 ff10-ff19 ff21-ff3a ff41-ff5a ff66-ffdc ffe4 ffe8 ffed-ffee 16fe0-16fe1 16fe3 " +
  "17000-1b2fb 20000-3134a f0000-10fffd",
);
const PICTURES = ranges(
  "231a-231f 2322-2328 232b-237b 237d-239a 23b4-23db 23e2-23ff 2600-266e 2670-2767 2794-27bf 2b00-2b2f 2b45-2b46 " +
  "2b4d-2bff 1f000-1f0f5 1f10d-1f1ad 1f200-1f3fa 1f400-1faf6",
);
const FLAGS = ranges("1f1e6-1f1ff");
const MARKS = ranges("1f3fb-1f3ff e0020-e007f");
const ONE = /wm*|pm*(?:j+pm*)*|ffm*|fm*|r[rmj]*/g;

function ranges(text) {
  return text.split(" ").map((span) => span.split("-").map((end) => parseInt(end, 16))).map(([a, b]) => [a, b ?? a]);
}

const within = (spans, number) => spans.some(([first, last]) => number >= first && number <= last);

function kindOf(character) {
  const number = character.codePointAt(0);
  if (number === 0x200d) return "j";
  if (number < 0x300) return /[\p{L}\p{N}]/u.test(character) ? "r" : /\p{M}/u.test(character) ? "m" : " ";
  if (within(FLAGS, number)) return "f";
  if (within(MARKS, number)) return "m";
  if (within(WIDE, number)) return /\p{M}/u.test(character) ? "m" : "w";
  if (within(PICTURES, number)) return "p";
  if (/\p{M}/u.test(character)) return "m";
  return /[\p{L}\p{N}]/u.test(character) ? "r" : " ";
}

export function countZi(text) {
  const kinds = Array.from(text.normalize("NFC"), kindOf).join("");
  return (kinds.match(ONE) ?? []).length;
}

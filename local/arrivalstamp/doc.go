// Package arrivalstamp draws the stamp ĐẾN (dấu đến) of Nghị định 30/2020, Phụ lục IV, mục V,
// finds room for it on the first page of a document that came in, and makes the increment that
// puts it there. It touches no record.
//
// The rules:
//
//  1. The stamp is 50 mm wide and 35 mm high, as the appendix has it: it is never made smaller.
//  2. It stands on blank paper alone, upright as the page is seen: never over ink, a mark, the
//     look of a signature or a note. Where the first page has no such room there is no stamp.
//  3. It says what the register holds. What the register does not hold is left open, to be
//     written by hand, as on the rubber stamp.
//  4. The bytes of the document stay as they are, in front of what is added.
//  5. Of a document that is signed nothing that was signed is touched: there the stamp is a note
//     that lies on the page. Whoever judges the signatures is told so, and does that on the
//     document as it came.
package arrivalstamp

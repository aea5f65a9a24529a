// Package original brings data messages (thông điệp dữ liệu gốc) in: it stores a
// file untouched, finds out what it is, and makes a PDF to show and print of what
// is not one (Nghị định 137/2024, Điều 5.1, 5.3a).
//
// The rules:
//
//  1. The file that came lies in the vault byte for byte, whatever is made of it.
//  2. A PDF is shown as it is. A locked one is opened with the password of whoever
//     brings it, and lies in the vault once as it came and once opened; the
//     password is not kept.
//  3. An image lies on a page of its own size, a file of Word and the like becomes
//     a PDF through the office suite of this machine. Which program made it is told.
package original

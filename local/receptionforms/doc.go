// Package receptionforms sets the papers of a reception of a citizen (tiếp công dân): the record of what
// was said, the receipt of papers, the notice of refusal and the register of a year.
//
// Each is a function of what it is given and of nothing else. Receipt, notice and register have the
// fields of Mẫu số 02/TCD, 01/TCD and 03/TCD of Nghị định 154/2026; of the record that decree asks what it
// holds (Điều 14 khoản 1) and draws no sample. What nobody wrote down is left as dots.
package receptionforms

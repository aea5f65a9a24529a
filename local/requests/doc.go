// Package requests knows the life of a request (hồ sơ) that a citizen, an organisation or a unit
// of the office brought to the counter (Nghị định 137/2024, Điều 7, 8 and 9.2): what may be done
// with it and when, by when it is to be answered, and what is owed before it may be closed.
//
//   - What is missing is asked in one go; while it is waited for, the term stands still.
//   - A refusal has its reason (Điều 7.1a).
//   - A result on paper becomes a data message before the request is closed (Điều 8.4, 9.2).
//   - Nothing is closed before its end was told, or it is on record why it need not be (Điều 7.1c).
//   - Nothing is delivered before it is on record what became of the electronic store (Điều 8.4).
//
// Where a request stands is a function of its entries and of nothing else (package trail).
package requests

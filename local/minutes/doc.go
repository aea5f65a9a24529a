// Package minutes writes the minutes (biên bản) of a meeting from what was written down while it
// went on (Nghị định 30/2020, Phụ lục III, Mẫu 1.9). Nothing is typed anew: the same entries give the
// same words, so that whoever doubts minutes writes them again and compares.
package minutes

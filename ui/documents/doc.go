// Package documents is the place "Văn bản": the registers of the office's documents and their
// numbers (Nghị định 30/2020, Điều 15 và 22).
package documents

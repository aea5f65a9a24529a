// Package books is the place "Sổ": the registers that the office keeps, each by its
// questions alone.
package books

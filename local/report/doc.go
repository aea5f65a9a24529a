// Package report sets what was found about a file on sheets of paper: the
// answer in words, every signature, every check, the lines of a code to compare
// with the paper, and room for whoever looked to sign (kết quả kiểm tra).
package report

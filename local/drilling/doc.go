// Package drilling keeps what the trials of bringing the office back have shown (diễn tập khôi
// phục, Điều 13.2b; QCVN 12:2026/BCA asks for one each quarter, with evidence), and sets the
// page of evidence of one. The trial itself is the station's.
package drilling

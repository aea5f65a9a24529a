// Package proof is "Kiểm tra": it takes a PDF from anywhere, a lookup code, or
// the whole journal, and says in one sentence whether it is what was converted
// here, unchanged.
package proof
